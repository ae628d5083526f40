import type { BacktestResult, FinishedBacktest } from "../backtest/run-backtest.ts";
import type { RunAnalysis } from "./analysis/analyse-run.ts";
import { analyseRun } from "./analysis/analyse-run.ts";
import type { RunCharts } from "./analysis/run-charts.ts";
import { runCharts } from "./analysis/run-charts.ts";
import type { ReportParts } from "./report-parts.ts";

/** result.json as it is written: the result of the run and its analysis. */
export type ReportedResult = BacktestResult & { readonly analysis: RunAnalysis };

/** Everything a report is made of; plain data, so that one can be rendered from files again. */
export interface ReportInput {
  readonly result: ReportedResult;
  readonly charts: RunCharts;
  readonly parts: ReportParts;
}

/** What the report of a finished run is made of. */
export function reportInput(finished: FinishedBacktest, parts: ReportParts = {}): ReportInput {
  const analysis = analyseRun(finished);
  const charts = runCharts(finished, analysis.exitReasons);
  return { result: { ...finished.result, analysis }, charts, parts };
}
