import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost, notApplicable } from "../verdicts.ts";

/** Instruments with a position or an opening order under way, this one included. */
export const positionsMax: PreTradeCheck = {
  id: "positions-max",
  label: "Concurrent positions",
  unit: "count",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "MAX_POSITIONS",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    const { positionsMax } = context.limits;
    if (positionsMax === null) return notApplicable(measure);
    return atMost(measure, context.otherPositionCount + 1, positionsMax);
  },
};
