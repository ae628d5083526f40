/**
 * Triple exponential moving average: 3 e1 - 3 e2 + e3, e1 the exponential average of closes, e2 that
 * of e1 and e3 that of e2. All start at the mean of the first n closes, so it is defined from bar n on.
 * Source: P. Mulloy, Technical Analysis of Stocks & Commodities 12:1 (1994).
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { AVERAGE_CELLS, startExponential, stepAverage } from "./smoothing.ts";

/** Cells: the average of closes, its average, the average of that. */
export const TEMA: FeatureDefinition = {
  kind: "tema",
  summary: "Triple exponential moving average of closes",
  parameters: [barsParameter("period", 20)],
  outputs: ["tema"],
  cells: () => AVERAGE_CELLS + 2,
  initialise(arena: Float64Array, base: number, { period = 0 }: FeatureParameters): void {
    startExponential(arena, base, period);
  },
};

/** Takes in bar number `bars` (from 1). */
export function updateTema(
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
  const at = base + AVERAGE_CELLS;
  const before2 = arena[at] as number;
  const before3 = arena[at + 1] as number;
  const e2 = bars === length ? e1 : before2 + a * (e1 - before2);
  const e3 = bars === length ? e1 : before3 + a * (e2 - before3);
  arena[at] = e2;
  arena[at + 1] = e3;
  values[slot] = 3 * e1 - 3 * e2 + e3;
}
