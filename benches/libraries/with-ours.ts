import { join } from "node:path";
import { generateData } from "../../src/data/generate-data.ts";
import { MICROS } from "../../src/core/model/units.ts";
import { BACKTEST_RULES } from "../../src/app/up/strategy-rules.ts";
import { readStrategyFile } from "../../src/platform/strategy-file.ts";
import type { ResolvedRun } from "../../src/research/backtest/resolve-run.ts";
import { DATA_DEFAULTS, resolveRun } from "../../src/research/backtest/resolve-run.ts";
import { viewBars } from "../../src/research/backtest/view-bars.ts";
import { runOnce } from "../../src/research/doubt/run-once.ts";
import type { Bar, ClosedTrade } from "./rule.ts";
import { FAST, SLOW } from "./rule.ts";

/** One lot at a time without costs: what the libraries can do too. */
const STRATEGY = `
id: compare
kind: ema-cross
instruments: [SPY]
timeframe: 1m
parameters: { fast: ${FAST}, slow: ${SLOW} }
sizing: { kind: fixed-quantity, quantity: 1 }
costs: { commissionPerOrder: 0, slippageBps: 0 }
fillModel: next-bar-open
initialCapital: 1000000
`;
const SESSION_BARS = 390;
const FROM = "2024-01-02";

/** Generated minutes of whole sessions in `folder`, the first `count` bars of them, ready to run. */
export function resolveOurs(folder: string, count: number, seed: number): ResolvedRun {
  // Half days have fewer bars, hence some sessions more than whole days would need.
  const sessions = Math.ceil(count / SESSION_BARS) + 10;
  generateData({ instruments: ["SPY"], sessions, seed, from: FROM, out: folder });
  const read = readStrategyFile(STRATEGY, "compare.yaml", BACKTEST_RULES);
  if (!read.ok) throw new Error(JSON.stringify(read));
  const resolved = resolveRun(read.strategy, { ...DATA_DEFAULTS, path: join(folder, "SPY_1m.csv") });
  return { ...resolved, bars: resolved.bars.map((columns) => viewBars(columns, 0, count)) };
}

/** The same bars as objects. */
export function barsOf({ bars }: ResolvedRun): Bar[] {
  const [columns] = bars;
  if (columns === undefined) throw new Error("a resolved run has bars");
  const { tsOpen, openMicros, highMicros, lowMicros, closeMicros } = columns;
  return Array.from({ length: columns.count }, (_, i) => ({
    time: new Date((tsOpen[i] as number) / 1000),
    open: (openMicros[i] as number) / MICROS,
    high: (highMicros[i] as number) / MICROS,
    low: (lowMicros[i] as number) / MICROS,
    close: (closeMicros[i] as number) / MICROS,
  }));
}

/** The rule in our engine: every check, book and equity mark of a backtest, and its daily returns. */
export function oursRun(resolved: ResolvedRun): () => ClosedTrade[] {
  const tickMicros = resolved.instruments[0]?.tickMicros ?? Number.NaN;
  return () =>
    runOnce(resolved).run.trips.map(({ tsEntry, tsExit, entryLotTicks, exitLotTicks, quantityLots }) => ({
      entryMs: tsEntry / 1000,
      entryPrice: (entryLotTicks / quantityLots) * (tickMicros / MICROS),
      exitMs: tsExit / 1000,
      exitPrice: (exitLotTicks / quantityLots) * (tickMicros / MICROS),
    }));
}
