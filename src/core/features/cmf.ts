/**
 * Chaikin's money flow: sum of multiplier x volume over sum of volume of the last n bars, multiplier
 * ((close - low) - (high - close)) / (high - low), 0 where high = low. Defined from bar n on where
 * anything traded.
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { pushWindow, sumWindow } from "./window.ts";

/** Cells: a ring of multiplier x volume, a ring of volume. */
export const CMF: FeatureDefinition = {
  kind: "cmf",
  summary: "Share of volume near the high less that near the low, from -1 to 1",
  parameters: [barsParameter("period", 20)],
  outputs: ["cmf"],
  cells: ({ period = 0 }: FeatureParameters) => 2 * period,
  initialise(): void {},
};

/** Takes in bar number `bars` (from 1). */
export function updateCmf(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  high: number,
  low: number,
  close: number,
  volume: number,
): void {
  const multiplier = high === low ? 0 : (close - low - (high - close)) / (high - low);
  const oldest = pushWindow(arena, base, length, bars, multiplier * volume);
  pushWindow(arena, base + length, length, bars, volume);
  if (bars < length) return;
  const traded = sumWindow(arena, base + length, length, oldest);
  values[slot] = traded === 0 ? Number.NaN : sumWindow(arena, base, length, oldest) / traded;
}
