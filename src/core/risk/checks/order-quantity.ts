import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost, notApplicable } from "../verdicts.ts";

/** Lots of one order. */
export const orderQuantity: PreTradeCheck = {
  id: "order-quantity",
  label: "Order quantity",
  unit: "lots",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "MAX_ORDER_QUANTITY",
  evaluate(order: Order, context: PortfolioContext, measure: Measure): number {
    const { orderQuantityMaxLots } = context.limits;
    if (orderQuantityMaxLots === null) return notApplicable(measure);
    return atMost(measure, order.quantityLots, orderQuantityMaxLots);
  },
};
