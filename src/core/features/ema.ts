/**
 * Exponential moving average of closes: the simple mean of the first n (summed left to right),
 * then e += a (x - e) with a = 2 / (n + 1). Defined from bar n on.
 *
 * Averages are what most bars compute, so they do not go through the bank's switch: averages whose
 * slots follow each other form a run of columns and one tight loop. Slots by arithmetic instead of
 * by a table halve its time.
 */
import { type FeatureDefinition, PERIOD } from "./feature-spec.ts";

/** Averages in neighbouring slots, by column; the value in the slot is the state. Plain data. */
export interface EmaRun {
  /** Slot of the first average; number k has slot firstSlot + k. */
  readonly firstSlot: number;
  count: number;
  /** Bars until the slowest is defined; until then the slow loop runs. */
  warmupBars: number;
  /** Int32Array[count]: n. */
  lengths: Int32Array;
  /** Float64Array[count]: a. */
  factors: Float64Array;
  /** Float64Array[count]: sum of the first closes. */
  sums: Float64Array;
}

/** No cells in the bank's arena: the state is in {@link EmaRun}. */
export const EMA: FeatureDefinition = {
  kind: "ema",
  summary: "Exponential moving average of closes, seeded with the mean of the first period closes",
  parameters: [PERIOD],
  outputs: ["ema"],
  cells: () => 0,
  initialise(): void {},
};

/** Adds an average of `length` closes with its value in `slot` to the bank's runs; before the first bar only. */
export function addEma(runs: EmaRun[], slot: number, length: number): void {
  let run = runs.at(-1);
  if (run === undefined || run.firstSlot + run.count !== slot) {
    run = {
      firstSlot: slot,
      count: 0,
      warmupBars: 0,
      lengths: new Int32Array(0),
      factors: new Float64Array(0),
      sums: new Float64Array(0),
    };
    runs.push(run);
  }
  run.count += 1;
  run.warmupBars = Math.max(run.warmupBars, length);
  run.lengths = Int32Array.of(...run.lengths, length);
  run.factors = Float64Array.of(...run.factors, 2 / (length + 1));
  run.sums = new Float64Array(run.count);
}

/** Takes bar number `bars` (from 1) into the averages of one run. */
export function updateEmas(
  run: EmaRun,
  values: Float64Array,
  previous: Float64Array,
  bars: number,
  close: number,
): void {
  if (bars <= run.warmupBars) {
    warmUp(run, values, previous, bars, close);
    return;
  }
  const { firstSlot, count, factors } = run;
  for (let k = 0; k < count; k++) {
    const slot = firstSlot + k;
    const e = values[slot] as number;
    previous[slot] = e;
    values[slot] = e + (factors[k] as number) * (close - e);
  }
}

function warmUp(run: EmaRun, values: Float64Array, previous: Float64Array, bars: number, close: number): void {
  const { firstSlot, count, lengths, factors, sums } = run;
  for (let k = 0; k < count; k++) {
    const slot = firstSlot + k;
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
