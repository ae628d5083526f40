import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { KindSpec } from "../../platform/strategy-sections.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import type { Objective } from "../sweep/objective.ts";
import type { CombinationPlan, GridRequest } from "../sweep/plan-combinations.ts";
import { planCombinations } from "../sweep/plan-combinations.ts";
import type { SessionRows } from "../sweep/session-rows.ts";
import { sessionRows } from "../sweep/session-rows.ts";
import { checkpointKey, runIdOfSearch, searchFacts } from "../sweep/sweep-plan.ts";
import type { Window, WindowSettings } from "./plan-windows.ts";
import { planWindows } from "./plan-windows.ts";

/** How a walk-forward chooses. */
export interface WalkForwardSettings extends WindowSettings {
  readonly objective: Objective;
  /** Round trips in training below which a combination cannot win. */
  readonly minTrades: number;
}

/** A walk-forward as it was asked for, with its windows and combinations. */
export interface WalkForwardPlan {
  readonly resolved: ResolvedRun;
  readonly grid: GridRequest;
  readonly settings: WalkForwardSettings;
  readonly combinations: CombinationPlan;
  readonly sessions: SessionRows;
  readonly windows: readonly Window[];
  readonly build: string;
  readonly runId: string;
  /** Runs over all windows: every combination in training and one winner each. */
  readonly runsTotal: number;
  /** Hash of everything a figure of a run depends on, and of which run has which number. */
  readonly key: string;
}

/** Plans a walk-forward; a {@link Failure} when windows or grid leave nothing or too much. */
export function planWalkForward(
  resolved: ResolvedRun,
  search: {
    readonly grid: GridRequest;
    readonly settings: WalkForwardSettings;
    readonly kind: KindSpec;
    readonly build: string;
  },
): WalkForwardPlan {
  const { grid, settings, kind, build } = search;
  const sessions = sessionRows(resolved.bars, resolved.table);
  const windows = planWindows(sessions.days.length, settings);
  const combinations = planCombinations(grid, resolved.strategy.parameters, kind);
  const runs = windows.length * combinations.runs.length;
  if (runs > grid.runsMax) {
    throw new Failure({
      code: "GRID_TOO_LARGE",
      exitCode: EXIT.usage,
      message: `${windows.length} windows of ${combinations.runs.length} combinations are ${runs} runs; without --yes at most ${grid.runsMax} are started.`,
      hint: "Take larger steps, a --where rule or fewer windows, or say --yes.",
    });
  }
  const facts = [searchFacts(resolved, grid), settings];
  return {
    resolved,
    grid,
    settings,
    combinations,
    sessions,
    windows,
    build,
    runId: runIdOfSearch("walk-forward", facts),
    runsTotal: runs + windows.length,
    key: checkpointKey("walk-forward", facts, build),
  };
}
