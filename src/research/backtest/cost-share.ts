import type { TradeRow } from "./result-rows.ts";

/**
 * Commission and slippage of closed trades over what the winners among them made before both;
 * null without such a winner.
 */
export function costShareOf(trades: readonly Pick<TradeRow, "grossPnl" | "costs" | "slippage">[]): number | null {
  let paid = 0;
  let profit = 0;
  for (const trade of trades) {
    const slippage = Number(trade.slippage);
    paid += Number(trade.costs) + slippage;
    profit += Math.max(0, Number(trade.grossPnl) + slippage);
  }
  return profit > 0 ? paid / profit : null;
}
