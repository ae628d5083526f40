import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost, notApplicable } from "../verdicts.ts";

/** Entries of the strategy in the last minute, this one included. */
export const entryRate: PreTradeCheck = {
  id: "entry-rate",
  label: "Entries per minute",
  unit: "count",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "ENTRY_RATE",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    const { entriesPerMinuteMax } = context.limits;
    if (entriesPerMinuteMax === null) return notApplicable(measure);
    return atMost(measure, context.entriesLastMinute + 1, entriesPerMinuteMax);
  },
};
