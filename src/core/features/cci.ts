/**
 * Commodity channel index: (typical price - its mean over n bars) / (0.015 x mean absolute distance
 * from that mean), typical price (high + low + close) / 3; 0 where nothing moved. Defined from bar n on.
 * Source: D. Lambert, Commodities 9:10 (1980).
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { inWindow, pushWindow, sumWindow } from "./window.ts";

/** Cells: a ring of typical prices. */
export const CCI: FeatureDefinition = {
  kind: "cci",
  summary: "Distance of the typical price from its mean, in mean absolute distances",
  parameters: [barsParameter("period", 20)],
  outputs: ["cci"],
  cells: ({ period = 0 }: FeatureParameters) => period,
  initialise(): void {},
};

/** Takes in bar number `bars` (from 1). */
export function updateCci(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  high: number,
  low: number,
  close: number,
): void {
  const typical = (high + low + close) / 3;
  const oldest = pushWindow(arena, base, length, bars, typical);
  if (bars < length) return;
  const mean = sumWindow(arena, base, length, oldest) / length;
  let distance = 0;
  // Told by the prices: the mean of equal numbers is not always their very double.
  let isStill = true;
  for (let k = 0; k < length; k++) {
    const x = inWindow(arena, base, length, oldest, k);
    distance += Math.abs(x - mean);
    if (x !== typical) isStill = false;
  }
  values[slot] = isStill ? 0 : (typical - mean) / (0.015 * (distance / length));
}
