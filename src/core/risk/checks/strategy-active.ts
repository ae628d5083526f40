import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { flag } from "../verdicts.ts";

/** Only an ACTIVE strategy opens; what it holds may always be closed. */
export const strategyActive: PreTradeCheck = {
  id: "strategy-active",
  label: "Strategy is active",
  unit: "flag",
  scope: "all",
  alwaysEnforced: false,
  denyCode: "STRATEGY_INACTIVE",
  evaluate(order: Order, context: PortfolioContext, measure: Measure): number {
    return flag(measure, order.effect === "close" || context.strategyIsActive);
  },
};
