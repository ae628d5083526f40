/**
 * Relative strength index after Wilder: average gain and loss are the simple means of the first n
 * changes, then e += (x - e) / n taken as e += a (x - e) with a = 1 / n; 100 - 100 / (1 + gain / loss).
 * 100 when there was no loss, 50 when there was no change at all. Defined from bar n + 1 on.
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";

/** Cells: previous close, average (first: sum of) gain, average (first: sum of) loss, smoothing factor. */
export const RSI: FeatureDefinition = {
  kind: "rsi",
  summary: "Wilder's relative strength index of closes",
  parameters: [barsParameter("period", 14)],
  outputs: ["rsi"],
  cells: () => 4,
  initialise(arena: Float64Array, base: number, { period = 1 }: FeatureParameters): void {
    arena[base + 3] = 1 / period;
  },
};

/** Takes in bar number `bars` (from 1). */
export function updateRsi(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  close: number,
): void {
  const change = close - (arena[base] as number);
  arena[base] = close;
  if (bars === 1) return;
  const up = change > 0 ? change : 0;
  const down = change < 0 ? -change : 0;
  let gain = arena[base + 1] as number;
  let loss = arena[base + 2] as number;
  if (bars > length + 1) {
    const a = arena[base + 3] as number;
    gain += a * (up - gain);
    loss += a * (down - loss);
  } else {
    gain += up;
    loss += down;
    if (bars === length + 1) {
      gain /= length;
      loss /= length;
    }
  }
  arena[base + 1] = gain;
  arena[base + 2] = loss;
  if (bars > length) values[slot] = loss === 0 ? (gain === 0 ? 50 : 100) : 100 - 100 / (1 + gain / loss);
}
