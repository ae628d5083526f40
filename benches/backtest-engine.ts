/**
 * The backtest engine beside a bare loop: `node benches/backtest-engine.ts [bars] [rounds]`.
 * One million one-minute bars, ema-cross 12/26, fixed quantity, costs 1.00 and 10 bps:
 *   engine  every bar, order, check, fill and posting through the full step
 *   fused   the same strategy as one loop over Float64Array
 *   naive   an object per bar, closures and spreads
 * Rounds are interleaved; times are CPU time of the thread; the ratio of the medians counts.
 */
import { createOrdersHash } from "../src/core/execution/orders-hash.ts";
import { createCore } from "../src/core/engine/core.ts";
import { step } from "../src/core/engine/step.ts";
import type { CoreConfig } from "../src/core/model/config.ts";
import type { Instrument } from "../src/core/model/instrument.ts";
import { findProfile } from "../src/core/risk/profiles.ts";
import { createSimulatedVenue } from "../src/core/simulation/venue-state.ts";
import type { BarColumns } from "../src/data/bar-columns.ts";
import type { BacktestRun } from "../src/research/backtest/backtest-loop.ts";
import { runBacktestLoop } from "../src/research/backtest/backtest-loop.ts";
import { createEquityCurve } from "../src/research/backtest/equity-curve.ts";
import { HOUSE_VENUE } from "../src/core/model/venue-rules.ts";

const BARS = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = Number(process.argv[3] ?? 7);
const MINUTE = 60_000_000;
const QUANTITY = 100;

function market(count: number): BarColumns {
  const columns: BarColumns = {
    symbol: "SPY",
    count,
    timeframeSeconds: 60,
    tsOpen: new Float64Array(count),
    tsClose: new Float64Array(count),
    openMicros: new Float64Array(count),
    highMicros: new Float64Array(count),
    lowMicros: new Float64Array(count),
    closeMicros: new Float64Array(count),
    volume: new Float64Array(count).fill(1000),
  };
  let seed = 12345;
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

function prepare(bars: BarColumns): BacktestRun {
  const instrument: Instrument = {
    index: 0,
    symbol: "SPY",
    kind: "equity",
    currency: "USD",
    tickMicros: 10_000,
    lotMicros: 1_000_000,
    multiplier: 1,
    isTradable: true,
  };
  const first = bars.tsOpen[0] ?? 0;
  const last = bars.tsClose[bars.count - 1] ?? 0;
  const days: string[] = [];
  const opens: number[] = [];
  const closes: number[] = [];
  for (let t = first; t < last; t += 390 * MINUTE) {
    days.push(String(days.length));
    opens.push(t);
    closes.push(t + 390 * MINUTE);
  }
  const table = { calendar: "ALWAYS", alwaysOpen: true, days, opens, closes };
  const limits = findProfile("none");
  if (limits === undefined) throw new Error("profile none exists");
  const config: CoreConfig = {
    version: 1,
    environment: "backtest",
    baseTimeframeSeconds: 60,
    accounts: [{ index: 0, id: "SIM", currency: "USD", openingCashMicros: 1e14, lotMethod: "fifo", limits: null }],
    strategies: [
      {
        index: 0,
        id: "ema",
        name: "ema",
        kind: "ema-cross",
        instruments: [0],
        timeframeSeconds: 60,
        parameters: { fast: 12, slow: 26, allowShort: 0 },
        sizing: { kind: "fixed-quantity", quantityLots: QUANTITY },
        account: 0,
        status: "ACTIVE",
        isStopExempt: true,
        expectedAlpha: null,
        signalTtlSeconds: 60,
        maxPositionMicros: null,
        maxDailyLossMicros: null,
        limits: null,
      },
    ],
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
  const core = createCore();
  const ts = { tsEvent: first, tsReceived: first };
  step(core, { kind: "InstrumentsLoaded", seq: 1, ...ts, instruments: [instrument] }, []);
  step(core, { kind: "SessionTableLoaded", seq: 2, ...ts, table }, []);
  step(core, { kind: "ConfigChanged", seq: 3, ...ts, config, by: "bench", reason: "" }, []);
  return {
    core,
    venue: createSimulatedVenue({
      instruments: [instrument],
      costs: config.costs,
      fillModel: config.fillModel,
      cashMicros: 1e14,
      sessions: table,
    }),
    bars: [bars],
    orders: createOrdersHash(),
    trips: [],
    equity: createEquityCurve(bars.count),
    refusals: new Map(),
  };
}

function engine(bars: BarColumns): { orders: number; equity: number } {
  const run = prepare(bars);
  runBacktestLoop(run, () => true, 1 << 30);
  return { orders: run.orders.orders.length, equity: run.core.state.trading?.marks.accounts[0]?.equityMicros ?? 0 };
}

/** The same rules without messages, checks or books: the floor of what a computer must do. */
function fused(bars: BarColumns): { orders: number; equity: number } {
  const { openMicros: open, closeMicros: close, count } = bars;
  const equity = new Float64Array(count);
  const aFast = 2 / 13;
  const aSlow = 2 / 27;
  let fast = 0;
  let slow = 0;
  let cash = 1e14;
  let lots = 0;
  let pending = 0;
  let orders = 0;
  let wasAbove = false;
  let peak = cash;
  let drawdown = 0;
  for (let i = 0; i < count; i += 1) {
    if (pending !== 0) {
      const slip = (open[i] as number) * (1 + pending * 0.001);
      const price = (pending > 0 ? Math.ceil(slip / 10_000 - 1e-9) : Math.floor(slip / 10_000 + 1e-9)) * 10_000;
      cash -= pending * QUANTITY * price + 1_000_000;
      lots += pending * QUANTITY;
      pending = 0;
      orders += 1;
    }
    const x = (close[i] as number) / 1e6;
    if (i < 12) fast += x / 12;
    else fast += aFast * (x - fast);
    if (i < 26) slow += x / 26;
    else slow += aSlow * (x - slow);
    const isAbove = fast > slow;
    if (i >= 26) {
      if (isAbove && !wasAbove && lots === 0) pending = 1;
      else if (!isAbove && wasAbove && lots > 0) pending = -1;
    }
    wasAbove = isAbove;
    const value = cash + lots * (close[i] as number);
    equity[i] = value;
    if (value > peak) peak = value;
    else if (peak - value > drawdown) drawdown = peak - value;
  }
  return { orders, equity: equity[count - 1] ?? 0 };
}

interface NaiveBar {
  readonly open: number;
  readonly close: number;
}

/** What one writes first: an object per bar, state copied by spreads, callbacks per event. */
function naive(bars: BarColumns): { orders: number; equity: number } {
  let state = { fast: 0, slow: 0, n: 0, cash: 1e8, lots: 0, pending: 0, orders: 0, wasAbove: false, equity: 1e8 };
  const handlers: ((bar: NaiveBar) => void)[] = [
    (bar) => {
      if (state.pending === 0) return;
      const slip = (bar.open * (1 + state.pending * 0.001)) / 0.01;
      const price = (state.pending > 0 ? Math.ceil(slip - 1e-9) : Math.floor(slip + 1e-9)) * 0.01;
      const cash = state.cash - state.pending * QUANTITY * price - 1;
      state = { ...state, cash, lots: state.lots + state.pending * QUANTITY, pending: 0, orders: state.orders + 1 };
    },
    (bar) => {
      const fast = state.n < 12 ? state.fast + bar.close / 12 : state.fast + (2 / 13) * (bar.close - state.fast);
      const slow = state.n < 26 ? state.slow + bar.close / 26 : state.slow + (2 / 27) * (bar.close - state.slow);
      const isAbove = fast > slow;
      let pending = 0;
      if (state.n >= 26 && isAbove && !state.wasAbove && state.lots === 0) pending = 1;
      if (state.n >= 26 && !isAbove && state.wasAbove && state.lots > 0) pending = -1;
      state = { ...state, fast, slow, n: state.n + 1, pending, wasAbove: isAbove };
    },
    (bar) => {
      state = { ...state, equity: state.cash + state.lots * bar.close };
    },
  ];
  for (let i = 0; i < bars.count; i += 1) {
    const bar = { open: (bars.openMicros[i] ?? 0) / 1e6, close: (bars.closeMicros[i] ?? 0) / 1e6 };
    for (const handle of handlers) handle(bar);
  }
  return { orders: state.orders, equity: state.equity };
}

/** Time that this thread computed: what else the machine does does not count. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

const bars = market(BARS);
const contestants = { engine, fused, naive };
const times: Record<string, number[]> = { engine: [], fused: [], naive: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, run] of Object.entries(contestants)) {
    const from = cpuMs();
    const result = run(bars);
    const ms = cpuMs() - from;
    if (round > 0) times[name]?.push(ms);
    if (round === 1) console.log(`${name.padEnd(7)} ${result.orders} orders, equity ${result.equity}`);
  }
}
const rate = (name: string): number => BARS / median(times[name] ?? []) / 1000;
for (const name of Object.keys(times)) {
  const best = BARS / Math.min(...(times[name] ?? [])) / 1000;
  console.log(`${name.padEnd(7)} ${rate(name).toFixed(2)} M bars/s median, ${best.toFixed(2)} best`);
}
console.log(`engine / fused ${(rate("engine") / rate("fused")).toFixed(3)} (floor 0.15, aim 0.50)`);
console.log(`engine / naive ${(rate("engine") / rate("naive")).toFixed(3)}`);
const memory = process.memoryUsage();
console.log(`resident ${(memory.rss / 1e6).toFixed(0)} MB, heap ${(memory.heapUsed / 1e6).toFixed(0)} MB`);
