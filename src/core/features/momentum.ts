/**
 * Momentum over n bars: change = close - close n bars before, rate = close / close n bars before
 * - 1 (the rate of change as a ratio, 0.05 for 5 %). Defined from bar n + 1 on.
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { pushWindow } from "./window.ts";

/** Cells: a ring of the last closes. */
export const MOMENTUM: FeatureDefinition = {
  kind: "momentum",
  summary: "Change of the close over period bars, in price and as a ratio",
  parameters: [barsParameter("period", 10)],
  outputs: ["change", "rate"],
  cells: ({ period = 0 }: FeatureParameters) => period,
  initialise(): void {},
};

/** Takes in bar number `bars` (from 1). */
export function updateMomentum(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  close: number,
): void {
  const before = arena[base + ((bars - 1) % length)] as number;
  pushWindow(arena, base, length, bars, close);
  if (bars <= length) return;
  values[slot] = close - before;
  values[slot + 1] = close / before - 1;
}
