/**
 * Trailing stop at `width` average true ranges (Wilder) from the close, see trailing-bands.ts; the
 * stop is the lower band in a rising trend, the upper one in a falling one. The trend starts up
 * when the close is not below the one before. Defined from bar n + 1 on.
 */
import { ATR, updateAtr } from "./atr.ts";
import { barsParameter, decimalParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { BAND_CELLS, stepBands } from "./trailing-bands.ts";

/** Cells: width, close before, average true range, its state, the bands. */
export const ATR_STOP: FeatureDefinition = {
  kind: "atr-stop",
  summary: "Stop that trails the close by a number of average true ranges and turns when it is passed",
  parameters: [barsParameter("period", 21), decimalParameter("width", 3, 100)],
  outputs: ["stop", "trend"],
  cells: (parameters: FeatureParameters) => 3 + ATR.cells(parameters) + BAND_CELLS,
  initialise(arena: Float64Array, base: number, parameters: FeatureParameters): void {
    arena[base] = parameters["width"] ?? 0;
    ATR.initialise(arena, base + 3, parameters);
  },
};

const ATR_CELLS = ATR.cells({});

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
  const before = arena[base + 1] as number;
  arena[base + 1] = close;
  updateAtr(arena, base + 3, arena, base + 2, length, bars, high, low, close);
  if (bars <= length) return;
  const reach = (arena[base] as number) * (arena[base + 2] as number);
  const at = base + 3 + ATR_CELLS;
  const trend = stepBands(arena, at, close, reach, before, close, close >= before);
  values[slot] = arena[at + (trend > 0 ? 2 : 1)] as number;
  values[slot + 1] = trend;
}
