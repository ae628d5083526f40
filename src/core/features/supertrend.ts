/**
 * Supertrend: bands of `width` average true ranges (Wilder) around the middle of high and low, see
 * trailing-bands.ts; the stop is the lower band in a rising trend, the upper one in a falling one.
 * The trend starts up when the close is not below the middle. Defined from bar n + 1 on.
 */
import { barsParameter, decimalParameter, type FeatureDefinition } from "./feature-spec.ts";
import { ATR_BAND_CELLS, initialiseAtrBands, updateAtrBands } from "./trailing-bands.ts";

export const SUPERTREND: FeatureDefinition = {
  kind: "supertrend",
  summary: "Trend that turns when the close passes a band of average true ranges around the middle",
  parameters: [barsParameter("period", 10), decimalParameter("width", 3, 100)],
  outputs: ["stop", "trend"],
  cells: () => ATR_BAND_CELLS,
  initialise: initialiseAtrBands,
};

/** Takes in bar number `bars` (from 1). */
export function updateSupertrend(
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
  const middle = (high + low) / 2;
  updateAtrBands(arena, base, values, slot, length, bars, high, low, close, middle, middle);
}
