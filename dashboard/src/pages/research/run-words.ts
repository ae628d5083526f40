import type { RunRow, RunStatus, RunType } from "../../../../src/contract/run-row.ts";

/** Kinds of runs in words. */
export const RUN_TYPE_CHOICES: readonly (readonly [RunType, string])[] = [
  ["backtest", "Backtest"],
  ["sweep", "Sweep"],
  ["walk-forward", "Walk-forward"],
  ["monte-carlo", "Monte Carlo"],
];
/** States of runs in words. */
export const RUN_STATUS_CHOICES: readonly (readonly [RunStatus, string])[] = [
  ["queued", "Queued"],
  ["running", "Running"],
  ["done", "Done"],
  ["partial", "Partial"],
  ["cancelled", "Cancelled"],
  ["failed", "Failed"],
];

/** Kind of a run as people say it. */
export function typeWord(type: RunType): string {
  return RUN_TYPE_CHOICES.find(([value]) => value === type)?.[1] ?? type;
}

/** True for a run with figures and an equity of its own; a sweep has those of many. */
export function isComparable(run: RunRow): boolean {
  return (run.type === "backtest" || run.type === "walk-forward") && run.figures.totalReturn !== null;
}

/** What a run tried, for titles and dialogs: `Backtest of ema-cross`. */
export function runTitle(run: Pick<RunRow, "type" | "strategyIds">): string {
  const names = run.strategyIds.join(", ");
  return names === "" ? typeWord(run.type) : `${typeWord(run.type)} of ${names}`;
}

const MISSING: Readonly<Record<RunStatus, string>> = {
  queued: "not done yet",
  running: "not done yet",
  done: "not enough data for this figure",
  partial: "not enough data for this figure",
  cancelled: "the run was cancelled",
  failed: "the run failed",
};

/** Why a run has no figure. */
export function missingFigure(run: RunRow): string {
  return MISSING[run.status];
}
