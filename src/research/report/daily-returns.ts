import { simpleReturns } from "../metrics/daily-series.ts";
import type { ReportedResult } from "./report-input.ts";

/** Daily simple returns of a run and of buy and hold, out of the decimal strings of result.json. */
export function dailyReturns(result: ReportedResult): {
  readonly returns: readonly number[];
  readonly benchmark: readonly number[];
} {
  const start = Number(result.metrics.initialCapital);
  return {
    returns: simpleReturns(result.equity.values.map(Number), start),
    benchmark: simpleReturns(result.analysis.benchmark.map(Number), start),
  };
}
