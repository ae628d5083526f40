import type { NoOverfittingProbability, OverfittingProbability } from "../metrics/overfitting-probability.ts";
import { overfittingProbability } from "../metrics/overfitting-probability.ts";

/** Why a sweep has no probability of overfitting; PARTIAL: part of a grid is not what was chosen among. */
export type NoSweepOverfitting = NoOverfittingProbability | "PARTIAL" | "TOO_MANY_TRIALS";

/** The tables behind it take 8 KiB a combination. */
const TRIALS_MAX = 50_000;

/** The probability that the choice among these combinations is overfitted; their daily returns in the order of the grid. */
export function sweepOverfitting(
  returns: readonly Float64Array[],
  isPartial: boolean,
): { readonly value: OverfittingProbability | null; readonly reason: NoSweepOverfitting | "" } {
  if (isPartial) return { value: null, reason: "PARTIAL" };
  if (returns.length > TRIALS_MAX) return { value: null, reason: "TOO_MANY_TRIALS" };
  const found = overfittingProbability(returns);
  return typeof found === "string" ? { value: null, reason: found } : { value: found, reason: "" };
}
