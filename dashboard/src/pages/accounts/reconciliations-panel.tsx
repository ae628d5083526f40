import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import type { ReconciliationDiff, ReconciliationRow } from "../../../../src/contract/account-row.ts";
import { reconciliationsQuery } from "../../api/queries.ts";
import { EmptyNote } from "../../components/empty-note.tsx";
import { Num } from "../../components/num.tsx";
import { Panel } from "../../components/panel.tsx";
import { Time, viewerZoneLabel } from "../../components/time.tsx";
import { wordsOf } from "../../format/words.ts";
import type { Column } from "../../tables/column.ts";
import { ListContent } from "../../tables/list-content.tsx";
import { VerdictTag } from "./verdict-tag.tsx";

function columnsOf(): readonly Column<ReconciliationRow>[] {
  return [
    {
      id: "time",
      header: `Time (${viewerZoneLabel()})`,
      cell: (row) => <Time at={row.t} kind="moment" />,
      isOnCard: true,
    },
    { id: "verdict", header: "Result", cell: (row) => <VerdictTag verdict={row.verdict} />, isOnCard: true },
    { id: "diffs", header: "Differences (ours / the venue's)", cell: (row) => <DiffList row={row} />, isOnCard: true },
  ];
}

/** How an account compared with its venue, newest first. */
export function ReconciliationsPanel({ accountId }: { readonly accountId: string }): ReactNode {
  const query = useInfiniteQuery(reconciliationsQuery(accountId));
  const columns = useMemo(columnsOf, []);
  return (
    <Panel title={`Comparisons of ${accountId} with its venue`} isUpdating={query.isPlaceholderData}>
      <ListContent
        query={query}
        caption={`Comparisons of ${accountId}`}
        columns={columns}
        rowKey={(row) => row.id}
        empty={
          <EmptyNote title="Not compared yet">
            A venue in the house is compared on demand only; others in a cycle and after every reconnect.
          </EmptyNote>
        }
      />
    </Panel>
  );
}

function kindOf({ what }: ReconciliationDiff): "money" | "qty" {
  return what === "cash" ? "money" : "qty";
}

function DiffList({ row }: { readonly row: ReconciliationRow }): ReactNode {
  if (row.diffs.length === 0) return <span className="text-muted">none</span>;
  return (
    <ul>
      {row.diffs.map((diff) => (
        <li key={`${diff.what}-${diff.orderId}-${diff.symbol}`} className="whitespace-normal">
          {wordsOf(diff.what)} <b>{diff.symbol}</b> {diff.orderId === null ? "" : `order ${diff.orderId} `}
          <Num kind={kindOf(diff)} value={diff.ours} /> / <Num kind={kindOf(diff)} value={diff.theirs} />
        </li>
      ))}
    </ul>
  );
}
