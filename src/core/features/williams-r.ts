/**
 * Williams' %R: 100 x (close - highest high) / (highest high - lowest low) of the last n bars, from
 * -100 to 0; -50 where they are equal. Defined from bar n on.
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { maximumOf, minimumOf, pushWindow } from "./window.ts";

/** Cells: a ring of highs, a ring of lows. */
export const WILLIAMS_R: FeatureDefinition = {
  kind: "williams-r",
  summary: "Place of the close in the range of the last period bars, from -100 to 0",
  parameters: [barsParameter("period", 14)],
  outputs: ["r"],
  cells: ({ period = 0 }: FeatureParameters) => 2 * period,
  initialise(): void {},
};

/** Takes in bar number `bars` (from 1). */
export function updateWilliamsR(
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
  pushWindow(arena, base, length, bars, high);
  pushWindow(arena, base + length, length, bars, low);
  if (bars < length) return;
  const highest = maximumOf(arena, base, length);
  const lowest = minimumOf(arena, base + length, length);
  values[slot] = highest === lowest ? -50 : (100 * (close - highest)) / (highest - lowest);
}
