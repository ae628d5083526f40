import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { flag } from "../verdicts.ts";

/** What the account holds is known: connected, reconciled, no mismatch. Else nothing may be added (R8). */
export const accountCertain: PreTradeCheck = {
  id: "account-certain",
  label: "State of the account is known",
  unit: "flag",
  scope: "exposure",
  alwaysEnforced: true,
  denyCode: "ACCOUNT_UNCERTAIN",
  evaluate(_order: Order, context: PortfolioContext, measure: Measure): number {
    return flag(measure, context.isAccountCertain);
  },
};
