/**
 * The label "up by a threshold within the horizon": 1 when it came true, 0 when it did not, NaN
 * where the horizon reaches beyond the data. Compared with close x (1 + threshold) of the bar's
 * own close; a negative threshold asks for a fall of as much.
 */
import { NO_END } from "./label-horizon.ts";

/** What has to reach the level: the last close, any close, or any high (low, for a fall) of the horizon. */
export type RiseRule = "last-close" | "any-close" | "any-extreme";

/** Columns of any unit, all of one length. */
export interface LabelPrices {
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
}

/** Labels of all bars, Float64Array[bars] of 1, 0 or NaN; `ends` from label-horizon.ts. */
export function riseLabels(
  prices: LabelPrices,
  ends: Int32Array,
  { threshold, rule }: { readonly threshold: number; readonly rule: RiseRule },
): Float64Array {
  const { close } = prices;
  const extremes = threshold < 0 ? prices.low : prices.high;
  const looked = rule === "any-extreme" ? extremes : close;
  const labels = new Float64Array(ends.length).fill(Number.NaN);
  for (let i = 0; i < ends.length; i += 1) {
    const end = ends[i] as number;
    if (end === NO_END) continue;
    const level = (close[i] as number) * (1 + threshold);
    let isReached = false;
    for (let j = rule === "last-close" ? end : i + 1; j <= end && !isReached; j += 1) {
      const price = looked[j] as number;
      isReached = threshold < 0 ? price <= level : price >= level;
    }
    labels[i] = isReached ? 1 : 0;
  }
  return labels;
}
