import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import { notionalMicros } from "../../valuation/order-cost.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost, notApplicable } from "../verdicts.ts";

/** The strategy's own position in this instrument after the order; a reversal's old side is closed first and not counted. */
export const strategyPositionMax: PreTradeCheck = {
  id: "strategy-position-max",
  label: "Position of the strategy",
  unit: "micros",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "MAX_STRATEGY_POSITION",
  evaluate(order: Order, context: PortfolioContext, measure: Measure): number {
    const { strategy, instrument } = context;
    if (strategy.maxPositionMicros === null) return notApplicable(measure);
    const signedLots = order.side === "buy" ? context.strategyLots : -context.strategyLots;
    const lots = Math.max(0, signedLots) + context.strategyOpeningLots;
    const held = lots === 0 ? 0 : notionalMicros(instrument, lots, context.lastMicros);
    return atMost(measure, held + measure.notionalMicros, strategy.maxPositionMicros);
  },
};
