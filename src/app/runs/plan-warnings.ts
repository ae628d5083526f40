import type { RunNote } from "../../contract/run-row.ts";
import type { StrategyFile } from "../../platform/strategy-file.ts";
import { costWarnings } from "../../research/backtest/cost-warnings.ts";
import type { Dataset } from "./run-datasets.ts";

const SESSIONS_PER_YEAR = 252;
const MANY_RUNS = 1_000;

/** What somebody should know before the run is made. */
export function planWarnings(plan: {
  readonly strategy: StrategyFile;
  readonly dataset: Dataset;
  readonly sessions: number;
  readonly runs: number;
}): RunNote[] {
  const { strategy, dataset, sessions, runs } = plan;
  const warnings: RunNote[] = costWarnings(strategy);
  if (sessions < SESSIONS_PER_YEAR)
    warnings.push({ code: "SHORT_PERIOD", text: `The period has ${sessions} sessions, less than a year.` });
  if (runs > MANY_RUNS)
    warnings.push({ code: "MANY_TRIALS", text: `Of ${runs} runs the best one is good by luck, too.` });
  const { gapCount, adjustment } = dataset.row;
  if (gapCount > 0) warnings.push({ code: "DATA_GAPS", text: `The data have ${gapCount} gaps.` });
  if (adjustment === "unknown")
    warnings.push({ code: "ADJUSTMENT_UNKNOWN", text: "Nobody said whether splits are in these prices." });
  return warnings;
}
