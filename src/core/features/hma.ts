/**
 * Hull's moving average: the weighted average over floor(sqrt(n)) values of 2 WMA(floor(n / 2)) -
 * WMA(n). Defined from bar n + floor(sqrt(n)) - 1 on.
 * Source: A. Hull, "How to reduce lag in a moving average" (2005).
 */
import { sqrt } from "../math/elementary.ts";
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { pushWindow, weightedMean } from "./window.ts";

/** Cells: lengths of the half and of the root, rings of n closes, of half as many, of the differences. */
export const HMA: FeatureDefinition = {
  kind: "hma",
  summary: "Hull's moving average of closes, weighted twice to lag less",
  parameters: [barsParameter("period", 20, 2)],
  outputs: ["hma"],
  cells: ({ period = 0 }: FeatureParameters) => 2 + period + Math.floor(period / 2) + Math.floor(sqrt(period)),
  initialise(arena: Float64Array, base: number, { period = 0 }: FeatureParameters): void {
    arena[base] = Math.floor(period / 2);
    arena[base + 1] = Math.floor(sqrt(period));
  },
};

/** Takes in bar number `bars` (from 1). */
export function updateHma(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  close: number,
): void {
  const half = arena[base] as number;
  const root = arena[base + 1] as number;
  const closes = base + 2;
  const halves = closes + length;
  const oldest = pushWindow(arena, closes, length, bars, close);
  const oldestHalf = pushWindow(arena, halves, half, bars, close);
  if (bars < length) return;
  const whole = weightedMean(arena, closes, length, oldest);
  const count = bars - length + 1;
  const difference = 2 * weightedMean(arena, halves, half, oldestHalf) - whole;
  const oldestRoot = pushWindow(arena, halves + half, root, count, difference);
  if (count >= root) values[slot] = weightedMean(arena, halves + half, root, oldestRoot);
}
