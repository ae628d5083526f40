import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useCallback, useMemo } from "react";
import { signalsQuery } from "../api/queries.ts";
import { EmptyNote } from "../components/empty-note.tsx";
import { FilterField } from "../components/filter-field.tsx";
import { PageFrame } from "../components/page-frame.tsx";
import { Panel } from "../components/panel.tsx";
import { ListContent } from "../tables/list-content.tsx";
import { signalColumns } from "./signal-columns.tsx";
import { SignalDrawer } from "./signal-drawer.tsx";

/** What came in and what became of it. */
export function SignalsPage(): ReactNode {
  const search = useSearch({ from: "/shell/signals" });
  const navigate = useNavigate({ from: "/signals" });
  const { symbol, strategyId, status } = search;
  const query = useInfiniteQuery(
    signalsQuery({ symbol: symbol?.toUpperCase(), strategyId, status: status?.toUpperCase().replaceAll(" ", "_") }),
  );
  const columns = useMemo(signalColumns, []);
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
  const setStatus = useCallback((next: string | undefined) => change({ status: next }), [change]);
  const isFiltered = [symbol, strategyId, status].some((value) => value !== undefined);
  const actions = (
    <div className="flex flex-wrap items-center gap-3">
      <FilterField label="Symbol" value={symbol} onChange={setSymbol} isMain />
      <FilterField label="Strategy" value={strategyId} onChange={setStrategy} />
      <FilterField label="Outcome" value={status} onChange={setStatus} />
    </div>
  );
  return (
    <PageFrame title="Signals" actions={actions}>
      <Panel title="Signals" isUpdating={query.isPlaceholderData}>
        <ListContent
          query={query}
          caption="Signals"
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => change({ open: row.id })}
          onClear={
            isFiltered ? () => change({ symbol: undefined, strategyId: undefined, status: undefined }) : undefined
          }
          empty={
            <EmptyNote title="No signals yet">
              Strategies send them as bars close; other senders use POST /v1/signals with an API key, described at
              /docs.
            </EmptyNote>
          }
        />
      </Panel>
      {search.open === undefined ? null : (
        <SignalDrawer key={search.open} id={search.open} onClose={() => change({ open: undefined })} />
      )}
    </PageFrame>
  );
}
