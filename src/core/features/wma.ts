/**
 * Linearly weighted moving average of the last n closes: the oldest weighs 1, the newest n, divided
 * by n (n + 1) / 2. Defined from bar n on.
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { pushWindow, weightedMean } from "./window.ts";

/** Cells: a ring of the last closes. */
export const WMA: FeatureDefinition = {
  kind: "wma",
  summary: "Moving average of closes whose weights fall linearly with age",
  parameters: [barsParameter("period", 20)],
  outputs: ["wma"],
  cells: ({ period = 0 }: FeatureParameters) => period,
  initialise(): void {},
};

/** Takes in bar number `bars` (from 1). */
export function updateWma(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  close: number,
): void {
  const oldest = pushWindow(arena, base, length, bars, close);
  if (bars >= length) values[slot] = weightedMean(arena, base, length, oldest);
}
