import { required } from "../../core/assert.ts";
import type { WallClock } from "../../platform/wall-clock.ts";
import { systemClock } from "../../platform/wall-clock.ts";
import { isoTime } from "../backtest/resolve-run.ts";
import { trialOf } from "../doubt/trial-of-run.ts";
import type { Trial } from "../doubt/trial-register.ts";
import { cutBars } from "../sweep/evaluate-run.ts";
import type { NumberedTask } from "../sweep/evaluate-parallel.ts";
import { evaluateParallel } from "../sweep/evaluate-parallel.ts";
import type { Evaluation } from "../sweep/evaluation-task.ts";
import type { Combination, Parameters } from "../sweep/plan-combinations.ts";
import type { SearchProgress } from "../sweep/run-sweep.ts";
import type { Checkpoint } from "../sweep/search-checkpoint.ts";
import { rowsOfSessions } from "../sweep/session-rows.ts";
import { shareBars } from "../sweep/share-bars.ts";
import type { Candidate } from "./choose-winner.ts";
import { chooseWinner } from "./choose-winner.ts";
import { flatTotals } from "./flat-totals.ts";
import type { SessionSpan, Window } from "./plan-windows.ts";
import type { WalkForwardPlan } from "./walk-forward-plan.ts";
import type { WalkForwardResult } from "./walk-forward-result.ts";
import { walkForwardResult } from "./walk-forward-result.ts";
import type { WindowOutcome } from "./window-outcome.ts";

/** How a walk-forward is run; none of it changes a figure. */
export interface RunWalkForwardOptions {
  readonly workers: number;
  /** Finished runs are taken from it and added to it. */
  readonly checkpoint?: Checkpoint;
  readonly onProgress?: (progress: SearchProgress) => void;
  /** Ends it early with the windows that were finished. */
  readonly signal?: AbortSignal;
  readonly clock?: WallClock;
}

/** The result with what result.json leaves out. */
export interface WalkForwardOutcome {
  readonly result: WalkForwardResult;
  /** Every evaluation that was made, for the register of trials. */
  readonly trials: readonly Trial[];
}

/**
 * Walks over the windows (semantics section 9): every combination is run in every training period,
 * window by window, and as soon as a window's winner stands it is run on the sessions after it. All
 * runs share the worker threads and one copy of the columns; the result is that of the plan alone,
 * whatever of it a checkpoint brought along.
 */
export async function runWalkForward(
  plan: WalkForwardPlan,
  options: RunWalkForwardOptions,
): Promise<WalkForwardOutcome> {
  const clock = options.clock ?? systemClock;
  const begun = clock.monotonicMs();
  const walk = createWalk(plan);
  const total = plan.runsTotal;
  let done = 0;
  const take = (at: number, evaluation: Evaluation): void => {
    done += 1 + walk.take(at, evaluation);
  };
  // A window's winner stands before the run that judges it, which has the higher number.
  const known = [...(options.checkpoint?.known ?? [])].toSorted(([a], [b]) => a - b);
  for (const [at, evaluation] of known) take(at, evaluation);
  await evaluateParallel({
    resolved: shareBars(plan.resolved),
    workers: Math.min(options.workers, Math.max(1, total - done)),
    next: walk.next,
    onResult: (at, evaluation) => {
      options.checkpoint?.append(at, evaluation);
      take(at, evaluation);
      options.onProgress?.({ done, total, best: null });
    },
    signal: options.signal ?? new AbortController().signal,
  });
  const durationMs = Math.round(clock.monotonicMs() - begun);
  return { result: walkForwardResult(plan, walk.outcomes(), durationMs), trials: walk.trials() };
}

/** A window under way: candidates come in any order and stand in that of the grid. */
interface OpenWindow {
  readonly window: Window;
  readonly candidates: (Candidate | undefined)[];
  missing: number;
}

/** Hands the runs out and puts their figures together. */
interface Walk {
  readonly next: () => NumberedTask | null;
  /** Returns the runs that will not be made because their window has no winner. */
  readonly take: (at: number, evaluation: Evaluation) => number;
  /** Finished windows, up to the first that is not. */
  readonly outcomes: () => WindowOutcome[];
  readonly trials: () => Trial[];
}

function createWalk(plan: WalkForwardPlan): Walk {
  const { windows, resolved, sessions, settings } = plan;
  const { runs } = plan.combinations;
  const open: OpenWindow[] = windows.map((window) => ({
    window,
    candidates: new Array<Candidate | undefined>(runs.length),
    missing: runs.length,
  }));
  const outcomes: (WindowOutcome | undefined)[] = [];
  const waiting: number[] = [];
  const winners: Extract<ReturnType<typeof chooseWinner>, { kind: "winner" }>[] = [];
  const trials: (Trial | undefined)[] = [];
  const trainingRuns = windows.length * runs.length;
  let handedOut = 0;

  // Training runs are numbered window by window; behind them stands one number per window.
  const trainingTask = (at: number): NumberedTask => {
    const { train } = required(windows[Math.floor(at / runs.length)], "a number is of a window");
    const { parameters } = required(runs[at % runs.length], "a number is of a combination");
    const rows = rowsOfSessions(sessions, train.from, train.to);
    return { at, task: { parameters, rows, warmUp: null, closesAtEnd: null, keepsTrades: false } };
  };
  const judgingTask = (w: number): NumberedTask => {
    const { train, test } = required(windows[w], "a winner is of a window");
    const { parameters } = required(winners[w], "a window is judged by its winner").candidate.combination;
    const rows = rowsOfSessions(sessions, test.from, test.to);
    const warmUp = rowsOfSessions(sessions, train.from, train.to);
    return { at: trainingRuns + w, task: { parameters, rows, warmUp, closesAtEnd: true, keepsTrades: true } };
  };
  const decide = (w: number): number => {
    const { window, candidates } = required(open[w], "a result is of a window");
    const all = candidates.map((candidate) => required(candidate, "a window is decided when all its runs are done"));
    const choice = chooseWinner(all, settings.objective, settings.minTrades);
    candidates.length = 0;
    if (choice.kind === "winner") {
      winners[w] = choice;
      waiting.push(w);
      return 0;
    }
    const { from, to } = window.test;
    const bars = cutBars(resolved.bars, rowsOfSessions(sessions, from, to));
    const totals = flatTotals(bars, to - from, resolved.strategy.initialCapitalMicros);
    outcomes[w] = { kind: "invalid", window, reason: choice.reason, totals };
    return 1;
  };
  return {
    next: () => {
      // What a checkpoint brought along is not run again.
      let w = waiting.shift();
      while (w !== undefined && outcomes[w] !== undefined) w = waiting.shift();
      if (w !== undefined) return judgingTask(w);
      while (trials[handedOut] !== undefined) handedOut += 1;
      if (handedOut >= trainingRuns) return null;
      handedOut += 1;
      return trainingTask(handedOut - 1);
    },
    take: (at, evaluation) => {
      if (at >= trainingRuns) {
        const w = at - trainingRuns;
        const { candidate, objective, eligible } = required(winners[w], "a window is judged by its winner");
        const { window } = required(open[w], "a result is of a window");
        outcomes[w] = { kind: "valid", window, winner: candidate, objective, eligible, judged: evaluation };
        trials[at] = trialOfSpan(plan, candidate.combination.parameters, window.test, evaluation);
        return 0;
      }
      const w = Math.floor(at / runs.length);
      const place = at % runs.length;
      const one = required(open[w], "a result is of a window");
      const combination = required(runs[place], "a result is of a combination");
      one.candidates[place] = candidateOf(combination, evaluation);
      trials[at] = trialOfSpan(plan, combination.parameters, one.window.train, evaluation);
      one.missing -= 1;
      return one.missing === 0 ? decide(w) : 0;
    },
    outcomes: () => {
      const first = windows.findIndex((_, w) => outcomes[w] === undefined);
      return outcomes.slice(0, first < 0 ? windows.length : first).filter((outcome) => outcome !== undefined);
    },
    trials: () => trials.filter((trial) => trial !== undefined),
  };
}

function candidateOf(combination: Combination, { metrics, dailyReturns }: Evaluation): Candidate {
  let returnSum = 0;
  for (const change of dailyReturns) returnSum += change;
  return { combination, metrics, returnSum, days: dailyReturns.length };
}

/** The register's entry for a run over a span of sessions. */
function trialOfSpan(plan: WalkForwardPlan, parameters: Parameters, span: SessionSpan, run: Evaluation): Trial {
  const { strategy, data, bars } = plan.resolved;
  const rows = rowsOfSessions(plan.sessions, span.from, span.to);
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (const [i, { from, to }] of rows.entries()) {
    if (from === to) continue;
    const columns = required(bars[i], "rows are of the run's instruments");
    first = Math.min(first, columns.tsOpen[from] as number);
    last = Math.max(last, columns.tsClose[to - 1] as number);
  }
  const period = { ...data, from: isoTime(first), to: isoTime(last) };
  return trialOf({ strategy: { ...strategy, parameters }, data: period }, [...run.dailyReturns]);
}
