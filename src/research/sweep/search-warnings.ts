import { costWarnings } from "../backtest/cost-warnings.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import type { RunWarning } from "../backtest/run-warning.ts";

/** What a reader of any search must know of its runs, then the notes about the data. */
export function searchWarnings({ strategy, warnings }: ResolvedRun, own: readonly RunWarning[]): RunWarning[] {
  return [...own, ...costWarnings(strategy), ...warnings];
}
