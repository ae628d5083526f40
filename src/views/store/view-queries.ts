import type { Kysely } from "kysely";
import type { ViewQueries } from "../fold/wire-types.ts";
import { readAccounts } from "./read-accounts.ts";
import { readEquity } from "./read-equity.ts";
import { readOrders } from "./read-orders.ts";
import { readPortfolio } from "./read-portfolio.ts";
import { readSignals } from "./read-signals.ts";

/** Every read model on one database; `currency` is the portfolio's own. */
export function createViewQueries(db: Kysely<unknown>, currency: string): ViewQueries {
  return {
    ...readPortfolio(db, currency),
    ...readAccounts(db, currency),
    ...readEquity(db, currency),
    ...readOrders(db, currency),
    ...readSignals(db, currency),
  };
}
