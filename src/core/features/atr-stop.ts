/**
 * Trailing stop at `width` average true ranges (Wilder) from the close, see trailing-bands.ts; the
 * stop is the lower band in a rising trend, the upper one in a falling one. The trend starts up
 * when the close is not below the one before. Defined from bar n + 1 on.
 */
import { barsParameter, decimalParameter, type FeatureDefinition } from "./feature-spec.ts";
import { ATR_BAND_CELLS, CLOSE_BEFORE, initialiseAtrBands, updateAtrBands } from "./trailing-bands.ts";

export const ATR_STOP: FeatureDefinition = {
  kind: "atr-stop",
  summary: "Stop that trails the close by a number of average true ranges and turns when it is passed",
  parameters: [barsParameter("period", 21), decimalParameter("width", 3, 100)],
  outputs: ["stop", "trend"],
  cells: () => ATR_BAND_CELLS,
  initialise: initialiseAtrBands,
};

/** Takes in bar number `bars` (from 1). */
export function updateAtrStop(
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
  const before = arena[base + CLOSE_BEFORE] as number;
  updateAtrBands(arena, base, values, slot, length, bars, high, low, close, close, before);
}
