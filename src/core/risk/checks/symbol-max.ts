import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost, notApplicable, ratioOf } from "../verdicts.ts";

/** Exposure of all strategies in this instrument, this order included, over equity. */
export const symbolMax: PreTradeCheck = {
  id: "symbol-max",
  label: "Share of one instrument",
  unit: "ratio",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "MAX_SYMBOL_SHARE",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    const { symbolMaxRatio } = context.limits;
    if (symbolMaxRatio === null) return notApplicable(measure);
    const after = context.symbolExposureMicros + measure.notionalMicros;
    return atMost(measure, ratioOf(after, context.equityMicros), symbolMaxRatio);
  },
};
