import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost, notApplicable, ratioOf } from "../verdicts.ts";

/** Initial margin of positions, opening orders under way and this order over equity. */
export const marginMax: PreTradeCheck = {
  id: "margin-max",
  label: "Margin utilisation",
  unit: "ratio",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "MARGIN_UTILISATION",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    const { marginMaxRatio } = context.limits;
    if (marginMaxRatio === null) return notApplicable(measure);
    const after = context.marginUsedMicros + measure.marginMicros;
    return atMost(measure, ratioOf(after, context.equityMicros), marginMaxRatio);
  },
};
