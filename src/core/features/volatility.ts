/**
 * Rolling volatility: sample standard deviation (ddof 1) of the last n simple returns of the close,
 * close / close before - 1, per bar and not annualised; the mean first, then the squared distances,
 * each from the oldest return to the newest. Defined from bar n + 1 on.
 */
import { sqrt } from "../math/elementary.ts";
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { pushWindow, sumSquares, sumWindow } from "./window.ts";

/** Cells: close before, a ring of the last returns. */
export const VOLATILITY: FeatureDefinition = {
  kind: "volatility",
  summary: "Sample deviation (ddof 1) of the last period simple returns, per bar",
  parameters: [barsParameter("period", 20, 2)],
  outputs: ["volatility"],
  cells: ({ period = 0 }: FeatureParameters) => 1 + period,
  initialise(): void {},
};

/** Takes in bar number `bars` (from 1). */
export function updateVolatility(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  close: number,
): void {
  const before = arena[base] as number;
  arena[base] = close;
  if (bars === 1) return;
  const oldest = pushWindow(arena, base + 1, length, bars - 1, close / before - 1);
  if (bars <= length) return;
  const centre = sumWindow(arena, base + 1, length, oldest) / length;
  values[slot] = sqrt(sumSquares(arena, base + 1, length, oldest, centre) / (length - 1));
}
