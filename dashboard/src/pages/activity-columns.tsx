import { Link } from "@tanstack/react-router";
import type { ActivityItem } from "../../../src/contract/activity-item.ts";
import { SeverityMark } from "../components/severity-mark.tsx";
import { Time, viewerZoneLabel } from "../components/time.tsx";
import { wordsOf } from "../format/words.ts";
import type { Column } from "../tables/column.ts";

/** Columns of the activity list. */
export function activityColumns(): readonly Column<ActivityItem>[] {
  return [
    {
      id: "what",
      header: "What",
      cell: (row) => (
        <>
          <SeverityMark severity={row.severity} />
          {row.title}
        </>
      ),
      isOnCard: true,
    },
    {
      id: "time",
      header: `Time (${viewerZoneLabel()})`,
      cell: (row) => <Time at={row.t} kind="moment" />,
      isOnCard: true,
    },
    { id: "kind", header: "Kind", cell: (row) => wordsOf(row.kind), isOnCard: true },
    { id: "symbol", header: "Symbol", cell: (row) => (row.symbol === null ? "" : <b>{row.symbol}</b>) },
    { id: "strategy", header: "Strategy", cell: (row) => row.strategyId ?? "" },
    {
      id: "trace",
      header: "Trace",
      cell: (row) =>
        row.correlationId === null ? null : (
          <Link
            to="/trace/$id"
            params={{ id: row.correlationId }}
            className="link"
            onClick={(event) => event.stopPropagation()}
          >
            Trace<span className="sr-only"> of {row.title}</span>
          </Link>
        ),
    },
  ];
}
