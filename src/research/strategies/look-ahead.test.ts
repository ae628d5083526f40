import assert from "node:assert/strict";
import { test } from "node:test";
import { readStrategyFile } from "../../platform/strategy-file.ts";
import { barsFile, resolveOver, walkRows } from "../backtest/run-fixture.test.ts";
import { isoTime } from "../backtest/resolve-run.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import type { DefinitionOf } from "../doubt/run-once.ts";
import { lookAheadProbe } from "../doubt/look-ahead-probe.ts";
import { runOnce } from "../doubt/run-once.ts";
import { importStrategy } from "./import-strategy.ts";
import { failureOf, moduleFile, moduleText } from "./module-fixture.test.ts";

const WALK = barsFile("AAA_1m.csv", walkRows(1, 2));

/** Long when the table's next close is higher, flat when it is lower; without a table it does nothing. */
const PEEKING = {
  kind: '"peeking"',
  memory: "({ i: -1, table: [] })",
  onBar: `
    memory.i += 1;
    const next = memory.table[memory.i + 1];
    if (next === undefined) return NO_SIGNALS;
    return next > context.bar.closeMicros ? ENTER_LONG : EXIT_LONG;`,
};

async function resolved(): Promise<ResolvedRun> {
  const own = await importStrategy(moduleFile("peeking.ts", moduleText(PEEKING)));
  const text =
    "id: peek\nkind: peeking\ninstruments: [AAA]\ntimeframe: 1m\nsizing: { kind: fixed-quantity, quantity: 10 }\n";
  const read = readStrategyFile(text, "peek.yaml", { kinds: [own], checkLimits: () => [] });
  assert.ok(read.ok, JSON.stringify(read));
  return { ...resolveOver(WALK, read.strategy), ownStrategies: [own] };
}

/** The module as it would have been written when the run's last bar closed: with all closes up to there. */
const WITH_TABLE: DefinitionOf = ({ bars }, definition) => {
  const memory = { i: -1, table: [...(bars[0]?.closeMicros.subarray(0, bars[0].count) ?? [])] };
  return { ...definition, onBar: (context, parameters) => definition.onBar(context, parameters, memory) };
};

test("a module with a table of the file's own future closes is caught, and the bar named", async () => {
  const run = await resolved();
  assert.ok(runOnce(run, { definitionOf: WITH_TABLE, delayBars: 0, watch: null }).run.trips.length > 50);
  const { isClean, finding } = lookAheadProbe(run, { definitionOf: WITH_TABLE, cuts: 12 });
  assert.ok(!isClean && finding !== null);
  assert.equal(finding.instrument, "AAA");
  assert.equal(finding.bar, isoTime(run.bars[0]?.tsClose[finding.index] ?? 0));
  assert.equal(finding.barsAhead, 1);
});

test("the same module without its table is clean", async () => {
  assert.equal(lookAheadProbe(await resolved(), { definitionOf: null, cuts: 6 }).isClean, true);
});

test("a table written into the source does not get that far", async () => {
  const closes = (await resolved()).bars[0]?.closeMicros ?? new Float64Array(0);
  const head = `const CLOSES = [${[...closes.subarray(0, 780)].join(", ")}];`;
  const failure = await failureOf(() => importStrategy(moduleFile("table.ts", moduleText({ head }))));
  assert.match(failure.message, /table\.ts:2: 782 numbers in one file, at most 200: a strategy may not carry a table/);
});
