/**
 * Exponential moving average of closes: the simple mean of the first n (summed left to right),
 * then e += a (x - e) with a = 2 / (n + 1). Defined from bar n on.
 *
 * The averages of a bank stand in columns of their own and run in one tight loop, because they are
 * what most bars compute; the other kernels go through the bank's switch.
 */
import { barsParameter, type FeatureDefinition } from "./feature-spec.ts";

/** All averages of one bank by column; plain data. */
export interface EmaColumns {
  count: number;
  /** Bars until the slowest is defined; until then the slow loop runs. */
  warmupBars: number;
  /** Int32Array[averages]: slot of the value, which is also the state. */
  slots: Int32Array;
  /** Int32Array[averages]: n. */
  lengths: Int32Array;
  /** Float64Array[averages]: a. */
  factors: Float64Array;
  /** Float64Array[averages]: sum of the first closes. */
  sums: Float64Array;
}

/** No cells in the bank's arena: the state is in {@link EmaColumns}. */
export const EMA: FeatureDefinition = {
  kind: "ema",
  summary: "Exponential moving average of closes, seeded with the mean of the first period closes",
  parameters: [barsParameter("period", 20)],
  outputs: ["ema"],
  cells: () => 0,
  initialise(): void {},
};

/** Columns without an average. */
export function createEmaColumns(): EmaColumns {
  return {
    count: 0,
    warmupBars: 0,
    slots: new Int32Array(0),
    lengths: new Int32Array(0),
    factors: new Float64Array(0),
    sums: new Float64Array(0),
  };
}

/** Adds an average of `length` closes with its value in `slot`; before the first bar only. */
export function addEma(emas: EmaColumns, slot: number, length: number): void {
  emas.count += 1;
  emas.warmupBars = Math.max(emas.warmupBars, length);
  emas.slots = Int32Array.of(...emas.slots, slot);
  emas.lengths = Int32Array.of(...emas.lengths, length);
  emas.factors = Float64Array.of(...emas.factors, 2 / (length + 1));
  emas.sums = new Float64Array(emas.count);
}

/** Takes bar number `bars` (from 1) into all averages. */
export function updateEmas(
  emas: EmaColumns,
  values: Float64Array,
  previous: Float64Array,
  bars: number,
  close: number,
): void {
  if (bars <= emas.warmupBars) {
    warmUp(emas, values, previous, bars, close);
    return;
  }
  const { count, slots, factors } = emas;
  for (let k = 0; k < count; k++) {
    const slot = slots[k] as number;
    const e = values[slot] as number;
    previous[slot] = e;
    values[slot] = e + (factors[k] as number) * (close - e);
  }
}

function warmUp(emas: EmaColumns, values: Float64Array, previous: Float64Array, bars: number, close: number): void {
  const { count, slots, lengths, factors, sums } = emas;
  for (let k = 0; k < count; k++) {
    const slot = slots[k] as number;
    const length = lengths[k] as number;
    const e = values[slot] as number;
    previous[slot] = e;
    if (bars > length) {
      values[slot] = e + (factors[k] as number) * (close - e);
      continue;
    }
    const sum = (sums[k] as number) + close;
    sums[k] = sum;
    if (bars === length) values[slot] = sum / length;
  }
}
