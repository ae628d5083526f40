/** What a run was; absent in result.json means backtest. */
export const RUN_KINDS = ["backtest", "sweep", "walk-forward", "monte-carlo"] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** One line of the list of runs; ratios, null where a run of its kind has none. */
export interface RunRow {
  readonly runId: string;
  readonly kind: RunKind;
  /** ISO 8601 UTC: when its result was finished, less its duration. */
  readonly startedAt: string;
  /** Id of the strategy; several are joined by " + ". */
  readonly strategy: string;
  readonly instruments: readonly string[];
  /** Session dates, both included; empty for a run without bars of its own. */
  readonly period: { readonly from: string; readonly to: string };
  readonly status: "finished" | "partial";
  /** Share of its work that was done, 0 to 1; null: a partial run that does not say. */
  readonly progress: number | null;
  /** Of a sweep those of its best combination, of a walk-forward out of sample. */
  readonly totalReturn: number | null;
  readonly sharpe: number | null;
  /** Positive. */
  readonly maxDrawdown: number | null;
  readonly trades: number | null;
  /** How many. */
  readonly warnings: number;
  readonly durationMs: number | null;
  /** Name of its folder under the folder of runs. */
  readonly folder: string;
  readonly hasReport: boolean;
}

/** A folder that looks like a run and cannot be read as one. */
export interface DamagedRun {
  readonly folder: string;
  readonly reason: string;
}
