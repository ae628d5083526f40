import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost, notApplicable } from "../verdicts.ts";

/** A closing order may not open or flip the strategy's own sub-position (R6); value and limit in lots. */
export const reduceOnly: PreTradeCheck = {
  id: "reduce-only",
  label: "Closes no more than is held",
  unit: "lots",
  scope: "all",
  alwaysEnforced: true,
  denyCode: "REDUCE_ONLY",
  evaluate(order: Order, context: PortfolioContext, measure: Measure): number {
    if (order.effect !== "close") return notApplicable(measure);
    const held = order.side === "sell" ? context.strategyLots : -context.strategyLots;
    return atMost(measure, order.quantityLots - order.cumLots, Math.max(0, held - context.strategyClosingLots));
  },
};
