import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { flag } from "../verdicts.ts";

/** No order of the strategy in this instrument has an unknown outcome, and none that had ended works again (O7). */
export const unknownOutcome: PreTradeCheck = {
  id: "unknown-outcome",
  label: "No order here has an unknown outcome",
  unit: "flag",
  scope: "exposure",
  alwaysEnforced: true,
  denyCode: "UNKNOWN_OUTCOME",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    return flag(measure, !context.hasUnknownOrder);
  },
};
