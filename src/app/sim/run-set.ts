import { createHash } from "node:crypto";
import { missedCells } from "./cells.ts";
import { SWITCHED } from "./fault-table.ts";
import type { FoundViolation, RunResult } from "./run-world.ts";
import { runWorld } from "./run-world.ts";
import type { Tally } from "./tally.ts";
import { addTally, createTally } from "./tally.ts";

/** Which worlds are run. */
export interface SetRequest {
  /** Simulated days in all, cut into runs of {@link DAYS_PER_RUN}. */
  readonly days: number;
  /** Seed of the first run; each run has the next one. */
  readonly seed: number;
  /** Only these faults, all of them on; null: each run draws its own. */
  readonly faults: readonly string[] | null;
}

/** One world of a set. */
export interface RunTask {
  readonly seed: number;
  readonly days: number;
  readonly faults: readonly string[] | null;
}

/** What a set of worlds gave; the same for any number of workers. */
export interface SetResult {
  readonly tally: Tally;
  readonly violations: readonly FoundViolation[];
  /** Hash over the digests of the runs, in their order. */
  readonly digest: string;
  /** Switched faults that never fired, in a set large enough to expect each. */
  readonly silent: readonly string[];
  /** Cells of the order state table that were never reached, in a set as large. */
  readonly missed: readonly string[];
}

/** Days of one world: enough for orders that rest overnight and for several restarts. */
export const DAYS_PER_RUN = 5;
/** From this size on every switched fault must have fired. */
const DAYS_TO_EXPECT_ALL = 500;

/** The worlds of a set, in order; a pure function of the request. */
export function tasksOf(request: SetRequest): RunTask[] {
  const tasks: RunTask[] = [];
  for (let left = request.days; left > 0; left -= DAYS_PER_RUN) {
    tasks.push({
      seed: request.seed + tasks.length,
      days: Math.min(left, DAYS_PER_RUN),
      faults: request.faults,
    });
  }
  return tasks;
}

/** Adds up the results of all tasks, given in their order. */
export function mergeResults(request: SetRequest, results: readonly RunResult[]): SetResult {
  const tally = createTally();
  const digest = createHash("sha256");
  const violations: FoundViolation[] = [];
  for (const result of results) {
    addTally(tally, result.tally);
    digest.update(result.digest);
    if (result.violation !== null) violations.push(result.violation);
  }
  const mustFire = request.faults === null && request.days >= DAYS_TO_EXPECT_ALL;
  const silent = mustFire ? SWITCHED.filter((id) => (tally.firings.get(id) ?? 0) === 0) : [];
  const missed = mustFire ? missedCells(tally.cells) : [];
  return { tally, violations, digest: digest.digest("hex"), silent, missed };
}

/** Runs a set in this thread, one world after the other. */
export function runSet(request: SetRequest, onRun: (done: number) => void = () => {}): SetResult {
  const results = tasksOf(request).map((task, i) => {
    const result = runWorld(task.seed, task.days, task.faults);
    onRun(i + 1);
    return result;
  });
  return mergeResults(request, results);
}
