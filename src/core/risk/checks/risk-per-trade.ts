import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import { notionalMicros } from "../../valuation/order-cost.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost, notApplicable, ratioOf } from "../verdicts.ts";

/** Entry-to-stop distance times size over equity; without a stop only a declared exemption for unlevered stock is let through. */
export const riskPerTrade: PreTradeCheck = {
  id: "risk-per-trade",
  label: "Equity at risk to the stop",
  unit: "ratio",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "RISK_PER_TRADE",
  evaluate(order: Order, context: PortfolioContext, measure: Measure): number {
    const { limits, instrument, strategy, equityMicros } = context;
    if (limits.riskPerTradeRatio === null) return notApplicable(measure);
    if (order.stopDistanceTicks === null) {
      if (strategy.isStopExempt && instrument.kind === "equity") return notApplicable(measure);
      return atMost(measure, Number.NaN, limits.riskPerTradeRatio);
    }
    const distance = order.stopDistanceTicks * instrument.tickMicros;
    const atRisk = notionalMicros(instrument, order.quantityLots, distance);
    return atMost(measure, ratioOf(atRisk, equityMicros), limits.riskPerTradeRatio);
  },
};
