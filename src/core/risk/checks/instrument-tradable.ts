import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { flag } from "../verdicts.ts";

/** The instrument is not halted and, for opening orders, one of the strategy's own. */
export const instrumentTradable: PreTradeCheck = {
  id: "instrument-tradable",
  label: "Instrument is tradable and on the strategy's list",
  unit: "flag",
  scope: "all",
  alwaysEnforced: false,
  denyCode: "INSTRUMENT_NOT_TRADABLE",
  evaluate(order: Order, context: PortfolioContext, measure: Measure): number {
    const { instrument, strategy } = context;
    const isListed = order.effect === "close" || strategy.instruments.includes(instrument.index);
    return flag(measure, instrument.isTradable && isListed);
  },
};
