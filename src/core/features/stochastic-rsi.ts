/**
 * The stochastic oscillator of stochastic.ts over Wilder's relative strength index instead of
 * prices: the place of the index within its own last `k` values, in percent, 50 where they are
 * equal; smoothed over `smoothing` values (output k), averaged over `d` more (output d).
 * Source: T. Chande and S. Kroll, The New Technical Trader (1994).
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { RSI, updateRsi } from "./rsi.ts";
import { STOCHASTIC, updateStochastic } from "./stochastic.ts";

const RSI_CELLS = RSI.cells({});

/** Cells: k, the index, the state of the index, the state of the oscillator. */
export const STOCHASTIC_RSI: FeatureDefinition = {
  kind: "stochastic-rsi",
  summary: "Place of the relative strength index within its own last values",
  parameters: [
    barsParameter("period", 14),
    barsParameter("k", 14),
    barsParameter("d", 3),
    barsParameter("smoothing", 1),
  ],
  outputs: ["k", "d"],
  cells: (parameters: FeatureParameters) => 2 + RSI_CELLS + STOCHASTIC.cells(parameters),
  initialise(arena: Float64Array, base: number, parameters: FeatureParameters): void {
    arena[base] = parameters["k"] ?? 0;
    RSI.initialise(arena, base + 2, parameters);
    STOCHASTIC.initialise(arena, base + 2 + RSI_CELLS, parameters);
  },
};

/** Takes in bar number `bars` (from 1). */
export function updateStochasticRsi(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  close: number,
): void {
  updateRsi(arena, base + 2, arena, base + 1, length, bars, close);
  if (bars <= length) return;
  const rsi = arena[base + 1] as number;
  const k = arena[base] as number;
  updateStochastic(arena, base + 2 + RSI_CELLS, values, slot, k, bars - length, rsi, rsi, rsi);
}
