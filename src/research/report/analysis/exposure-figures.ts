import type { EquityCurve } from "../../backtest/equity-curve.ts";
import type { TradeRow } from "../../backtest/result-rows.ts";
import type { MetricNotes } from "../../metrics/figure.ts";
import { missing } from "../../metrics/figure.ts";

/** How much was at stake; ratios of equity at bar closes. */
export interface ExposureFigures {
  /** |position value| / equity, mean over the bars with a position; long and short of one bar cancel. */
  readonly averageLeverage: number | null;
  readonly maxLeverage: number | null;
  /** Largest share of one instrument in the notional of all entries. */
  readonly largestShare: number | null;
  /** Profit of the best trade / profit of all winners. */
  readonly bestTradeShare: number | null;
}

/** Figures of the curve and the trades; reasons of null ones go to `notes`. */
export function exposureFigures(curve: EquityCurve, trades: readonly TradeRow[], notes: MetricNotes): ExposureFigures {
  let sum = 0;
  let most = 0;
  let held = 0;
  for (let i = 0; i < curve.count; i += 1) {
    const leverage = leverageAt(curve, i);
    if (leverage === 0) continue;
    held += 1;
    sum += leverage;
    if (leverage > most) most = leverage;
  }
  const { largestShare, bestTradeShare } = shares(trades, notes);
  return {
    averageLeverage: held === 0 ? missing(notes, "averageLeverage", "NO_TRADES") : sum / held,
    maxLeverage: held === 0 ? missing(notes, "maxLeverage", "NO_TRADES") : most,
    largestShare,
    bestTradeShare,
  };
}

/** |equity - cash| / equity at mark `i`; 0 without equity to measure against. */
export function leverageAt(curve: EquityCurve, i: number): number {
  const equity = curve.equity[i] as number;
  return equity > 0 ? Math.abs(equity - (curve.cash[i] as number)) / equity : 0;
}

function shares(
  trades: readonly TradeRow[],
  notes: MetricNotes,
): Pick<ExposureFigures, "largestShare" | "bestTradeShare"> {
  const notional = new Map<string, number>();
  let all = 0;
  let won = 0;
  let best = 0;
  for (const trade of trades) {
    const value = trade.quantity * Number(trade.entryPrice);
    notional.set(trade.instrument, (notional.get(trade.instrument) ?? 0) + value);
    all += value;
    const net = Number(trade.netPnl);
    if (net > 0) won += net;
    if (net > best) best = net;
  }
  return {
    largestShare: all > 0 ? Math.max(...notional.values()) / all : missing(notes, "largestShare", "NO_TRADES"),
    bestTradeShare:
      won > 0 ? best / won : missing(notes, "bestTradeShare", trades.length === 0 ? "NO_TRADES" : "NO_WINS"),
  };
}
