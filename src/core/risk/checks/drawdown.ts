import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import { drawdownLimitRatio } from "../limit-monitor.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { below, notApplicable, ratioOf } from "../verdicts.ts";

/** Fall from the highest equity; reaching the tightest of the two stops ends entries. */
export const drawdown: PreTradeCheck = {
  id: "drawdown",
  label: "Drawdown from the high-water mark",
  unit: "ratio",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "DRAWDOWN",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    const { limits, peakEquityMicros } = context;
    const limit = drawdownLimitRatio(limits);
    if (limit === Number.POSITIVE_INFINITY) return notApplicable(measure);
    return below(measure, ratioOf(peakEquityMicros - context.equityMicros, peakEquityMicros), limit);
  },
};
