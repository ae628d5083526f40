import assert from "node:assert/strict";
import { test } from "node:test";
import { InvariantBroken } from "../assert.ts";
import type { OutputRecord } from "../model/output-record.ts";
import { ENTER_LONG, EXIT_LONG, NO_SIGNALS } from "../strategies/drafts.ts";
import type { BarContext, StrategyDefinition } from "../strategies/strategy.ts";
import { createWorld, flat, only, slice, strategyConfig, type World } from "./engine-fixture.test.ts";

/** A strategy of so many lines: what it does at a bar, and nothing else. */
function strategyOf(kind: string, onBar: StrategyDefinition["onBar"]): StrategyDefinition {
  const rest = { summary: "", parameters: [], validate: () => null, features: () => [], warmupBars: () => 0 };
  return { kind, ...rest, createMemory: () => ({}), onBar };
}

const minuteOf = ({ bar, sessionOpen }: BarContext): number => (bar.tsEvent - sessionOpen) / 60_000_000;

/** Enters at its second bar, throws at its third, leaves at its sixth, would enter again at its ninth. */
const FAILING = strategyOf("failing", (context) => {
  const minute = minuteOf(context);
  if (minute === 3) throw new Error("no such column");
  if (minute === 6 && context.positionLots > 0) return EXIT_LONG;
  return minute === 2 || minute === 9 ? ENTER_LONG : NO_SIGNALS;
});
/** Enters at its fourth bar. */
const SOUND = strategyOf("sound", (context) => (minuteOf(context) === 4 ? ENTER_LONG : NO_SIGNALS));

function world(faults: unknown[], code: readonly StrategyDefinition[]): World {
  return createWorld({
    strategies: code.map(({ kind }, index) => strategyConfig({ index, id: kind, name: kind, kind })),
    code: (kind) => code.find((definition) => definition.kind === kind) ?? null,
    onStrategyFault: (error) => faults.push(error),
  });
}

/** Everything that so many minutes brought. */
function run(made: World, minutes: number): OutputRecord[] {
  const records: OutputRecord[] = [];
  for (let minute = 0; minute < minutes; minute += 1) records.push(...slice(made, 0, minute, [flat(10_000)]));
  return records;
}

test("a strategy that throws opens nothing more, and leaves what it holds; the next one trades on", () => {
  const faults: unknown[] = [];
  const made = world(faults, [FAILING, SOUND]);
  const records = run(made, 12);
  assert.deepEqual(
    faults.map((error) => (error as Error).message),
    ["no such column"],
  );
  assert.deepEqual(
    only(records, "StrategyStatusChanged").map(({ strategy, to, reason }) => [strategy, to, reason]),
    [[0, "INACTIVE", "STRATEGY_FAILED"]],
  );
  assert.deepEqual([...(made.core.state.trading?.ledger.strategyLots ?? [])], [0, 10, 0]);
  assert.equal(only(records, "FillBooked").length, 3, "in, out, and the other's entry");
});

test("a strategy that throws at every bar is told to a person once, and to the log each time", () => {
  const faults: unknown[] = [];
  const hopeless = strategyOf("hopeless", () => {
    throw new Error("again");
  });
  const made = world(faults, [hopeless]);
  const records = run(made, 5);
  assert.equal(faults.length, 5);
  assert.equal(only(records, "RaiseAlert").filter(({ code }) => code === "STRATEGY_FAILED").length, 1);
});

test("a broken rule of the core itself is not taken for a strategy's fault", () => {
  const broken = strategyOf("broken", () => {
    throw new InvariantBroken("a rule of ours");
  });
  const made = world([], [broken]);
  assert.throws(() => slice(made, 0, 0, [flat(10_000)]), InvariantBroken);
});
