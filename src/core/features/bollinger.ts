/**
 * Bollinger bands: the mean of the last n closes and `width` population standard deviations (ddof
 * 0) to both sides. Defined from bar n on. Two passes over the window, as in rolling-deviation.ts.
 * Source: J. Bollinger, Bollinger on Bollinger Bands (2001), chapter 7.
 */
import { sqrt } from "../math/elementary.ts";
import { barsParameter, decimalParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { pushWindow, sumSquares, sumWindow } from "./window.ts";

/** Cells: the width, a ring of the last closes. */
export const BOLLINGER: FeatureDefinition = {
  kind: "bollinger",
  summary: "Mean of the last period closes and width population deviations to both sides",
  parameters: [barsParameter("period", 20), decimalParameter("width", 2, 100)],
  outputs: ["lower", "middle", "upper", "deviation"],
  cells: ({ period = 0 }: FeatureParameters) => 1 + period,
  initialise(arena: Float64Array, base: number, { width = 0 }: FeatureParameters): void {
    arena[base] = width;
  },
};

/** Takes in bar number `bars` (from 1). */
export function updateBollinger(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  close: number,
): void {
  const oldest = pushWindow(arena, base + 1, length, bars, close);
  if (bars < length) return;
  const middle = sumWindow(arena, base + 1, length, oldest) / length;
  const deviation = sqrt(sumSquares(arena, base + 1, length, oldest, middle) / length);
  const reach = (arena[base] as number) * deviation;
  values[slot] = middle - reach;
  values[slot + 1] = middle;
  values[slot + 2] = middle + reach;
  values[slot + 3] = deviation;
}
