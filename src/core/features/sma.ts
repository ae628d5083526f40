/**
 * Simple moving average of the last n closes. The window is summed anew from its oldest close to
 * its newest with every bar: no running sum, hence no drift, and the bits of the plain definition.
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { pushWindow, sumWindow } from "./window.ts";

/** Cells: a ring of the last closes. */
export const SMA: FeatureDefinition = {
  kind: "sma",
  summary: "Simple moving average of the last period closes",
  parameters: [barsParameter("period", 20)],
  outputs: ["sma"],
  cells: ({ period = 0 }: FeatureParameters) => period,
  initialise(): void {},
};

/** Takes in bar number `bars` (from 1). */
export function updateSma(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  close: number,
): void {
  const oldest = pushWindow(arena, base, length, bars, close);
  if (bars >= length) values[slot] = sumWindow(arena, base, length, oldest) / length;
}
