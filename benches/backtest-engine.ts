/**
 * The backtest engine beside a bare loop: `node benches/backtest-engine.ts [bars] [rounds]`.
 * One million one-minute bars, ema-cross 12/26, fixed quantity, costs 1.00 and 10 bps:
 *   engine  every bar, order, check, fill and posting through the full step
 *   fused   the same strategy as one loop over Float64Array
 *   fused in C   that loop again, compiled by the machine's own compiler, in a process of its own
 *   naive   an object per bar, closures and spreads
 * Rounds are interleaved; times are CPU time of the thread; the ratio of the medians counts.
 */
import type { BarColumns } from "../src/data/bar-columns.ts";
import { runBacktestLoop } from "../src/research/backtest/backtest-loop.ts";
import { fusedInC } from "./fused-in-c.ts";
import { benchMarket, benchRun, cpuMs, median, QUANTITY } from "./engine-run.ts";

const BARS = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = Number(process.argv[3] ?? 7);

function engine(bars: BarColumns): { orders: number; equity: number } {
  const run = benchRun([bars], [{ kind: "ema-cross", parameters: { fast: 12, slow: 26, allowShort: 0 } }]);
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

const bars = benchMarket(BARS, 12345);
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
const inC = fusedInC(bars, ROUNDS);
if (inC === null) console.log("fused in C: no C compiler here (cc)");
else {
  const rateInC = BARS / median([...inC.times]) / 1000;
  console.log(`fused in C: ${inC.orders} orders, equity ${inC.equity}, ${rateInC.toFixed(2)} M bars/s median`);
  console.log(`engine / fused in C ${(rate("engine") / rateInC).toFixed(3)} (aim 0.30)`);
}
console.log(`engine / naive ${(rate("engine") / rate("naive")).toFixed(3)}`);
const memory = process.memoryUsage();
console.log(`resident ${(memory.rss / 1e6).toFixed(0)} MB, heap ${(memory.heapUsed / 1e6).toFixed(0)} MB`);
