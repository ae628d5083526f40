/**
 * Wilder's parabolic stop and reverse. The stop moves by `factor` x (extreme - stop) per bar and
 * never beyond the lows (highs) of the two bars before; the factor starts at `step` and grows by
 * `step` with every new extreme, up to `maximum`. A bar that passes the stop turns the trend: the
 * stop is then the extreme. The first trend is taken to rise from the first bar's low, a guess, so
 * the feature is undefined up to the bar of the first turn.
 * Source: J. W. Wilder, New Concepts in Technical Trading Systems (1978), section II.
 */
import { decimalParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";

/** Cells: step, maximum, trend (1 up, -1 down), factor, extreme, stop, high and low of the last two bars, turned (1). */
export const PARABOLIC_SAR: FeatureDefinition = {
  kind: "parabolic-sar",
  summary: "Wilder's parabolic stop: 1 of trend where it trails below, -1 where above",
  parameters: [decimalParameter("step", 0.02, 1), decimalParameter("maximum", 0.2, 1)],
  outputs: ["stop", "trend"],
  cells: () => 11,
  initialise(arena: Float64Array, base: number, { step = 0, maximum = 0 }: FeatureParameters): void {
    arena[base] = step;
    arena[base + 1] = maximum;
    arena[base + 2] = 1;
    arena[base + 3] = step;
  },
};

/** Takes in bar number `bars` (from 1). */
export function updateParabolicSar(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  bars: number,
  high: number,
  low: number,
): void {
  const trend = arena[base + 2] as number;
  // A falling trend is a rising one with prices turned over: of it the best price is the low.
  const best = trend > 0 ? high : low;
  const worst = trend > 0 ? low : high;
  const worstBefore = arena[base + (trend > 0 ? 7 : 6)] as number;
  const worstBeforeLast = arena[base + (trend > 0 ? 9 : 8)] as number;
  arena[base + 8] = arena[base + 6] as number;
  arena[base + 9] = arena[base + 7] as number;
  arena[base + 6] = high;
  arena[base + 7] = low;
  if (bars === 1) {
    arena[base + 4] = high;
    arena[base + 5] = low;
    return;
  }
  const step = arena[base] as number;
  const factor = arena[base + 3] as number;
  const extreme = arena[base + 4] as number;
  const before = arena[base + 5] as number;
  const hasTurned = arena[base + 10] === 1;
  let stop = before + factor * (extreme - before);
  if (bars > 2) {
    if (trend * stop > trend * worstBefore) stop = worstBefore;
    if (trend * stop > trend * worstBeforeLast) stop = worstBeforeLast;
  }
  if (trend * worst < trend * stop) {
    stop = extreme;
    arena[base + 2] = -trend;
    arena[base + 3] = step;
    arena[base + 4] = worst;
    arena[base + 10] = 1;
  } else if (trend * best > trend * extreme) {
    arena[base + 4] = best;
    arena[base + 3] = Math.min(factor + step, arena[base + 1] as number);
  }
  arena[base + 5] = stop;
  if (!hasTurned) return;
  values[slot] = stop;
  values[slot + 1] = arena[base + 2] as number;
}
