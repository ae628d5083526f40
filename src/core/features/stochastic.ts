/**
 * Slow stochastic oscillator: where the close stands between the lowest low and the highest high
 * of the last `k` bars (the current one included), in percent, 50 where they are equal; output k is
 * the mean of the last `smoothing` of these, output d the mean of the last `d` of k. Output k is
 * defined from bar k + smoothing - 1 on, output d another d - 1 bars later.
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { maximumOf, minimumOf, pushWindow, sumWindow } from "./window.ts";

/** Cells: d, smoothing, then rings of highs, of lows, of raw positions, of k. */
export const STOCHASTIC: FeatureDefinition = {
  kind: "stochastic",
  summary: "Place of the close in the range of the last k bars, smoothed, and its average over d bars",
  parameters: [barsParameter("k", 14), barsParameter("d", 3), barsParameter("smoothing", 3)],
  outputs: ["k", "d"],
  cells: ({ k = 0, d = 0, smoothing = 0 }: FeatureParameters) => 2 + 2 * k + smoothing + d,
  initialise(arena: Float64Array, base: number, { d = 0, smoothing = 0 }: FeatureParameters): void {
    arena[base] = d;
    arena[base + 1] = smoothing;
  },
};

/** Takes in bar number `bars` (from 1). */
export function updateStochastic(
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
  const highs = base + 2;
  const lows = highs + length;
  pushWindow(arena, highs, length, bars, high);
  pushWindow(arena, lows, length, bars, low);
  if (bars < length) return;
  const highest = maximumOf(arena, highs, length);
  const lowest = minimumOf(arena, lows, length);
  const raw = highest === lowest ? 50 : (100 * (close - lowest)) / (highest - lowest);
  const raws = lows + length;
  const smoothing = arena[base + 1] as number;
  const rawCount = bars - length + 1;
  const oldestRaw = pushWindow(arena, raws, smoothing, rawCount, raw);
  if (rawCount < smoothing) return;
  const k = sumWindow(arena, raws, smoothing, oldestRaw) / smoothing;
  values[slot] = k;
  const ks = raws + smoothing;
  const d = arena[base] as number;
  const kCount = rawCount - smoothing + 1;
  const oldestK = pushWindow(arena, ks, d, kCount, k);
  if (kCount >= d) values[slot + 1] = sumWindow(arena, ks, d, oldestK) / d;
}
