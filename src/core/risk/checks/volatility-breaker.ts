import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { MICROS_PER_SECOND } from "../../model/units.ts";
import { atMost, notApplicable } from "../verdicts.ts";

/** Seconds that entries still wait since the five-minute range left its usual size (RISK-10); not applicable before there is a usual one. */
export const volatilityBreaker: PreTradeCheck = {
  id: "volatility-breaker",
  label: "No pause after an unusual range",
  unit: "seconds",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "VOLATILITY_BREAKER",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    if (!context.hasUsualRange) return notApplicable(measure);
    return atMost(measure, Math.max(0, (context.tsRangePauseEnds - context.now) / MICROS_PER_SECOND), 0);
  },
};
