/**
 * Two bands that trail a centre at a distance, of which one is in force. The upper band only comes
 * down while closes stay below it, the lower one only goes up while they stay above; a close at or
 * beyond the band in force turns the trend.
 */

import { ATR, updateAtr } from "./atr.ts";
import type { FeatureParameters } from "./feature-spec.ts";

const ATR_CELLS = ATR.cells({});
const BANDS_AT = 3 + ATR_CELLS;

/** Cells: width, close before, average true range, its state, the bands. */
export const ATR_BAND_CELLS: number = BANDS_AT + 3;

/** Where the close before stands; 0 before the first bar. */
export const CLOSE_BEFORE = 1;

/** Cells before the first bar. */
export function initialiseAtrBands(arena: Float64Array, base: number, parameters: FeatureParameters): void {
  arena[base] = parameters["width"] ?? 0;
  ATR.initialise(arena, base + 3, parameters);
}

/**
 * Takes in bar number `bars` (from 1) with bands of `width` average true ranges (Wilder) around
 * `centre`: the stop, the band in force, and the trend. The trend starts up when the close is not
 * below `start`. Defined from bar n + 1 on.
 */
export function updateAtrBands(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  high: number,
  low: number,
  close: number,
  centre: number,
  start: number,
): void {
  const before = arena[base + CLOSE_BEFORE] as number;
  arena[base + CLOSE_BEFORE] = close;
  updateAtr(arena, base + 3, arena, base + 2, length, bars, high, low, close);
  if (bars <= length) return;
  const reach = (arena[base] as number) * (arena[base + 2] as number);
  const at = base + BANDS_AT;
  const trend = stepBands(arena, at, centre, reach, before, close, close >= start);
  values[slot] = arena[at + (trend > 0 ? 2 : 1)] as number;
  values[slot + 1] = trend;
}

/**
 * Moves the bands to a bar and returns the trend after it; `startsUp` is the trend of the first bar.
 * Cells: trend (1 up, -1 down, 0 before the first bar), upper band, lower band.
 */
function stepBands(
  arena: Float64Array,
  at: number,
  centre: number,
  reach: number,
  before: number,
  close: number,
  startsUp: boolean,
): number {
  let trend = arena[at] as number;
  let upper = arena[at + 1] as number;
  let lower = arena[at + 2] as number;
  const isFirst = trend === 0;
  if (isFirst) trend = startsUp ? 1 : -1;
  if (isFirst || centre + reach < upper || before > upper) upper = centre + reach;
  if (isFirst || centre - reach > lower || before < lower) lower = centre - reach;
  trend = close <= (trend > 0 ? lower : upper) ? -1 : 1;
  arena[at] = trend;
  arena[at + 1] = upper;
  arena[at + 2] = lower;
  return trend;
}
