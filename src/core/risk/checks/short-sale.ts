import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost, notApplicable } from "../verdicts.ts";

/** Account rule: the initial margin (50 %) of all short sales, this one included, is covered by equity. */
export const shortSale: PreTradeCheck = {
  id: "short-sale",
  label: "Initial margin of short sales",
  unit: "micros",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "SHORT_SALE_MARGIN",
  evaluate(order: Order, context: PortfolioContext, measure: Measure): number {
    if (order.side !== "sell") return notApplicable(measure);
    return atMost(measure, context.marginUsedMicros + measure.marginMicros, context.equityMicros);
  },
};
