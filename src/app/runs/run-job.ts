import type { RunNote } from "../../contract/run-row.ts";
import type { StrategyCode } from "../../platform/strategy-sections.ts";
import type { Objective } from "../../research/sweep/objective.ts";
import type { GridAxis } from "../../research/sweep/parse-grid.ts";
import type { WalkForwardSettings } from "../../research/walk-forward/walk-forward-plan.ts";
import type { DataSource } from "./run-datasets.ts";

/** File of a run's folder that its command reads. */
export const STRATEGY_FILE = "strategy.yaml";

/** What is done with the strategy. */
export type RunWork =
  | { readonly kind: "backtest" }
  | { readonly kind: "sweep"; readonly axes: readonly GridAxis[]; readonly objective: Objective }
  | { readonly kind: "walk-forward"; readonly axes: readonly GridAxis[]; readonly settings: WalkForwardSettings };

/** A run as a worker gets it: plain data, nothing of it named by a client but what was checked. */
export interface RunJob {
  readonly kind: "run";
  /** Also the name of its folder under the folder of runs. */
  readonly id: string;
  readonly dataDir: string;
  readonly build: string;
  readonly strategyText: string;
  /** Module of the strategy's kind where that is a user's own; null for a built-in. */
  readonly code: StrategyCode | null;
  readonly strategyId: string;
  readonly symbols: readonly string[];
  readonly source: DataSource;
  /** Session dates, both included; null: no bound. */
  readonly from: string | null;
  readonly to: string | null;
  /** First and last day of the data within these bounds. */
  readonly period: { readonly from: string; readonly to: string };
  readonly work: RunWork;
  /** Threads of a search. */
  readonly workers: number;
}

/** How far a run is. */
export interface RunProgress {
  /** 0 to 1. */
  readonly share: number;
}

/** What a run came to; a failure is a result, too. */
export type RunOutcome =
  | {
      readonly kind: "done" | "partial";
      readonly barsPerSecond: number | null;
      readonly log: readonly string[];
    }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly failure: RunNote; readonly log: readonly string[] };
