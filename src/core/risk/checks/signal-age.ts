import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import { MICROS_PER_SECOND } from "../../model/units.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost } from "../verdicts.ts";

/** Time since receipt, or since the session opened for an order that waited for it; built-ins decide at once and have age 0. */
export const signalAge: PreTradeCheck = {
  id: "signal-age",
  label: "Signal is young enough",
  unit: "seconds",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "SIGNAL_TOO_OLD",
  evaluate(order: Order, context: PortfolioContext, measure: Measure): number {
    if (order.externalSignalId === null) return atMost(measure, 0, context.strategy.signalTtlSeconds);
    const since = Math.max(order.tsBar, order.tsCreated, order.tsLast);
    return atMost(measure, (context.now - since) / MICROS_PER_SECOND, context.strategy.signalTtlSeconds);
  },
};
