/**
 * Moving average of the last n closes weighted by volume: sum of close x volume over sum of volume,
 * each from the oldest bar to the newest. Defined from bar n on where anything traded.
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { pushWindow, sumWindow } from "./window.ts";

/** Cells: a ring of close x volume, a ring of volume. */
export const VWMA: FeatureDefinition = {
  kind: "vwma",
  summary: "Moving average of the last period closes weighted by volume",
  parameters: [barsParameter("period", 20)],
  outputs: ["vwma"],
  cells: ({ period = 0 }: FeatureParameters) => 2 * period,
  initialise(): void {},
};

/** Takes in bar number `bars` (from 1). */
export function updateVwma(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  close: number,
  volume: number,
): void {
  const oldest = pushWindow(arena, base, length, bars, close * volume);
  pushWindow(arena, base + length, length, bars, volume);
  if (bars < length) return;
  const traded = sumWindow(arena, base + length, length, oldest);
  values[slot] = traded === 0 ? Number.NaN : sumWindow(arena, base, length, oldest) / traded;
}
