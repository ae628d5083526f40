/**
 * Wilder's directional movement. A bar's upward movement is high - high before when that is
 * positive and more than low before - low, else 0; downward mirrored. Both and the true range are
 * smoothed by Wilder from the second bar on; pdi and mdi are 100 x smoothed movement / smoothed
 * range (0 where there is no range) from bar n + 1 on. dx = 100 |pdi - mdi| / (pdi + mdi), 0 where
 * both are 0; adx is Wilder's average of dx, from bar 2n on.
 * Source: J. W. Wilder, New Concepts in Technical Trading Systems (1978), section IV.
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { AVERAGE_CELLS, startWilder, stepAverage } from "./smoothing.ts";

/** Cells: high, low and close before, averages of upward movement, downward movement, range, dx. */
export const ADX: FeatureDefinition = {
  kind: "adx",
  summary: "Wilder's directional movement up and down, and the average strength of the direction",
  parameters: [barsParameter("period", 14)],
  outputs: ["pdi", "mdi", "adx"],
  cells: () => 3 + 4 * AVERAGE_CELLS,
  initialise(arena: Float64Array, base: number, { period = 0 }: FeatureParameters): void {
    for (let k = 0; k < 4; k++) startWilder(arena, base + 3 + k * AVERAGE_CELLS, period);
  },
};

/** Takes in bar number `bars` (from 1). */
export function updateAdx(
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
  const rise = high - (arena[base] as number);
  const fall = (arena[base + 1] as number) - low;
  const before = arena[base + 2] as number;
  arena[base] = high;
  arena[base + 1] = low;
  arena[base + 2] = close;
  if (bars === 1) return;
  const trueRange = Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
  const at = base + 3;
  const up = stepAverage(arena, at, bars - 1, rise > fall && rise > 0 ? rise : 0);
  const down = stepAverage(arena, at + AVERAGE_CELLS, bars - 1, fall > rise && fall > 0 ? fall : 0);
  const range = stepAverage(arena, at + 2 * AVERAGE_CELLS, bars - 1, trueRange);
  if (bars <= length) return;
  const pdi = range === 0 ? 0 : (100 * up) / range;
  const mdi = range === 0 ? 0 : (100 * down) / range;
  const sum = pdi + mdi;
  values[slot] = pdi;
  values[slot + 1] = mdi;
  const dx = sum === 0 ? 0 : (100 * Math.abs(pdi - mdi)) / sum;
  values[slot + 2] = stepAverage(arena, at + 3 * AVERAGE_CELLS, bars - length, dx);
}
