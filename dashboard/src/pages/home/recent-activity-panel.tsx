import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ActivityItem } from "../../../../src/contract/activity-item.ts";
import { recentActivityQuery } from "../../api/queries.ts";
import { EmptyNote } from "../../components/empty-note.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryContent } from "../../components/query-content.tsx";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { Time, viewerZoneLabel } from "../../components/time.tsx";
import { wordsOf } from "../../format/words.ts";

/** The last ten things that happened, each with its way to the trace. */
export function RecentActivityPanel({ className }: { readonly className: string }): ReactNode {
  const query = useQuery(recentActivityQuery);
  const all = (
    <Link to="/activity" className="link">
      All activity
    </Link>
  );
  return (
    <Panel title={`Recent activity (${viewerZoneLabel()})`} actions={all} className={className}>
      <QueryContent
        query={query}
        height={280}
        isEmpty={(items: readonly ActivityItem[]) => items.length === 0}
        empty={<EmptyNote title="Nothing yet today">Signals, orders and fills appear here as they happen.</EmptyNote>}
      >
        {(items) => (
          <ul className="divide-y divide-line">
            {items.map((item) => (
              <li key={item.id} className="grid grid-cols-[auto_1fr_auto] items-center gap-x-3 py-1.5">
                <span className="text-muted">
                  <Time at={item.t} kind="moment" />
                </span>
                <span className="min-w-0 wrap-anywhere">
                  <SeverityMark severity={item.severity} />
                  <span className="text-muted">{wordsOf(item.kind)}</span> {item.title}
                </span>
                {item.correlationId === null ? null : (
                  <Link to="/trace/$id" params={{ id: item.correlationId }} className="link">
                    Trace<span className="sr-only"> of {item.title}</span>
                  </Link>
                )}
              </li>
            ))}
          </ul>
        )}
      </QueryContent>
    </Panel>
  );
}
