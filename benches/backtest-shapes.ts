/**
 * What other shapes of backtest cost beside the plain one: `node benches/backtest-shapes.ts [bars] [rounds]`.
 *   kinds   ema-cross before and after every other built-in strategy ran in the same process
 *   merged  ten instruments x five strategies merged by time, beside one x one, in (bar, strategy)
 *           events per second of CPU time of the thread; the ema-crosses trade about equally often
 * The rounds of `merged` are interleaved; the medians count.
 */
import { STRATEGIES } from "../src/core/strategies/registry.ts";
import type { BarColumns } from "../src/data/bar-columns.ts";
import { runBacktestLoop } from "../src/research/backtest/backtest-loop.ts";
import type { BenchedStrategy } from "./engine-run.ts";
import { benchMarket, benchRun, cpuMs, median } from "./engine-run.ts";

const BARS = Number(process.argv[2] ?? 300_000);
const ROUNDS = Number(process.argv[3] ?? 7);
const PERIODS = [
  [12, 26],
  [11, 28],
  [13, 24],
  [10, 30],
  [14, 23],
] as const;

function emaCross(fast: number, slow: number): BenchedStrategy {
  return { kind: "ema-cross", parameters: { fast, slow, allowShort: 0 } };
}

/** Events per second in millions, and the orders of one run. */
function rateOf(bars: readonly BarColumns[], strategies: readonly BenchedStrategy[]): [number, number] {
  const run = benchRun(bars, strategies);
  const from = cpuMs();
  runBacktestLoop(run, () => true, 1 << 30);
  const ms = cpuMs() - from;
  const events = bars.reduce((sum, columns) => sum + columns.count, 0) * strategies.length;
  return [events / ms / 1000, run.orders.orders.length];
}

function rates(bars: readonly BarColumns[], strategies: readonly BenchedStrategy[]): number {
  const measured: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [rate] = rateOf(bars, strategies);
    if (round > 0) measured.push(rate);
  }
  return median(measured);
}

const plain = [emaCross(12, 26)];
const one = [benchMarket(BARS, 12345)];
// Twice: the first time the compiler is still at work.
rates(one, plain);
const before = rates(one, plain);
for (const { kind, parameters } of STRATEGIES) {
  const defaults = { fast: 12, slow: 26 } as Record<string, number>;
  const given = Object.fromEntries(
    parameters.map(({ name, defaultValue }) => [name, defaultValue ?? defaults[name] ?? 1]),
  );
  console.log(`${kind.padEnd(20)} ${rates(one, [{ kind, parameters: given }]).toFixed(2)} M bars/s`);
}
const after = rates(one, plain);
console.log(`ema-cross alone ${before.toFixed(2)}, after ${STRATEGIES.length} kinds ${after.toFixed(2)} M bars/s`);
console.log(`after / alone ${(after / before).toFixed(2)} (floor 0.6, aim 0.9)`);

const ten = Array.from({ length: 10 }, (_, i) => benchMarket(BARS / 10, 100 + i));
const five = PERIODS.map(([fast, slow]) => emaCross(fast, slow));
const single: number[] = [];
const merged: number[] = [];
const rss: number[] = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  const [oneRate, oneOrders] = rateOf(one, plain);
  const [tenRate, tenOrders] = rateOf(ten, five);
  rss.push(process.memoryUsage().rss / 1e6);
  if (round === 0) console.log(`1 x 1: ${oneOrders} orders, 10 x 5: ${tenOrders} orders`);
  else {
    single.push(oneRate);
    merged.push(tenRate);
  }
}
console.log(`1 x 1 ${median(single).toFixed(2)}, 10 x 5 ${median(merged).toFixed(2)} M (bar, strategy) events/s`);
console.log(`10 x 5 / 1 x 1 ${(median(merged) / median(single)).toFixed(2)} (aim 0.5)`);
console.log(`resident after each round ${rss.map((mb) => mb.toFixed(0)).join(" ")} MB`);
