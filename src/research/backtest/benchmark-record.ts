import type { BacktestMetrics } from "../metrics/backtest-metrics.ts";
import { backtestMetrics } from "../metrics/backtest-metrics.ts";
import type { Marks } from "../metrics/daily-series.ts";
import { dailySeries } from "../metrics/daily-series.ts";
import type { ResolvedRun } from "./resolve-run.ts";

/** Figures of buy and hold. */
export type BenchmarkMetrics = Pick<
  BacktestMetrics,
  | "totalReturn"
  | "cagr"
  | "volatility"
  | "sharpe"
  | "sortino"
  | "maxDrawdown"
  | "maxDrawdownDaily"
  | "maxDrawdownDays"
  | "calmar"
  | "var95"
  | "cvar95"
>;

/** Buy and hold with what it rests on. */
export interface BenchmarkRecord extends BenchmarkMetrics {
  /**
   * `raw`: prices as they are in the data, without dividends; `split` and `total-return`: what was
   * known of splits and dividends is put back; `none`: there is no benchmark, its figures are null.
   */
  readonly basis: "raw" | "split" | "total-return" | "none";
  /** Bought in equal parts at the open of their first bar. */
  readonly instruments: readonly string[];
}

/** Figures of buy and hold and what they rest on. */
export function benchmarkRecord(resolved: ResolvedRun, marks: Marks): BenchmarkRecord {
  const instruments = resolved.benchmarkBars.map((columns) => columns.symbol);
  if (instruments.length === 0) return { ...NO_FIGURES, basis: "none", instruments };
  const { actions } = resolved.data;
  // A symbol of its own has no actions file of its own.
  const isAdjusted = actions !== null && instruments.every((symbol) => resolved.data.instruments.includes(symbol));
  const basis = !isAdjusted ? "raw" : actions.adjust === "split" ? "split" : "total-return";
  return { ...benchmarkMetrics(marks, resolved.strategy.initialCapitalMicros), basis, instruments };
}

const NO_FIGURES: BenchmarkMetrics = {
  totalReturn: null,
  cagr: null,
  volatility: null,
  sharpe: null,
  sortino: null,
  maxDrawdown: null,
  maxDrawdownDaily: null,
  maxDrawdownDays: null,
  calmar: null,
  var95: null,
  cvar95: null,
};

function benchmarkMetrics(marks: Marks, initialMicros: number): BenchmarkMetrics {
  const { metrics } = backtestMetrics({
    initialMicros,
    marks,
    daily: dailySeries(marks, initialMicros),
    trades: [],
    exposedCount: marks.count,
    tradedMicros: 0n,
    commissionMicros: 0n,
    slippageMicros: 0n,
  });
  const { totalReturn, cagr, volatility, sharpe, sortino, maxDrawdown } = metrics;
  const { maxDrawdownDaily, maxDrawdownDays, calmar, var95, cvar95 } = metrics;
  return {
    totalReturn,
    cagr,
    volatility,
    sharpe,
    sortino,
    maxDrawdown,
    maxDrawdownDaily,
    maxDrawdownDays,
    calmar,
    var95,
    cvar95,
  };
}
