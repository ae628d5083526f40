import type { BarColumns } from "../../../data/bar-columns.ts";
import type { TradeRow } from "../../backtest/result-rows.ts";
import type { ExitReason } from "./exit-reasons.ts";

/** How far prices went while trades were open, in the order of the trades; ratios of the entry price. */
export interface TradeExcursions {
  /** Against the trade (MAE), 0 or positive. */
  readonly adverse: readonly number[];
  /** For the trade (MFE), 0 or positive. */
  readonly favourable: readonly number[];
  /** Bars from entry to exit. */
  readonly bars: readonly number[];
}

/**
 * Excursions of every trade: the ranges of the bars it was open for and its two fill prices. Of
 * the bar in which a stop or target filled only that price counts, because what the bar did
 * afterwards did not touch the trade.
 */
export function tradeExcursions(
  trades: readonly TradeRow[],
  reasons: readonly ExitReason[],
  bars: readonly BarColumns[],
): TradeExcursions {
  const bySymbol = new Map(bars.map((columns) => [columns.symbol, columns]));
  const adverse: number[] = [];
  const favourable: number[] = [];
  const lengths: number[] = [];
  trades.forEach((trade, i) => {
    const columns = bySymbol.get(trade.instrument);
    const entry = Number(trade.entryPrice);
    const exit = Number(trade.exitPrice);
    let low = Math.min(entry, exit);
    let high = Math.max(entry, exit);
    let length = 0;
    if (columns !== undefined) {
      const from = Date.parse(trade.entryTime) * 1000;
      const to = Date.parse(trade.exitTime) * 1000;
      const isInsideBar = reasons[i] === "stop" || reasons[i] === "target";
      for (let at = firstAtOrAfter(columns.tsOpen, columns.count, from); at < columns.count; at += 1) {
        const close = columns.tsClose[at] as number;
        if (close > to || (close === to && isInsideBar)) break;
        low = Math.min(low, (columns.lowMicros[at] as number) / 1e6);
        high = Math.max(high, (columns.highMicros[at] as number) / 1e6);
        length += 1;
      }
    }
    const down = (entry - low) / entry;
    const up = (high - entry) / entry;
    adverse.push(trade.side === "long" ? down : up);
    favourable.push(trade.side === "long" ? up : down);
    lengths.push(length);
  });
  return { adverse, favourable, bars: lengths };
}

/** First position whose value is `wanted` or more; `count` when there is none. */
function firstAtOrAfter(ascending: Float64Array, count: number, wanted: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
