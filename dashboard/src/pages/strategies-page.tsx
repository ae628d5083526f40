import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import type { StrategyRow } from "../../../src/contract/strategy-row.ts";
import { strategiesQuery } from "../api/queries.ts";
import { EmptyNote } from "../components/empty-note.tsx";
import { PageFrame } from "../components/page-frame.tsx";
import { Panel } from "../components/panel.tsx";
import { QueryContent } from "../components/query-content.tsx";
import { DataTable } from "../tables/data-table.tsx";
import { strategyColumns } from "./strategy-columns.tsx";

/** Strategies with their own figures; a row leads to its orders. */
export function StrategiesPage(): ReactNode {
  const query = useQuery(strategiesQuery);
  const navigate = useNavigate();
  const columns = useMemo(strategyColumns, []);
  return (
    <PageFrame title="Strategies">
      <Panel title="All strategies">
        <QueryContent
          query={query}
          height={240}
          isEmpty={(rows: readonly StrategyRow[]) => rows.length === 0}
          empty={
            <EmptyNote title="Add your first strategy">Put a YAML file beside the examples and restart.</EmptyNote>
          }
        >
          {(rows) => (
            <DataTable
              caption="Strategies"
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
              onOpen={(row) => void navigate({ to: "/orders", search: { tab: "all", strategyId: row.id } })}
            />
          )}
        </QueryContent>
      </Panel>
    </PageFrame>
  );
}
