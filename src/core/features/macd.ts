/**
 * Moving average convergence and divergence: EMA(fast) - EMA(slow), its signal EMA(signal) of that
 * line, and the histogram line - signal. Each average is seeded with the mean of its first n
 * values, so the line is defined from bar max(fast, slow) on and the signal `signal` - 1 bars later.
 * Source: G. Appel, Technical Analysis: Power Tools for Active Investors (2005), chapter 8.
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { AVERAGE_CELLS, startExponential, stepAverage } from "./smoothing.ts";

/** Cells: the three averages in the order of the parameters. */
export const MACD: FeatureDefinition = {
  kind: "macd",
  summary: "Difference of two exponential averages of closes, its own average and the distance from it",
  parameters: [barsParameter("fast", 12), barsParameter("slow", 26), barsParameter("signal", 9)],
  outputs: ["macd", "signal", "histogram"],
  cells: () => 3 * AVERAGE_CELLS,
  initialise(arena: Float64Array, base: number, parameters: FeatureParameters): void {
    const { fast = 0, slow = 0, signal = 0 } = parameters;
    startExponential(arena, base, fast);
    startExponential(arena, base + AVERAGE_CELLS, slow);
    startExponential(arena, base + 2 * AVERAGE_CELLS, signal);
  },
};

/** Takes in bar number `bars` (from 1) of an average of `fast` and one of more or fewer closes. */
export function updateMacd(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  fast: number,
  bars: number,
  close: number,
): void {
  const slow = arena[base + AVERAGE_CELLS] as number;
  const line = stepAverage(arena, base, bars, close) - stepAverage(arena, base + AVERAGE_CELLS, bars, close);
  const count = bars - Math.max(fast, slow) + 1;
  if (count < 1) return;
  const signal = stepAverage(arena, base + 2 * AVERAGE_CELLS, count, line);
  values[slot] = line;
  values[slot + 1] = signal;
  values[slot + 2] = line - signal;
}
