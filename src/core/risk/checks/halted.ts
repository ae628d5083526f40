import { PASS } from "../../model/decision-trace.ts";
import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { flag } from "../verdicts.ts";

/**
 * The exchange trades the instrument. While it does not, nothing opens and an exit goes out all the
 * same: it passes with value 0 against limit 0, which notes the halt (F33).
 */
export const halted: PreTradeCheck = {
  id: "halted",
  label: "Instrument is not halted",
  unit: "flag",
  scope: "all",
  alwaysEnforced: true,
  denyCode: "INSTRUMENT_HALTED",
  evaluate(order: Order, context: PortfolioContext, measure: Measure): number {
    if (order.effect === "open" || !context.isHalted) return flag(measure, !context.isHalted);
    measure.value = 0;
    measure.limit = 0;
    return PASS;
  },
};
