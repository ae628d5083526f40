import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost } from "../verdicts.ts";

/** What the order takes, slippage and commission included, against cash less collateral and reservations. */
export const buyingPower: PreTradeCheck = {
  id: "buying-power",
  label: "Buying power",
  unit: "micros",
  scope: "exposure",
  alwaysEnforced: true,
  denyCode: "BUYING_POWER",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    return atMost(measure, measure.costMicros, context.buyingPowerMicros);
  },
};
