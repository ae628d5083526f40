import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useCallback, useMemo } from "react";
import { positionsQuery } from "../api/queries.ts";
import { EmptyNote } from "../components/empty-note.tsx";
import { FilterField } from "../components/filter-field.tsx";
import { PageFrame } from "../components/page-frame.tsx";
import { Panel } from "../components/panel.tsx";
import { ListContent } from "../tables/list-content.tsx";
import { positionColumns } from "./position-columns.tsx";
import { PositionDrawer } from "./position-drawer.tsx";

/** What is held, at which price, with which result. */
export function PositionsPage(): ReactNode {
  const search = useSearch({ from: "/shell/positions" });
  const navigate = useNavigate({ from: "/positions" });
  const { symbol, strategyId } = search;
  const query = useInfiniteQuery(positionsQuery({ symbol: symbol?.toUpperCase(), strategyId }));
  const columns = useMemo(positionColumns, []);
  const change = useCallback(
    (next: typeof search) =>
      void navigate({
        search: (now) => ({ ...now, ...next }),
        resetScroll: false,
        // Opening a row is a step one can go back from, closing it or filtering is none.
        replace: next.open === undefined,
      }),
    [navigate],
  );
  const setSymbol = useCallback((next: string | undefined) => change({ symbol: next }), [change]);
  const setStrategy = useCallback((next: string | undefined) => change({ strategyId: next }), [change]);
  const isFiltered = symbol !== undefined || strategyId !== undefined;
  const opened = query.data?.pages.flatMap((page) => page.data).find((row) => row.id === search.open);
  const actions = (
    <div className="flex flex-wrap items-center gap-3">
      <FilterField label="Symbol" value={symbol} onChange={setSymbol} isMain />
      <FilterField label="Strategy" value={strategyId} onChange={setStrategy} />
    </div>
  );
  return (
    <PageFrame title="Positions" actions={actions}>
      <Panel title="Open positions" isUpdating={query.isPlaceholderData}>
        <ListContent
          query={query}
          caption="Open positions"
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => change({ open: row.id })}
          onClear={isFiltered ? () => change({ symbol: undefined, strategyId: undefined }) : undefined}
          empty={<EmptyNote title="Flat. No open positions." />}
        />
      </Panel>
      {opened === undefined ? null : (
        <PositionDrawer
          position={opened}
          currency={query.data?.pages[0]?.meta.currency ?? ""}
          onClose={() => change({ open: undefined })}
        />
      )}
    </PageFrame>
  );
}
