import type { CostStress } from "../doubt/cost-stress.ts";
import type { MonteCarloResult } from "../doubt/monte-carlo-result.ts";
import type { WalkForwardResult } from "../walk-forward/walk-forward-result.ts";
import type { HeatTable } from "./heat-table.ts";

/** Parts of a report that other research makes about a run; each is shown when it is given. Ratios unless said. */
export interface ReportParts {
  /** Checks that somebody ran, shown in the verdict beside the report's own; one that was run stands for the own one of its name. */
  readonly checks?: readonly ReportCheck[];
  /** Further rows of the key figures: probabilistic and deflated Sharpe and the like. */
  readonly figures?: readonly ReportFigure[];
  readonly monteCarlo?: MonteCarloResult;
  readonly costStress?: CostStress;
  readonly neighbourhood?: HeatTable;
  readonly walkForward?: WalkForwardResult;
}

export type CheckStatus = "fail" | "warn" | "not-run" | "pass";

/** One line of the verdict. */
export interface ReportCheck {
  readonly name: string;
  readonly status: CheckStatus;
  /** What was found, against what limit. */
  readonly text: string;
}

/** One key figure written for people, with the reason for a dash. */
export interface ReportFigure {
  readonly label: string;
  readonly value: string;
  readonly reason?: string;
}
