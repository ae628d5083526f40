/**
 * Average true range after Wilder: the true range counts from the second bar on, the seed is the
 * simple mean of the first n, then e += a (x - e) with a = 1 / n. Defined from bar n + 1 on.
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";

/** Cells: previous close, sum of the first true ranges, smoothing factor. */
export const ATR: FeatureDefinition = {
  kind: "atr",
  summary: "Wilder's average true range",
  parameters: [barsParameter("period", 14)],
  outputs: ["atr"],
  cells: () => 3,
  initialise(arena: Float64Array, base: number, { period = 1 }: FeatureParameters): void {
    arena[base + 2] = 1 / period;
  },
};

/** Takes in bar number `bars` (from 1); the average itself lives in its slot. */
export function updateAtr(
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
  const before = arena[base] as number;
  arena[base] = close;
  if (bars === 1) return;
  const range = Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
  if (bars > length + 1) {
    const e = values[slot] as number;
    values[slot] = e + (arena[base + 2] as number) * (range - e);
    return;
  }
  const sum = (arena[base + 1] as number) + range;
  arena[base + 1] = sum;
  if (bars === length + 1) values[slot] = sum / length;
}
