import { roundHalfEvenToInteger } from "../../math/round.ts";
import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost, notApplicable } from "../verdicts.ts";

/** Messages of the account in the last minute, this one included; entries may not use the share kept for cancels and exits (R9). */
export const messageRate: PreTradeCheck = {
  id: "message-rate",
  label: "Messages per minute",
  unit: "count",
  scope: "all",
  alwaysEnforced: false,
  denyCode: "MESSAGE_RATE",
  evaluate(order: Order, context: PortfolioContext, measure: Measure): number {
    const { messagesPerMinuteMax, messagesReserveRatio } = context.limits;
    if (messagesPerMinuteMax === null) return notApplicable(measure);
    const kept = order.effect === "open" ? roundHalfEvenToInteger(messagesPerMinuteMax * messagesReserveRatio) : 0;
    return atMost(measure, context.messagesLastMinute + 1, messagesPerMinuteMax - kept);
  },
};
