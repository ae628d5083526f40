import { type Kysely, sql } from "kysely";
import type { AccountLinkRow, ReconciliationTableRow } from "../fold/venue-truth-rows.ts";
import { accountOf, reconciliationOf } from "../fold/wire-portfolio.ts";
import type { ViewQueries } from "../fold/wire-types.ts";
import { readPage } from "./read-page.ts";
import { latestAccountStates } from "./read-portfolio.ts";
import { readConfig, readSnapshot } from "./read-snapshot.ts";

/** Accounts, and how they compared with their venue. */
export function readAccounts(db: Kysely<unknown>, currency: string): Pick<ViewQueries, "accounts" | "reconciliations"> {
  return {
    accounts: () =>
      readSnapshot(db, currency, async (snapshot) => {
        const config = await readConfig(snapshot);
        const states = await latestAccountStates(snapshot);
        const links = await snapshot.rows(sql<AccountLinkRow>`select * from account_links`);
        const data = (config?.accounts ?? []).map((account) =>
          accountOf(
            account,
            states.find((state) => state.account_id === account.id) ?? null,
            links.find((link) => link.account_id === account.id) ?? null,
          ),
        );
        return { data };
      }),
    reconciliations: (accountId, query) =>
      readSnapshot(db, currency, async (snapshot) => {
        const of = {
          table: "reconciliations",
          time: "event_at",
          hasStrategy: false,
          status: (status: string) => sql`verdict = ${status}`,
          only: sql`account_id = ${accountId}`,
        };
        const { rows, page } = await readPage<ReconciliationTableRow>(snapshot, of, {
          ...query,
          symbol: undefined,
        });
        return { data: rows.map(reconciliationOf), page };
      }),
  };
}
