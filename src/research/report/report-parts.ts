import type { MonteCarloResult } from "../doubt/monte-carlo-result.ts";
import type { WalkForwardResult } from "../walk-forward/walk-forward-result.ts";
import type { HeatTable } from "./heat-table.ts";

/** Parts of a report that other research makes about a run; each is shown when it is given. Ratios unless said. */
export interface ReportParts {
  /** Checks that somebody ran, shown in the verdict beside the report's own. */
  readonly checks?: readonly ReportCheck[];
  /** Further rows of the key figures: probabilistic and deflated Sharpe and the like. */
  readonly figures?: readonly ReportFigure[];
  readonly monteCarlo?: MonteCarloResult;
  readonly costStress?: CostStressPart;
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

/** The run again with its costs multiplied. */
export interface CostStressPart {
  readonly rows: readonly {
    readonly factor: number;
    readonly totalReturn: number | null;
    readonly sharpe: number | null;
    readonly maxDrawdown: number | null;
  }[];
  /** Factor at which nothing is left; null: within none that was tried. */
  readonly breakEvenFactor: number | null;
}
