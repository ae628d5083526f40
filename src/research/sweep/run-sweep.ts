import { required } from "../../core/assert.ts";
import type { WallClock } from "../../platform/wall-clock.ts";
import { systemClock } from "../../platform/wall-clock.ts";
import { evaluateParallel } from "./evaluate-parallel.ts";
import type { Evaluation } from "./evaluation-task.ts";
import type { Objective } from "./objective.ts";
import { isBetter, objectiveValue } from "./objective.ts";
import type { Parameters } from "./plan-combinations.ts";
import type { Checkpoint } from "./search-checkpoint.ts";
import { sessionRows } from "./session-rows.ts";
import { shareBars } from "./share-bars.ts";
import type { SweepPlan } from "./sweep-plan.ts";
import type { SweepResult } from "./sweep-result.ts";
import { sweepResult } from "./sweep-result.ts";

/** How far a search is, and the best it has seen. */
export interface SearchProgress {
  readonly done: number;
  readonly total: number;
  readonly best: { readonly parameters: Parameters; readonly objective: number } | null;
}

/** How a sweep is run; none of it changes a figure. */
export interface RunSweepOptions {
  readonly workers: number;
  /** Entries of `top`. */
  readonly top: number;
  /** Finished combinations are taken from it and added to it; null: none is kept. */
  readonly checkpoint: Checkpoint | null;
  readonly onProgress?: (progress: SearchProgress) => void;
  /** Ends the sweep early with a partial result. */
  readonly signal?: AbortSignal;
  readonly clock?: WallClock;
}

/** The result with what result.json leaves out. */
export interface SweepOutcome {
  readonly result: SweepResult;
  /** Session dates of the daily returns. */
  readonly days: readonly string[];
  /** Daily returns of each of the result's combinations, in their order. */
  readonly dailyReturns: readonly Float64Array[];
}

/**
 * Runs every combination of a plan on worker threads over one shared copy of the columns. The
 * result is that of the plan alone: neither the number of workers nor a resumed checkpoint nor
 * timing shows in it, but for the two durations.
 */
export async function runSweep(plan: SweepPlan, options: RunSweepOptions): Promise<SweepOutcome> {
  const clock = options.clock ?? systemClock;
  const begun = clock.monotonicMs();
  const { runs } = plan.combinations;
  const finished = new Map(options.checkpoint?.known ?? []);
  const knownCount = finished.size;
  const best = createBest(plan.objective);
  for (const [at, run] of finished) best.see(required(runs[at], "a checkpoint has runs of its plan").parameters, run);
  let next = 0;
  await evaluateParallel({
    resolved: shareBars(plan.resolved),
    workers: Math.min(options.workers, Math.max(1, runs.length - knownCount)),
    next: () => {
      while (finished.has(next)) next += 1;
      const run = runs[next];
      if (run === undefined) return null;
      next += 1;
      const { parameters } = run;
      return { at: next - 1, task: { parameters, rows: null, warmUp: null, closesAtEnd: null, keepsTrades: false } };
    },
    onResult: (at, run) => {
      finished.set(at, run);
      options.checkpoint?.append(at, run);
      best.see(required(runs[at], "a result answers a run").parameters, run);
      options.onProgress?.({ done: finished.size, total: runs.length, best: best.get() });
    },
    signal: options.signal ?? new AbortController().signal,
  });
  const durationMs = clock.monotonicMs() - begun;
  const result = sweepResult(plan, finished, {
    top: options.top,
    durationMs: Math.round(durationMs),
    combinationsPerSecond: durationMs > 0 ? (1000 * (finished.size - knownCount)) / durationMs : 0,
  });
  const inOrder = [...finished].toSorted(([a], [b]) => a - b);
  return {
    result,
    days: sessionRows(plan.resolved.bars, plan.resolved.table).days,
    dailyReturns: inOrder.map(([, run]) => run.dailyReturns),
  };
}

/** Keeps the best seen so far, for the progress line only: ties go to whoever came first. */
function createBest(objective: Objective): {
  readonly see: (parameters: Parameters, run: Evaluation) => void;
  readonly get: () => SearchProgress["best"];
} {
  let best: SearchProgress["best"] = null;
  return {
    see: (parameters, { metrics }) => {
      const value = objectiveValue(metrics, objective);
      if (value !== null && (best === null || isBetter(value, best.objective, objective)))
        best = { parameters, objective: value };
    },
    get: () => best,
  };
}
