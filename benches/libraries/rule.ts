/** The rule that all contestants trade, and what the comparison asks of each of them. */

/** One bar as the libraries want it: prices in units of the currency. */
export interface Bar {
  readonly time: Date;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** One closed trade of one unit: bars by their opening time in ms, prices in units of the currency. */
export interface ClosedTrade {
  readonly entryMs: number;
  readonly entryPrice: number;
  readonly exitMs: number;
  readonly exitPrice: number;
}

export const FAST = 12;
export const SLOW = 26;

/** What the averages say at the close of a bar; `none` also before both were defined at the bar before. */
export type Cross = "up" | "down" | "none";

/** The averages of ema-cross as semantics section 4 defines them, told close by close. */
export function createCross(): (close: number) => Cross {
  const fast = createEma(FAST);
  const slow = createEma(SLOW);
  let before = Number.NaN;
  return (close) => {
    const difference = fast(close) - slow(close);
    const cross = difference > 0 && before <= 0 ? "up" : difference < 0 && before >= 0 ? "down" : "none";
    before = difference;
    return cross;
  };
}

/** Seeded with the mean of the first `period` closes; NaN before. */
function createEma(period: number): (close: number) => number {
  const weight = 2 / (period + 1);
  let count = 0;
  let sum = 0;
  let ema = Number.NaN;
  return (close) => {
    count += 1;
    if (count > period) ema += weight * (close - ema);
    else {
      sum += close;
      if (count === period) ema = sum / period;
    }
    return ema;
  };
}
