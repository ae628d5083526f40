/**
 * Heikin-ashi bars: close = (open + high + low + close) / 4, open = the middle of open and close of
 * the heikin-ashi bar before (at first of the bar itself), high and low the extremes of the bar's
 * own and these two. Defined from the first bar on.
 */
import type { FeatureDefinition } from "./feature-spec.ts";

/** No cells: the values are the state. */
export const HEIKIN_ASHI: FeatureDefinition = {
  kind: "heikin-ashi",
  summary: "Bars averaged with the ones before them",
  parameters: [],
  outputs: ["open", "high", "low", "close"],
  cells: () => 0,
  initialise(): void {},
};

/** Takes in bar number `bars` (from 1). */
export function updateHeikinAshi(
  values: Float64Array,
  slot: number,
  bars: number,
  open: number,
  high: number,
  low: number,
  close: number,
): void {
  const isFirst = bars === 1;
  const openBefore = isFirst ? open : (values[slot] as number);
  const closeBefore = isFirst ? close : (values[slot + 3] as number);
  const middle = (openBefore + closeBefore) / 2;
  const mean = (open + high + low + close) / 4;
  values[slot] = middle;
  values[slot + 1] = Math.max(high, middle, mean);
  values[slot + 2] = Math.min(low, middle, mean);
  values[slot + 3] = mean;
}
