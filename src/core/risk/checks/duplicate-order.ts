import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import { MICROS_PER_SECOND } from "../../model/units.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atLeast, notApplicable } from "../verdicts.ts";

/** Same instrument, side and lots from one strategy again within seconds is a repeated execution, not a wish. */
export const duplicateOrder: PreTradeCheck = {
  id: "duplicate",
  label: "Not a repeat of the last order",
  unit: "seconds",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "DUPLICATE_ORDER",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    const { repeatSeconds } = context.limits;
    if (repeatSeconds === null) return notApplicable(measure);
    return atLeast(measure, context.sameOrderAgeMicros / MICROS_PER_SECOND, repeatSeconds);
  },
};
