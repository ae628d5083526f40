import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost, notApplicable, ratioOf } from "../verdicts.ts";

/** Notional of one order over the account's equity. */
export const orderValue: PreTradeCheck = {
  id: "order-value",
  label: "Order value as a share of equity",
  unit: "ratio",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "MAX_ORDER_VALUE",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    const { orderValueMaxRatio } = context.limits;
    if (orderValueMaxRatio === null) return notApplicable(measure);
    return atMost(measure, ratioOf(measure.notionalMicros, context.equityMicros), orderValueMaxRatio);
  },
};
