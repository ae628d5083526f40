/**
 * Two bands that trail a centre at a distance, of which one is in force. The upper band only comes
 * down while closes stay below it, the lower one only goes up while they stay above; a close at or
 * beyond the band in force turns the trend.
 */

/** Cells: trend (1 up, -1 down, 0 before the first bar), upper band, lower band. */
export const BAND_CELLS = 3;

/** Moves the bands to a bar and returns the trend after it; `startsUp` is the trend of the first bar. */
export function stepBands(
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
