import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { flag } from "../verdicts.ts";

/** Orders go out in session hours only; a decision after the close waits as INTENT for the next open. */
export const marketOpen: PreTradeCheck = {
  id: "market-open",
  label: "Market is open",
  unit: "flag",
  scope: "all",
  alwaysEnforced: false,
  denyCode: "MARKET_CLOSED",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    return flag(measure, context.isMarketOpen);
  },
};
