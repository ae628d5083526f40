import type { MetricNotes } from "../metrics/figure.ts";
import type { BacktestMetrics } from "../metrics/backtest-metrics.ts";
import type { TradeRow } from "../backtest/result-rows.ts";
import type { StrategyCode } from "../../platform/strategy-sections.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import type { Parameters } from "./plan-combinations.ts";

/** What a worker starts with: the run, and where its users' own strategies are loaded from. */
export interface WorkerRun {
  readonly resolved: Omit<ResolvedRun, "ownStrategies">;
  readonly code: readonly StrategyCode[];
}

/** Rows [from, to) of one instrument's columns. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** One run: parameters over a stretch of bars. */
export interface EvaluationTask {
  readonly parameters: Parameters;
  /** Rows per instrument; null: all bars. */
  readonly rows: readonly RowRange[] | null;
  /** Rows before them on which features warm up without a trade; null: none. */
  readonly warmUp: readonly RowRange[] | null;
  /** Positions are closed at the last close with costs; null: as the strategy file says. */
  readonly closesAtEnd: boolean | null;
  /** Trades are part of the answer. */
  readonly keepsTrades: boolean;
}

/** The figures of one run; a pure function of bars, configuration and task. */
export interface Evaluation {
  readonly metrics: BacktestMetrics;
  readonly notes: MetricNotes;
  readonly ordersHash: string;
  /** Simple returns, one per session with a bar. */
  readonly dailyReturns: Float64Array;
  /** What totals over several runs are made of. */
  readonly totals: EvaluationTotals;
  /** Empty unless they were asked for. */
  readonly trades: readonly TradeRow[];
  /** Net result of every trade in micros, as many as `trades`. */
  readonly netMicros: readonly number[];
}

/** Sums behind the ratios. */
export interface EvaluationTotals {
  readonly marks: number;
  readonly exposedMarks: number;
  readonly tradedMicros: bigint;
  readonly commissionMicros: bigint;
  readonly slippageMicros: bigint;
  /** Sum of the daily equity in micros. */
  readonly equitySumMicros: number;
}
