import type { TrialLineage } from "../doubt/trial-register.ts";
import { readTrials } from "../doubt/trial-register.ts";
import { groupText } from "./format-figure.ts";
import type { ReportCheck } from "./report-parts.ts";

/** How often the strategy was tried, by the register of the data directory; null: it was never recorded there. */
export function trialsCheck(dataDir: string, lineage: TrialLineage): ReportCheck | null {
  const { distinct } = readTrials(dataDir, lineage);
  if (distinct === 0) return null;
  const name = "Number of trials";
  return distinct === 1
    ? { name, status: "pass", text: "The only one on record." }
    : {
        name,
        status: "warn",
        text: `${groupText(distinct)} are on record; agenttrader passport deflates the Sharpe ratio by them.`,
      };
}
