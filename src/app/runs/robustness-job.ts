import type { RunNote } from "../../contract/run-row.ts";
import type { MonteCarloFigures, MonteCarloOptions } from "../../research/doubt/monte-carlo.ts";
import type { Passport } from "../../research/doubt/passport.ts";
import type { RunJob } from "./run-job.ts";

/** File of a run's folder that says how much of it is left when it is doubted. */
export const ROBUSTNESS_FILE = "robustness.json";

/** A run that is doubted, as a worker gets it. */
export interface RobustnessJob {
  readonly kind: "robustness";
  readonly id: string;
  readonly dataDir: string;
  readonly build: string;
  /** Id of the run. */
  readonly of: string;
  /** What makes the run again; null: nothing can, and `notes` says why. */
  readonly again: RunJob | null;
  readonly notes: readonly RunNote[];
}

/** What the queue of the desk carries. */
export type DeskJob = RunJob | RobustnessJob;

/** robustness.json: what the functions of doubt found, as they found it. */
export interface RobustnessRecord {
  readonly schemaVersion: 1;
  readonly kind: "robustness";
  readonly runId: string;
  readonly build: string;
  readonly monteCarlo: readonly { readonly options: MonteCarloOptions; readonly figures: MonteCarloFigures }[];
  /** Null: the run was not made again. */
  readonly passport: Passport | null;
  readonly notes: readonly RunNote[];
}

/** The queue's name for the doubts about a run; no run is named so. */
export function robustnessJobId(runId: string): string {
  return `${runId}~robustness`;
}
