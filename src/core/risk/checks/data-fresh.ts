import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import { MICROS_PER_SECOND } from "../../model/units.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost } from "../verdicts.ts";

/** Bars are fresh for their own length and five seconds of session time (semantics section 3). */
export const dataFresh: PreTradeCheck = {
  id: "data-fresh",
  label: "Market data is fresh",
  unit: "seconds",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "STALE_DATA",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    return atMost(measure, context.dataAgeMicros / MICROS_PER_SECOND, context.barMicros / MICROS_PER_SECOND + 5);
  },
};
