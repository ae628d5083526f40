/**
 * Keltner channel: the exponential average of `period` closes, and `width` average true ranges
 * (Wilder, `atr` bars) to both sides. Defined once both averages are.
 */
import { ATR, updateAtr } from "./atr.ts";
import { barsParameter, decimalParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { AVERAGE_CELLS, startExponential, stepAverage } from "./smoothing.ts";

/** Cells: width, bars of the range, the range, the average of closes, the state of the range. */
export const KELTNER: FeatureDefinition = {
  kind: "keltner",
  summary: "Exponential average of closes and width average true ranges to both sides",
  parameters: [barsParameter("period", 20), decimalParameter("width", 2, 100), barsParameter("atr", 10)],
  outputs: ["lower", "middle", "upper"],
  cells: (parameters: FeatureParameters) => 3 + AVERAGE_CELLS + ATR.cells(parameters),
  initialise(arena: Float64Array, base: number, { period = 0, width = 0, atr = 0 }: FeatureParameters): void {
    arena[base] = width;
    arena[base + 1] = atr;
    startExponential(arena, base + 3, period);
    ATR.initialise(arena, base + 3 + AVERAGE_CELLS, { period: atr });
  },
};

/** Takes in bar number `bars` (from 1). */
export function updateKeltner(
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
  const atr = arena[base + 1] as number;
  const middle = stepAverage(arena, base + 3, bars, close);
  updateAtr(arena, base + 3 + AVERAGE_CELLS, arena, base + 2, atr, bars, high, low, close);
  if (bars < length || bars <= atr) return;
  const reach = (arena[base] as number) * (arena[base + 2] as number);
  values[slot] = middle - reach;
  values[slot + 1] = middle;
  values[slot + 2] = middle + reach;
}
