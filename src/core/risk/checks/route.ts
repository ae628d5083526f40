import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { flag } from "../verdicts.ts";

/** An order goes to the account of its own strategy and to no other; the mode was refused by the brain before (R11). */
export const route: PreTradeCheck = {
  id: "route",
  label: "Goes to the strategy's own account",
  unit: "flag",
  scope: "all",
  alwaysEnforced: true,
  denyCode: "WRONG_ROUTE",
  evaluate(order: Order, context: PortfolioContext, measure: Measure): number {
    return flag(measure, order.account === context.strategy.account);
  },
};
