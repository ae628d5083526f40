/** Parts of a report that other research makes about a run; each is shown when it is given. Ratios unless said. */
export interface ReportParts {
  /** Checks that somebody ran, shown in the verdict beside the report's own. */
  readonly checks?: readonly ReportCheck[];
  /** Further rows of the key figures: probabilistic and deflated Sharpe and the like. */
  readonly figures?: readonly ReportFigure[];
  readonly monteCarlo?: MonteCarloPart;
  readonly costStress?: CostStressPart;
  readonly neighbourhood?: NeighbourhoodPart;
  readonly walkForward?: WalkForwardPart;
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

/** Simulated paths of equity, as ratios of the initial capital. */
export interface MonteCarloPart {
  readonly method: string;
  readonly paths: number;
  readonly seed: number;
  /** Equally long series over the run's sessions or trades. */
  readonly p5: readonly number[];
  readonly p25: readonly number[];
  readonly p50: readonly number[];
  readonly p75: readonly number[];
  readonly p95: readonly number[];
  readonly lossProbability: number | null;
  /** Probability of hitting the drawdown limit named beside it. */
  readonly limitProbability: number | null;
  readonly drawdownLimit: number | null;
  /** Bootstrap interval of Sharpe, 95 %. */
  readonly sharpeLow: number | null;
  readonly sharpeHigh: number | null;
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

/** A figure over two parameters around the chosen values. */
export interface NeighbourhoodPart {
  readonly figure: string;
  readonly columnName: string;
  readonly columns: readonly number[];
  readonly rowName: string;
  readonly rows: readonly number[];
  /** [row][column]; null: could not be computed. */
  readonly cells: readonly (readonly (number | null)[])[];
  readonly chosen: { readonly row: number; readonly column: number } | null;
}

/** Windows of a walk-forward; the aggregate is out-of-sample only. */
export interface WalkForwardPart {
  readonly windows: readonly {
    readonly inSample: string;
    readonly outOfSample: string;
    readonly parameters: string;
    readonly inSampleFigure: number | null;
    readonly outOfSampleFigure: number | null;
    readonly trades: number;
    readonly isValid: boolean;
  }[];
  readonly figure: string;
  readonly efficiency: number | null;
  readonly stability: readonly { readonly name: string; readonly mean: number; readonly variation: number | null }[];
}
