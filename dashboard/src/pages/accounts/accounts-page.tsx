import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { AccountRow } from "../../../../src/contract/account-row.ts";
import { accountsQuery } from "../../api/queries.ts";
import { EmptyNote } from "../../components/empty-note.tsx";
import { PageFrame } from "../../components/page-frame.tsx";
import { QueryContent } from "../../components/query-content.tsx";
import { AccountPanel } from "./account-panel.tsx";
import { ReconciliationsPanel } from "./reconciliations-panel.tsx";

/** Accounts: is what we believe what the venue says. */
export function AccountsPage(): ReactNode {
  const query = useQuery(accountsQuery);
  return (
    <PageFrame title="Accounts">
      <QueryContent
        query={query}
        height={320}
        isEmpty={(rows: readonly AccountRow[]) => rows.length === 0}
        empty={<EmptyNote title="No account yet">The first configuration brings one.</EmptyNote>}
      >
        {(rows) =>
          rows.map((account) => (
            <div key={account.id} className="mb-3 grid gap-3">
              <AccountPanel account={account} />
              <ReconciliationsPanel accountId={account.id} />
            </div>
          ))
        }
      </QueryContent>
    </PageFrame>
  );
}
