/**
 * Least-squares line through the last n closes, one step apart: its slope per bar, its value at the
 * current bar, and the share of the closes' variance that it explains (0 where they do not vary).
 * Two passes from the oldest close to the newest. Defined from bar n on.
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { inWindow, pushWindow, sumWindow } from "./window.ts";

/** Cells: a ring of the last closes. */
export const LINEAR_REGRESSION: FeatureDefinition = {
  kind: "linear-regression",
  summary: "Least-squares line through the last period closes: slope, value and share explained",
  parameters: [barsParameter("period", 14, 2)],
  outputs: ["slope", "value", "rSquared"],
  cells: ({ period = 0 }: FeatureParameters) => period,
  initialise(): void {},
};

/** Takes in bar number `bars` (from 1). */
export function updateLinearRegression(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  close: number,
): void {
  const oldest = pushWindow(arena, base, length, bars, close);
  if (bars < length) return;
  const middle = (length - 1) / 2;
  const mean = sumWindow(arena, base, length, oldest) / length;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let k = 0; k < length; k++) {
    const x = k - middle;
    const y = inWindow(arena, base, length, oldest, k) - mean;
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  const slope = xy / xx;
  values[slot] = slope;
  values[slot + 1] = mean + slope * middle;
  values[slot + 2] = yy === 0 ? 0 : (xy * xy) / (xx * yy);
}
