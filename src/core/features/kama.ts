/**
 * Kaufman's adaptive moving average. efficiency = |close - close n bars before| / sum of the last n
 * absolute changes (0 where nothing moved); c = (efficiency (2 / (fast + 1) - 2 / (slow + 1)) + 2 /
 * (slow + 1))^2; the average starts at close number n and moves by c (close - average). The
 * efficiency is defined one bar later.
 * Source: P. Kaufman, Smarter Trading (1995), chapter 8.
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { pushWindow, sumWindow } from "./window.ts";

/** Cells: fast and slow factor, close before, a ring of closes, a ring of absolute changes. */
export const KAMA: FeatureDefinition = {
  kind: "kama",
  summary: "Moving average that follows faster the straighter the closes moved",
  parameters: [barsParameter("period", 10), barsParameter("fast", 2), barsParameter("slow", 30)],
  outputs: ["kama", "efficiency"],
  cells: ({ period = 0 }: FeatureParameters) => 3 + 2 * period,
  initialise(arena: Float64Array, base: number, { fast = 0, slow = 0 }: FeatureParameters): void {
    arena[base] = 2 / (fast + 1);
    arena[base + 1] = 2 / (slow + 1);
  },
};

/** Takes in bar number `bars` (from 1); the average itself lives in its slot. */
export function updateKama(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  close: number,
): void {
  const closes = base + 3;
  const start = arena[closes + ((bars - 1) % length)] as number;
  pushWindow(arena, closes, length, bars, close);
  const before = arena[base + 2] as number;
  arena[base + 2] = close;
  if (bars === length) values[slot] = close;
  if (bars === 1) return;
  const oldest = pushWindow(arena, closes + length, length, bars - 1, Math.abs(close - before));
  if (bars <= length) return;
  const path = sumWindow(arena, closes + length, length, oldest);
  const efficiency = path === 0 ? 0 : Math.abs(close - start) / path;
  const slow = arena[base + 1] as number;
  const factor = efficiency * ((arena[base] as number) - slow) + slow;
  const average = values[slot] as number;
  values[slot] = average + factor * factor * (close - average);
  values[slot + 1] = efficiency;
}
