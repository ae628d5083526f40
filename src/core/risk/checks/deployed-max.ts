import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost, notApplicable, ratioOf } from "../verdicts.ts";

/** Marked positions, opening orders under way and this order over equity. */
export const deployedMax: PreTradeCheck = {
  id: "deployed-max",
  label: "Capital deployed",
  unit: "ratio",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "MAX_DEPLOYED",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    const { deployedMaxRatio } = context.limits;
    if (deployedMaxRatio === null) return notApplicable(measure);
    const after = context.deployedMicros + measure.notionalMicros;
    return atMost(measure, ratioOf(after, context.equityMicros), deployedMaxRatio);
  },
};
