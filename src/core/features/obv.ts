/**
 * On-balance volume: 0 at the first bar, then the volume of each bar added where the close rose and
 * taken away where it fell. Defined from the first bar on.
 * Source: J. Granville, New Key to Stock Market Profits (1963).
 */
import type { FeatureDefinition } from "./feature-spec.ts";

/** Cells: close before. */
export const OBV: FeatureDefinition = {
  kind: "obv",
  summary: "Running sum of volume, added on rising closes and taken away on falling ones",
  parameters: [],
  outputs: ["obv"],
  cells: () => 1,
  initialise(): void {},
};

/** Takes in bar number `bars` (from 1); the sum itself lives in its slot. */
export function updateObv(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  bars: number,
  close: number,
  volume: number,
): void {
  const before = arena[base] as number;
  arena[base] = close;
  if (bars === 1) values[slot] = 0;
  else if (close > before) values[slot] = (values[slot] as number) + volume;
  else if (close < before) values[slot] = (values[slot] as number) - volume;
}
