import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { below, notApplicable } from "../verdicts.ts";

/** Realised and unrealised loss of the strategy since the session began; reaching its limit stops its entries. */
export const strategyDailyLoss: PreTradeCheck = {
  id: "strategy-daily-loss",
  label: "Loss of the strategy today",
  unit: "micros",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "STRATEGY_DAILY_LOSS",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    const { maxDailyLossMicros } = context.strategy;
    if (maxDailyLossMicros === null) return notApplicable(measure);
    return below(measure, 0 - context.strategyDayPnlMicros, maxDailyLossMicros);
  },
};
