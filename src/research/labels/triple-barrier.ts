/**
 * Labels by three barriers around the close of a bar: a target with the trade, a stop against it,
 * and the end of the horizon; the label is which one was touched first. An open beyond a barrier
 * touches it at the open. A bar that reaches both barriers from an open between them does not tell
 * which came first: the loss side is taken, as fills in simulation do, and the bar is counted.
 * Source: M. López de Prado, Advances in Financial Machine Learning (2018), section 3.4.
 */
import { NO_END } from "./label-horizon.ts";
import type { LabelPrices } from "./rise-label.ts";

/** Where the barriers stand. */
export interface Barriers {
  readonly side: "long" | "short";
  /** Distances from the close as ratios of it; null: no such barrier. */
  readonly target: number | null;
  readonly stop: number | null;
  /** Per bar, target and stop are multiples of it (a volatility); null: of 1. NaN or 0: the bar has no label. */
  readonly scale: ArrayLike<number> | null;
}

/** Labels of all bars; every array has one entry per bar. */
export interface BarrierLabels {
  /** 1 target, -1 stop, 0 the horizon ended, NaN no label. */
  readonly touched: Float64Array;
  /** Index of the bar of the touch or the end; -1 without a label. For the purge. */
  readonly ends: Int32Array;
  /** Return of the trade from close to touch before costs, positive for a gain; NaN without a label. */
  readonly returns: Float64Array;
  /** 1 where one bar reached both barriers. */
  readonly ambiguous: Uint8Array;
  readonly ambiguousCount: number;
}

/** Labels all bars over their horizons, `ends` from label-horizon.ts. */
export function tripleBarrier(prices: LabelPrices, ends: Int32Array, barriers: Barriers): BarrierLabels {
  const labels = {
    touched: new Float64Array(ends.length).fill(Number.NaN),
    ends: new Int32Array(ends.length).fill(NO_END),
    returns: new Float64Array(ends.length).fill(Number.NaN),
    ambiguous: new Uint8Array(ends.length),
  };
  let ambiguousCount = 0;
  for (let i = 0; i < ends.length; i += 1) {
    const scale = barriers.scale === null ? 1 : (barriers.scale[i] as number);
    if (ends[i] === NO_END || !(scale > 0)) continue;
    const touch = firstTouch(prices, i, ends[i] as number, barriers, scale);
    labels.touched[i] = touch.touched;
    labels.ends[i] = touch.bar;
    const ratio = touch.price / (prices.close[i] as number) - 1;
    labels.returns[i] = barriers.side === "long" ? ratio : -ratio;
    if (touch.isAmbiguous) {
      labels.ambiguous[i] = 1;
      ambiguousCount += 1;
    }
  }
  return { ...labels, ambiguousCount };
}

interface Touch {
  readonly touched: -1 | 0 | 1;
  readonly bar: number;
  readonly price: number;
  readonly isAmbiguous: boolean;
}

function firstTouch(prices: LabelPrices, start: number, end: number, barriers: Barriers, scale: number): Touch {
  const { open, high, low, close } = prices;
  const entry = close[start] as number;
  const isLong = barriers.side === "long";
  const above = isLong ? barriers.target : barriers.stop;
  const below = isLong ? barriers.stop : barriers.target;
  const upper = above === null ? Number.POSITIVE_INFINITY : entry * (1 + above * scale);
  const lower = below === null ? Number.NEGATIVE_INFINITY : entry * (1 - below * scale);
  const ofUpper = isLong ? 1 : -1;
  const ofLower = isLong ? -1 : 1;
  for (let bar = start + 1; bar <= end; bar += 1) {
    const first = open[bar] as number;
    if (first >= upper) return { touched: ofUpper, bar, price: first, isAmbiguous: false };
    if (first <= lower) return { touched: ofLower, bar, price: first, isAmbiguous: false };
    const isUpper = (high[bar] as number) >= upper;
    const isLower = (low[bar] as number) <= lower;
    if (isUpper && isLower) return { touched: -1, bar, price: isLong ? lower : upper, isAmbiguous: true };
    if (isUpper) return { touched: ofUpper, bar, price: upper, isAmbiguous: false };
    if (isLower) return { touched: ofLower, bar, price: lower, isAmbiguous: false };
  }
  return { touched: 0, bar: end, price: close[end] as number, isAmbiguous: false };
}
