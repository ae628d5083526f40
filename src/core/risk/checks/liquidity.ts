import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import { FAIL } from "../../model/decision-trace.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { notApplicable } from "../verdicts.ts";

/** A feed of bars has neither spread nor size: not applicable, and in LIVE a refusal (semantics section 3). */
export const liquidity: PreTradeCheck = {
  id: "liquidity",
  label: "Spread and displayed size",
  unit: "ratio",
  scope: "exposure",
  alwaysEnforced: false,
  denyCode: "LIQUIDITY",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    const verdict = notApplicable(measure);
    return context.environment === "live" ? FAIL : verdict;
  },
};
