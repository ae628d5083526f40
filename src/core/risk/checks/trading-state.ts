import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { flag } from "../verdicts.ts";

/** Anything but ACTIVE forbids opening orders; closing ones pass in every state (D-10). */
export const tradingState: PreTradeCheck = {
  id: "trading-state",
  label: "Kill switch allows it",
  unit: "flag",
  scope: "all",
  alwaysEnforced: true,
  denyCode: "KILL_SWITCH",
  evaluate(order: Order, context: PortfolioContext, measure: Measure): number {
    return flag(measure, order.effect === "close" || context.tradingState === "ACTIVE");
  },
};
