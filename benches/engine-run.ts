/**
 * What the benches of the engine share: a seeded market of one-minute bars and a backtest of it
 * that is ready for its first bar, with costs of 1.00 and 10 bps and without enforced limits.
 */
import { createCore } from "../src/core/engine/core.ts";
import { step } from "../src/core/engine/step.ts";
import { createOrdersHash } from "../src/core/execution/orders-hash.ts";
import type { CoreConfig, StrategyConfig } from "../src/core/model/config.ts";
import type { Instrument } from "../src/core/model/instrument.ts";
import { HOUSE_VENUE } from "../src/core/model/venue-rules.ts";
import { findProfile } from "../src/core/risk/profiles.ts";
import { createSimulatedVenue } from "../src/core/simulation/venue-state.ts";
import type { BarColumns } from "../src/data/bar-columns.ts";
import { createColumns } from "../src/data/bar-columns.ts";
import type { BacktestRun } from "../src/research/backtest/backtest-loop.ts";
import { createEquityCurve } from "../src/research/backtest/equity-curve.ts";

const MINUTE = 60_000_000;
const CAPITAL = 1e14;
/** Lots of every order of the benches. */
export const QUANTITY = 100;

/** One strategy of a benched backtest, on every instrument of it. */
export interface BenchedStrategy {
  readonly kind: string;
  readonly parameters: Readonly<Record<string, number>>;
}

/** `count` one-minute bars of a random walk in cents; the same seed gives the same market. */
export function benchMarket(count: number, firstSeed: number): BarColumns {
  const columns = createColumns(`S${firstSeed}`, count, 60);
  columns.volume.fill(1000);
  let seed = firstSeed;
  const random = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 4294967296;
  };
  let price = 50_000;
  const start = 1_700_000_000_000_000;
  for (let i = 0; i < count; i += 1) {
    const open = price + Math.round((random() - 0.5) * 4);
    const close = Math.max(1_000, open + Math.round((random() + random() - 1) * 40));
    columns.tsOpen[i] = start + i * MINUTE;
    columns.tsClose[i] = start + (i + 1) * MINUTE;
    columns.openMicros[i] = open * 10_000;
    columns.closeMicros[i] = close * 10_000;
    columns.highMicros[i] = (Math.max(open, close) + Math.floor(random() * 10)) * 10_000;
    columns.lowMicros[i] = Math.max(1, Math.min(open, close) - Math.floor(random() * 10)) * 10_000;
    price = close;
  }
  return columns;
}

/** A backtest of `strategies` over `bars`, one column set per instrument, before its first bar. */
export function benchRun(bars: readonly BarColumns[], strategies: readonly BenchedStrategy[]): BacktestRun {
  const instruments = bars.map(instrumentOf);
  const first = bars[0]?.tsOpen[0] ?? 0;
  const count = Math.max(...bars.map((columns) => columns.count));
  const table = sessionsFrom(first, first + count * MINUTE);
  const config = configOf(strategies, instruments);
  const core = createCore();
  const ts = { tsEvent: first, tsReceived: first };
  step(core, { kind: "InstrumentsLoaded", seq: 1, ...ts, instruments }, []);
  step(core, { kind: "SessionTableLoaded", seq: 2, ...ts, table }, []);
  step(core, { kind: "ConfigChanged", seq: 3, ...ts, config, by: "bench", reason: "" }, []);
  const { costs, fillModel } = config;
  return {
    core,
    venue: createSimulatedVenue({ instruments, costs, fillModel, cashMicros: CAPITAL, sessions: table }),
    bars,
    orders: createOrdersHash(),
    trips: [],
    equity: createEquityCurve(count),
    refusals: new Map(),
  };
}

function instrumentOf({ symbol }: BarColumns, index: number): Instrument {
  const size = { tickMicros: 10_000, lotMicros: 1_000_000, multiplier: 1 };
  return { index, symbol, kind: "equity", currency: "USD", ...size, isTradable: true };
}

/** Days of 390 minutes without a night between them. */
function sessionsFrom(first: number, last: number): Parameters<typeof createSimulatedVenue>[0]["sessions"] {
  const opens: number[] = [];
  for (let t = first; t < last; t += 390 * MINUTE) opens.push(t);
  return {
    calendar: "ALWAYS",
    alwaysOpen: true,
    days: opens.map((_, day) => String(day)),
    opens,
    closes: opens.map((open) => open + 390 * MINUTE),
  };
}

function configOf(strategies: readonly BenchedStrategy[], instruments: readonly Instrument[]): CoreConfig {
  const limits = findProfile("none");
  if (limits === undefined) throw new Error("profile none exists");
  return {
    version: 1,
    environment: "backtest",
    baseTimeframeSeconds: 60,
    accounts: [{ index: 0, id: "SIM", currency: "USD", openingCashMicros: CAPITAL, lotMethod: "fifo", limits: null }],
    strategies: strategies.map(
      ({ kind, parameters }, index): StrategyConfig => ({
        index,
        id: `${kind}-${index}`,
        name: kind,
        kind,
        instruments: instruments.map((instrument) => instrument.index),
        timeframeSeconds: 60,
        parameters,
        sizing: { kind: "fixed-quantity", quantityLots: QUANTITY },
        account: 0,
        status: "ACTIVE",
        isStopExempt: true,
        expectedAlpha: null,
        signalTtlSeconds: 60,
        maxPositionMicros: null,
        maxDailyLossMicros: null,
        limits: null,
      }),
    ),
    costs: {
      commissionPerOrderMicros: 1_000_000,
      commissionPerUnitMicros: 0,
      commissionBps: 0,
      commissionMinimumMicros: 0,
      slippageBps: 10,
      touch: false,
    },
    fillModel: "next-bar-open",
    venue: HOUSE_VENUE,
    limits,
    sizeWithoutAllocation: 0.05,
  };
}

/** Time that this thread computed, ms: what else the machine does does not count. */
export function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The middle one of an odd number of values, the upper middle one of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
