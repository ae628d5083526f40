import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { flag } from "../verdicts.ts";

/** No order of ours may trade with another of ours. */
export const selfMatch: PreTradeCheck = {
  id: "self-match",
  label: "Does not cross an own order",
  unit: "flag",
  scope: "all",
  alwaysEnforced: false,
  denyCode: "SELF_MATCH",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    return flag(measure, !context.hasOpposingOrder);
  },
};
