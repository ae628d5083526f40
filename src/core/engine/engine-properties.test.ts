import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import type { Input } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import type { OutputRecord } from "../model/output-record.ts";
import { limitsOf } from "../risk/profiles.ts";
import type { Core } from "./core.ts";
import { createCore } from "./core.ts";
import { encodeOutput } from "./encode-output.ts";
import { decodeState, encodeState } from "./encode-state.ts";
import type { World } from "./engine-fixture.test.ts";
import { command, createWorld, fireTimers, only, send, slice, strategyConfig } from "./engine-fixture.test.ts";
import { step } from "./step.ts";

const MINUTES = 12;

/** What happens in one minute: a price move per instrument, and perhaps a signal or a command. */
interface Minute {
  readonly moves: readonly (readonly [change: number, up: number, down: number])[];
  readonly act: number;
  readonly side: number;
  readonly type: number;
}

const minute: fc.Arbitrary<Minute> = fc.record({
  moves: fc.array(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.nat(30), fc.nat(30)), { minLength: 2, maxLength: 2 }),
  act: fc.nat(40),
  side: fc.nat(3),
  type: fc.nat(5),
});
const days: fc.Arbitrary<Minute[]> = fc.array(minute, { minLength: 3 * MINUTES, maxLength: 3 * MINUTES });

/** Three short days with three built-ins and outside signals. */
function live(minutes: readonly Minute[]): World {
  const ema = { kind: "ema-cross", parameters: { fast: 2, slow: 4, allowShort: 1 }, instruments: [0, 1] };
  const rsi = { kind: "rsi-reversion", parameters: { period: 2, oversold: 30, overbought: 70, allowShort: 0 } };
  const range = { kind: "opening-range", parameters: { minutes: 3, stop: 1, target: 2, allowShort: 1 } };
  const world = createWorld({
    minutes: MINUTES,
    instruments: 2,
    limits: { ...limitsOf("aggressive", {}), orderValueMaxRatio: 0.2 },
    strategies: [
      strategyConfig(),
      strategyConfig({ index: 1, id: "ema", ...ema }),
      strategyConfig({ index: 2, id: "rsi", ...rsi, sizing: { kind: "brain" } }),
      strategyConfig({ index: 3, id: "range", ...range, sizing: { kind: "percent-equity", percent: 10 } }),
    ],
  });
  const last = [10_000, 5_000];
  minutes.forEach((one, i) => {
    const bars = one.moves.map(([change, up, down], k) => {
      const open = last[k] ?? 0;
      const close = open + change;
      last[k] = close;
      return { open, high: Math.max(open, close) + up, low: Math.min(open, close) - down, close };
    });
    slice(world, Math.floor(i / MINUTES), i % MINUTES, bars);
    act(world, one, i, last[0] ?? 0);
  });
  fireTimers(world, world.core.state.now + 5_000_000);
  return world;
}

function act(world: World, one: Minute, i: number, cents: number): void {
  if (one.act < 14) {
    const isBuy = one.side % 2 === 0;
    const near = (cents + (isBuy ? -10 : 10)) * 10_000;
    const orderType = (["market", "limit", "stop", "market", "limit", "market"] as const)[one.type] ?? "market";
    send(world, `x${i}`, {
      intent: one.side < 2 ? "entry" : "exit",
      side: isBuy ? "buy" : "sell",
      orderType,
      limitMicros: orderType === "limit" ? near : null,
      stopMicros: orderType === "stop" ? 2 * cents * 10_000 - near : null,
      timeInForce: one.type === 4 ? "gtc" : one.type === 5 ? "ioc" : "day",
    });
  } else if (one.act === 14) command(world, { command: "engage-kill-switch", level: "REDUCE" });
  else if (one.act === 15) command(world, { command: "engage-kill-switch", level: "HALT" });
  else if (one.act === 16) command(world, { command: "engage-kill-switch", level: "FLATTEN" });
  else if (one.act < 20) command(world, { command: "release-kill-switch" });
  else if (one.act === 20) command(world, { command: "cancel-order", order: one.side });
  else if (one.act === 21) command(world, { command: "move-cash", accountId: "SIM", amountMicros: 1_000_000 });
}

function apply(core: Core, input: Input): OutputRecord[] {
  const outputs: Output[] = [];
  step(core, structuredClone(input), outputs);
  return outputs.map((output, i) => encodeOutput(core.state, output, i));
}

test("the same inputs give the same outputs and the same state", () => {
  fc.assert(
    fc.property(days, (minutes) => {
      const world = live(minutes);
      const core = createCore();
      world.inputs.forEach((input, i) => {
        assert.equal(JSON.stringify(apply(core, input)), JSON.stringify(world.outputs[i]));
      });
      assert.equal(encodeState(core.state), encodeState(world.core.state));
    }),
    { numRuns: 20 },
  );
});

test("a state survives encoding bit for bit, at any time of the day", () => {
  fc.assert(
    fc.property(days, fc.nat(), (minutes, pick) => {
      const { inputs } = live(minutes);
      const core = createCore();
      for (const input of inputs.slice(0, pick % inputs.length)) apply(core, input);
      const text = encodeState(core.state);
      const decoded = decodeState(text);
      assert.equal(encodeState(decoded), text);
      assert.deepEqual(decoded, core.state);
    }),
    { numRuns: 20 },
  );
});

test("cut off at every seq of three days and gone on from a snapshot: the same outputs and state (T4)", () => {
  const [minutes] = fc.sample(days, { numRuns: 1, seed: 4 });
  assert.ok(minutes !== undefined);
  const world = live(minutes);
  const end = encodeState(world.core.state);
  const before = createCore();
  for (let cut = 0; cut < world.inputs.length; cut += 1) {
    if (cut > 0) apply(before, world.inputs[cut - 1] as Input);
    const core = createCore(decodeState(encodeState(before.state)));
    for (let i = cut; i < world.inputs.length; i += 1) {
      const records = apply(core, world.inputs[i] as Input);
      assert.equal(JSON.stringify(records), JSON.stringify(world.outputs[i]), `cut at ${cut}, seq ${i + 1}`);
    }
    assert.equal(encodeState(core.state), end, `cut at ${cut}`);
  }
});

test("every signal ends in exactly one outcome or has a live order (T1)", () => {
  fc.assert(
    fc.property(days, (minutes) => {
      const world = live(minutes);
      const records = world.outputs.flat();
      const ended = new Map<string, number>();
      const books = world.core.state.trading;
      assert.ok(books !== null);
      const idOf = (of: {
        externalId: string | null;
        strategy: number;
        instrument: number;
        tsBar: number;
        n: number;
      }) =>
        of.externalId ??
        `${books.config.strategies[of.strategy]?.id}:${["AAA", "BBB"][of.instrument]}:${of.tsBar}:${of.n}`;
      for (const end of only(records, "SignalEnded")) ended.set(idOf(end), (ended.get(idOf(end)) ?? 0) + 1);
      const waiting = new Set(books.orders.live.map((order) => idOf({ ...order, externalId: order.externalSignalId })));
      const decided = new Set(only(records, "DecisionTraced").map((trace) => trace.signalId));
      for (const id of decided) {
        const count = ended.get(id) ?? 0;
        if (waiting.has(id)) assert.ok(count <= 1, `${id} ended ${count} times`);
        else assert.equal(count, 1, `${id} ended ${count} times`);
      }
      for (const id of ended.keys()) assert.ok(decided.has(id), `${id} ended undecided`);
    }),
    { numRuns: 100 },
  );
});

/** Written anew with UPDATE_TRACES=1; the reviewer reads the difference. */
const GOLDEN = join(import.meta.dirname, "../../../tests/traces/small-day.txt");

/** Steps and checks by id and result alone, so that a line can be read. */
function outputLine(record: OutputRecord): string {
  const { seq, index, kind, ...fields } = record;
  if (record.kind !== "DecisionTraced") return `${seq}.${index} -> ${kind} ${JSON.stringify(fields)}`;
  const steps = record.steps.map((one) => `${one.id}=${one.boundLots ?? "-"}`).join(" ");
  const checks = record.checks.map((one) => `${one.id}=${one.verdict}`).join(" ");
  const result = `${record.outcome ?? "live"} ${record.reason}`.trim();
  return `${seq}.${index} -> DecisionTraced ${record.signalId}: ${record.quantityLots} lots, ${result} | ${steps} | ${checks}`;
}

test("a small day reads as its golden trace", () => {
  const [minutes] = fc.sample(days, { numRuns: 1, seed: 9 });
  assert.ok(minutes !== undefined);
  const { inputs, outputs } = live(minutes.slice(0, MINUTES + 2));
  const lines = inputs.flatMap((input, i) => {
    const { seq, kind, ...rest } = input;
    return [`${seq} <- ${kind} ${JSON.stringify(rest)}`, ...(outputs[i] ?? []).map(outputLine)];
  });
  const text = `${lines.join("\n")}\n`;
  if (process.env["UPDATE_TRACES"] === "1") writeFileSync(GOLDEN, text);
  assert.equal(text, readFileSync(GOLDEN, "utf8"));
});
