/**
 * Donchian channel: highest high and lowest low of the n bars before the current one, which is not
 * in its own channel, and the middle between them. Defined from bar n + 1 on.
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { maximumOf, minimumOf, pushWindow } from "./window.ts";

/** Cells: a ring of highs, a ring of lows. */
export const DONCHIAN: FeatureDefinition = {
  kind: "donchian",
  summary: "Highest high and lowest low of the period bars before the current one",
  parameters: [barsParameter("period", 20)],
  outputs: ["upper", "middle", "lower"],
  cells: ({ period = 0 }: FeatureParameters) => 2 * period,
  initialise(): void {},
};

/** Takes in bar number `bars` (from 1). */
export function updateDonchian(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  high: number,
  low: number,
): void {
  if (bars > length) {
    const upper = maximumOf(arena, base, length);
    const lower = minimumOf(arena, base + length, length);
    values[slot] = upper;
    values[slot + 1] = (upper + lower) / 2;
    values[slot + 2] = lower;
  }
  pushWindow(arena, base, length, bars, high);
  pushWindow(arena, base + length, length, bars, low);
}
