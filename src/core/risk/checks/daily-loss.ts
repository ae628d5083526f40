import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import { dailyLossLimitRatio } from "../limit-monitor.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { below, notApplicable, ratioOf } from "../verdicts.ts";

/** Loss since the session began over equity then; reaching the tightest of pause, halt and absolute cap stops entries. */
export const dailyLoss: PreTradeCheck = {
  id: "daily-loss",
  label: "Loss of the day",
  unit: "ratio",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "DAILY_LOSS",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    const { limits, dayStartEquityMicros } = context;
    const limit = dailyLossLimitRatio(limits, dayStartEquityMicros);
    if (limit === Number.POSITIVE_INFINITY) return notApplicable(measure);
    return below(measure, ratioOf(dayStartEquityMicros - context.equityMicros, dayStartEquityMicros), limit);
  },
};
