/**
 * Population standard deviation (ddof 0) of the last n closes, in two passes over the window: the
 * mean first, then the squared distances, each from the oldest close to the newest. Running sums
 * of squares would cancel where prices are high and moves small.
 */
import { sqrt } from "../math/elementary.ts";
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { pushWindow, sumSquares, sumWindow } from "./window.ts";

/** Cells: a ring of the last closes. */
export const ROLLING_DEVIATION: FeatureDefinition = {
  kind: "rolling-deviation",
  summary: "Population standard deviation of the last period closes",
  parameters: [barsParameter("period", 20)],
  outputs: ["deviation"],
  cells: ({ period = 0 }: FeatureParameters) => period,
  initialise(): void {},
};

/** Takes in bar number `bars` (from 1). */
export function updateRollingDeviation(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  close: number,
): void {
  const oldest = pushWindow(arena, base, length, bars, close);
  if (bars < length) return;
  const centre = sumWindow(arena, base, length, oldest) / length;
  values[slot] = sqrt(sumSquares(arena, base, length, oldest, centre) / length);
}
