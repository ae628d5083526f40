import type { RunNote } from "../../contract/run-row.ts";
import type { StrategyFile } from "../../platform/strategy-file.ts";
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
  const { costs, venueModel } = strategy;
  const warnings: RunNote[] = [];
  const paysCommission = costs.commissionPerOrderMicros + costs.commissionPerUnitMicros + costs.commissionBps > 0;
  const paysSlippage = costs.slippageBps > 0 || venueModel.price.kind !== "bps";
  if (!paysCommission && !paysSlippage) warnings.push({ code: "NO_COSTS", text: "Nothing is paid for trading." });
  else if (!paysCommission) warnings.push({ code: "NO_COMMISSION", text: "No commission is paid." });
  else if (!paysSlippage) warnings.push({ code: "NO_SLIPPAGE", text: "No slippage is paid." });
  if (venueModel.name === "same-bar-close")
    warnings.push({ code: "OPTIMISTIC_FILLS", text: "Orders fill at the close of the bar that decided them." });
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
