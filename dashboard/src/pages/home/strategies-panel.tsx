import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { StrategyRow } from "../../../../src/contract/strategy-row.ts";
import { strategiesQuery } from "../../api/queries.ts";
import { EmptyNote } from "../../components/empty-note.tsx";
import { Num } from "../../components/num.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryContent } from "../../components/query-content.tsx";
import { StrategyStatus } from "../../components/strategy-status.tsx";
import { countOf } from "../../format/words.ts";

const SHOWN = 8;

/** Strategies with their result so far. */
export function StrategiesPanel(): ReactNode {
  const query = useQuery(strategiesQuery);
  const all = (
    <Link to="/strategies" className="link">
      All strategies
    </Link>
  );
  return (
    <Panel title="Strategies" actions={all}>
      <QueryContent
        query={query}
        height={200}
        isEmpty={(rows: readonly StrategyRow[]) => rows.length === 0}
        empty={<EmptyNote title="No strategy runs">Add one as a YAML file and restart.</EmptyNote>}
      >
        {(rows) => (
          <ul className="divide-y divide-line">
            {rows.slice(0, SHOWN).map((row) => (
              <li key={row.id} className="flex items-start justify-between gap-3 py-1.5">
                <span className="min-w-0">
                  <span className="block truncate font-medium">{row.name}</span>
                  <span className="text-xs text-muted">
                    {countOf(row.openPositions, "position")} · {countOf(row.trades, "trade")}
                  </span>
                </span>
                <span className="flex flex-col items-end gap-0.5">
                  <Num kind="pnl" value={row.totalPnl} />
                  <StrategyStatus status={row.status} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </QueryContent>
    </Panel>
  );
}
