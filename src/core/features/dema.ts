/**
 * Double exponential moving average: 2 e1 - e2, e1 the exponential average of closes and e2 that of
 * e1. Both start at the mean of the first n closes (not e2 at the mean of n values of e1), so it is
 * defined from bar n on.
 * Source: P. Mulloy, Technical Analysis of Stocks & Commodities 12:1 (1994).
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { AVERAGE_CELLS, startExponential, stepAverage } from "./smoothing.ts";

/** Cells: the average of closes, its average. */
export const DEMA: FeatureDefinition = {
  kind: "dema",
  summary: "Double exponential moving average of closes",
  parameters: [barsParameter("period", 20)],
  outputs: ["dema"],
  cells: () => AVERAGE_CELLS + 1,
  initialise(arena: Float64Array, base: number, { period = 0 }: FeatureParameters): void {
    startExponential(arena, base, period);
  },
};

/** Takes in bar number `bars` (from 1). */
export function updateDema(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  close: number,
): void {
  const e1 = stepAverage(arena, base, bars, close);
  if (bars < length) return;
  const a = arena[base + 1] as number;
  const before = arena[base + AVERAGE_CELLS] as number;
  const e2 = bars === length ? e1 : before + a * (e1 - before);
  arena[base + AVERAGE_CELLS] = e2;
  values[slot] = 2 * e1 - e2;
}
