import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";

/** Lengths in sessions, and how the training period moves. */
export interface WindowSettings {
  readonly inSample: number;
  readonly outOfSample: number;
  readonly step: number;
  /** `anchored`: training always begins with the first session. */
  readonly mode: "rolling" | "anchored";
}

/** Semantics section 9. */
export const WINDOW_DEFAULTS: WindowSettings = { inSample: 252, outOfSample: 63, step: 63, mode: "rolling" };

/** Sessions [from, to) by number. */
export interface SessionSpan {
  readonly from: number;
  readonly to: number;
}

/** One window: parameters are chosen on the first span and judged on the second. */
export interface Window {
  /** From 1. */
  readonly n: number;
  readonly train: SessionSpan;
  readonly test: SessionSpan;
  /** The last one, with fewer sessions to be judged on than the others. */
  readonly isShort: boolean;
}

/** A last window with fewer sessions than this says nothing and is left out. */
export const SHORT_MIN = 20;

/** The windows over `sessions` sessions; a {@link Failure} when the settings overlap or none fits. */
export function planWindows(sessions: number, settings: WindowSettings): Window[] {
  const { inSample, outOfSample, step, mode } = settings;
  if (step < outOfSample) {
    throw new Failure({
      code: "WINDOWS_OVERLAP",
      exitCode: EXIT.usage,
      message: `--step ${step} is less than --out-of-sample ${outOfSample}: the same sessions would count several times.`,
      hint: `Give a step of at least ${outOfSample}.`,
    });
  }
  const windows: Window[] = [];
  for (let begin = 0; ; begin += step) {
    const judged = begin + inSample;
    const left = sessions - judged;
    const isShort = left < outOfSample;
    if (isShort && left < SHORT_MIN) break;
    windows.push({
      n: windows.length + 1,
      train: { from: mode === "anchored" ? 0 : begin, to: judged },
      test: { from: judged, to: Math.min(sessions, judged + outOfSample) },
      isShort,
    });
  }
  if (windows.length === 0) {
    const needed = inSample + Math.min(outOfSample, SHORT_MIN);
    throw new Failure({
      code: "TOO_FEW_SESSIONS",
      exitCode: EXIT.badData,
      message: `The data have ${sessions} sessions; one window of ${inSample} in-sample and ${outOfSample} out-of-sample needs at least ${needed}.`,
      hint: "Give more data, or shorter windows by --in-sample and --out-of-sample.",
    });
  }
  return windows;
}
