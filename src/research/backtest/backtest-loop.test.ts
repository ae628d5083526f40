import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Core, StrategyRun } from "../../core/engine/core.ts";
import { createCore } from "../../core/engine/core.ts";
import { encodePlainData, encodeState } from "../../core/engine/encode-state.ts";
import { isQuiet } from "../../core/engine/quiet-run.ts";
import { step } from "../../core/engine/step.ts";
import { createOrdersHash, digestOrders } from "../../core/execution/orders-hash.ts";
import type { CoreConfig, StrategyConfig } from "../../core/model/config.ts";
import type { Instrument } from "../../core/model/instrument.ts";
import type { Bracket, SignalDraft } from "../../core/model/signal.ts";
import { HOUSE_VENUE } from "../../core/model/venue-rules.ts";
import { findProfile } from "../../core/risk/profiles.ts";
import { isQuietAtVenue } from "../../core/simulation/simulated-venue.ts";
import { createSimulatedVenue } from "../../core/simulation/venue-state.ts";
import type { BarContext, StrategyDefinition, StrategyParameters } from "../../core/strategies/strategy.ts";
import type { BarColumns } from "../../data/bar-columns.ts";
import { createColumns } from "../../data/bar-columns.ts";
import type { BacktestRun } from "./backtest-loop.ts";
import { createSlicer, runBacktestLoop, runSlice } from "./backtest-loop.ts";
import { createEquityCurve } from "./equity-curve.ts";

const MINUTE = 60_000_000;
const START = 1_700_000_040_000_000;
/** Sessions of 30 minutes, 50 apart: bars also fall outside. */
const SESSION = 30;
const APART = 50;

interface World {
  readonly seed: number;
  readonly instruments: number;
  readonly bars: number;
  readonly kinds: readonly string[];
  readonly isEnforced: boolean;
  readonly fillModel: "next-bar-open" | "same-bar-close";
  readonly sizing: StrategyConfig["sizing"];
  readonly participation: number | null;
  readonly alwaysOpen: boolean;
}

const worlds: fc.Arbitrary<World> = fc.record({
  seed: fc.integer({ min: 1, max: 1 << 30 }),
  instruments: fc.integer({ min: 1, max: 3 }),
  bars: fc.integer({ min: 20, max: 80 }),
  kinds: fc.array(fc.constantFrom("ema-cross", "rsi-reversion", "opening-range", "wild"), {
    minLength: 1,
    maxLength: 3,
  }),
  isEnforced: fc.boolean(),
  fillModel: fc.constantFrom("next-bar-open", "same-bar-close"),
  sizing: fc.constantFrom<StrategyConfig["sizing"]>(
    { kind: "fixed-quantity", quantityLots: 7 },
    { kind: "percent-equity", percent: 30 },
  ),
  participation: fc.constantFrom(null, 0.01),
  alwaysOpen: fc.boolean(),
});

function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

/** A walk in cents; of three minutes about one has no bar, so that slices differ in their instruments. */
function walk(symbol: string, count: number, seed: number): BarColumns {
  const random = randomOf(seed);
  const columns = createColumns(symbol, count, 60);
  let cents = 10_000;
  let minute = 0;
  for (let i = 0; i < count; i += 1) {
    minute += 1 + (random(3) === 0 ? random(4) : 0);
    const open = cents + random(21) - 10;
    const close = open + random(81) - 40;
    columns.tsOpen[i] = START + minute * MINUTE;
    columns.tsClose[i] = START + (minute + 1) * MINUTE;
    columns.openMicros[i] = open * 10_000;
    columns.closeMicros[i] = close * 10_000;
    columns.highMicros[i] = (Math.max(open, close) + random(15)) * 10_000;
    columns.lowMicros[i] = (Math.min(open, close) - random(15)) * 10_000;
    columns.volume[i] = random(2000);
    cents = close;
  }
  return columns;
}

const BRACKET: Bracket = { unit: "millionths", stop: 4_000, isTrailing: false, target: 6_000 };

/** Wishes for something at about one bar of eight: all that leaves orders, levels and timers behind. */
const WILD: Pick<StrategyDefinition, "onBar"> = {
  onBar(context: BarContext, _parameters: StrategyParameters, memory: object): readonly SignalDraft[] {
    const counter = memory as { n?: number };
    counter.n = (counter.n ?? 0) + 1;
    const dice = Math.imul(counter.n, 2654435761) >>> 24;
    if (dice > 32) return [];
    const isExit = context.positionLots !== 0 && dice < 12;
    const side = isExit ? (context.positionLots > 0 ? "sell" : "buy") : dice % 2 === 0 ? "buy" : "sell";
    const isLimit = !isExit && dice % 5 === 0;
    return [
      {
        intent: isExit ? "exit" : "entry",
        side,
        orderType: isLimit ? "limit" : "market",
        limitMicros: isLimit ? context.bar.closeMicros - 50_000 : null,
        stopMicros: null,
        timeInForce: "day",
        stopDistanceMicros: null,
        bracket: !isExit && dice % 3 === 0 ? { ...BRACKET, isTrailing: dice % 2 === 0 } : null,
      },
    ];
  },
};

function strategyOf(kind: string, index: number, world: World): StrategyConfig {
  const parameters: Record<string, Record<string, number>> = {
    "rsi-reversion": { period: 4, oversold: 40, overbought: 60 },
    "opening-range": { minutes: 3, stop: 1, target: 2, allowShort: 1 },
  };
  return {
    index,
    id: `s${index}`,
    name: kind,
    kind: kind === "wild" ? "ema-cross" : kind,
    instruments: Array.from({ length: world.instruments }, (_, i) => i),
    timeframeSeconds: 60,
    parameters: parameters[kind] ?? { fast: 2, slow: 5, allowShort: world.seed % 2 },
    sizing: world.sizing,
    account: 0,
    status: "ACTIVE",
    isStopExempt: true,
    expectedAlpha: null,
    signalTtlSeconds: 60,
    maxPositionMicros: null,
    maxDailyLossMicros: null,
    limits: null,
  };
}

function prepare(world: World): BacktestRun {
  const bars = Array.from({ length: world.instruments }, (_, i) => walk(`I${i}`, world.bars, world.seed + i));
  const instruments = bars.map(
    ({ symbol }, index): Instrument => ({
      index,
      symbol,
      kind: "equity",
      currency: "USD",
      tickMicros: 10_000,
      lotMicros: 1_000_000,
      multiplier: 1,
      isTradable: true,
    }),
  );
  const opens = Array.from({ length: 20 }, (_, day) => START + day * APART * MINUTE);
  const table = {
    calendar: "TEST",
    alwaysOpen: world.alwaysOpen,
    days: opens.map((_, day) => `day ${day}`),
    opens,
    closes: opens.map((open) => open + SESSION * MINUTE),
  };
  const limits = findProfile(world.isEnforced ? "aggressive" : "none");
  assert.ok(limits !== undefined);
  const config: CoreConfig = {
    version: 1,
    environment: "backtest",
    baseTimeframeSeconds: 60,
    accounts: [{ index: 0, id: "SIM", currency: "USD", openingCashMicros: 1e10, lotMethod: "fifo", limits: null }],
    strategies: world.kinds.map((kind, index) => strategyOf(kind, index, world)),
    costs: {
      commissionPerOrderMicros: 1_000_000,
      commissionPerUnitMicros: 0,
      commissionBps: 0,
      commissionMinimumMicros: 0,
      slippageBps: 10,
      touch: false,
    },
    fillModel: world.fillModel,
    venue: HOUSE_VENUE,
    limits,
    sizeWithoutAllocation: 0.05,
  };
  const core = createCore();
  const ts = { tsEvent: START, tsReceived: START };
  step(core, { kind: "InstrumentsLoaded", seq: 1, ...ts, instruments }, []);
  step(core, { kind: "SessionTableLoaded", seq: 2, ...ts, table }, []);
  step(core, { kind: "ConfigChanged", seq: 3, ...ts, config, by: "test", reason: "" }, []);
  putWild(core, world);
  const setup = { instruments, costs: config.costs, fillModel: config.fillModel, cashMicros: 1e10, sessions: table };
  return {
    core,
    venue: createSimulatedVenue({ ...setup, participation: world.participation }),
    bars,
    orders: createOrdersHash(),
    trips: [],
    equity: createEquityCurve(0),
    refusals: new Map(),
  };
}

function putWild({ scratch }: Core, { kinds }: World): void {
  scratch.runs = scratch.runs.map(
    (run): StrategyRun =>
      kinds[run.strategy] === "wild" ? { ...run, definition: { ...run.definition, ...WILD } } : run,
  );
}

function everythingOf({ core, venue }: BacktestRun): string {
  return `${encodeState(core.state)}\n${encodePlainData(venue)}`;
}

function resultOf({ orders, trips, refusals, equity }: BacktestRun): object {
  const names = { accountId: "SIM", strategyId: "s", symbol: "I" };
  const columns = [equity.time, equity.equity, equity.cash].map((column) =>
    Array.from(column.subarray(0, equity.count)),
  );
  return { orders: digestOrders(orders, () => names), trips, refusals: [...refusals], columns };
}

test("quiet runs leave the state, the venue and the result that one step per bar leaves", () => {
  const seen = { quiet: 0, slices: 0, orders: 0, trips: 0 };
  fc.assert(
    fc.property(worlds, fc.integer({ min: 1, max: 40 }), (world, every) => {
      const single = prepare(world);
      const slicer = createSlicer(single);
      const states: string[] = [];
      do {
        states.push(everythingOf(single));
        if (isQuiet(single.core) && isQuietAtVenue(single.venue)) seen.quiet += 1;
      } while (runSlice(single, slicer));

      const run = prepare(world);
      const probed: number[] = [];
      const probe = (slices: number): boolean => {
        probed.push(slices);
        assert.equal(everythingOf(run), states[slices], `after slice ${slices}`);
        return true;
      };
      assert.ok(runBacktestLoop(run, probe, every));
      const slices = states.length - 1;
      assert.deepEqual(
        probed,
        Array.from({ length: Math.floor(slices / every) }, (_, i) => (i + 1) * every),
      );
      assert.equal(everythingOf(run), states.at(-1));
      assert.deepEqual(resultOf(run), resultOf(single));
      seen.slices += slices;
      seen.orders += run.orders.orders.length;
      seen.trips += run.trips.length;
    }),
    { seed: 11, numRuns: 40 },
  );
  const text = JSON.stringify(seen);
  assert.ok(seen.quiet > 500 && seen.slices - seen.quiet > 500, text);
  assert.ok(seen.orders > 200 && seen.trips > 50, text);
});
