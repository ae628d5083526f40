import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import type { ActivityItem, ActivityKind } from "../../../src/contract/activity-item.ts";
import { activityQuery } from "../api/queries.ts";
import { EmptyNote } from "../components/empty-note.tsx";
import { FilterField } from "../components/filter-field.tsx";
import { PageFrame } from "../components/page-frame.tsx";
import { Panel } from "../components/panel.tsx";
import { TabLinks } from "../components/tab-links.tsx";
import { ListContent } from "../tables/list-content.tsx";
import { activityColumns } from "./activity-columns.tsx";
import { holdRows } from "./held-rows.ts";

const TABS = [
  ["all", "All"],
  ["signals", "Signals"],
  ["orders", "Orders & fills"],
  ["decisions", "Decisions"],
  ["alerts", "Alerts"],
] as const;
type Tab = (typeof TABS)[number][0];
const KINDS: Readonly<Record<Tab, readonly ActivityKind[] | null>> = {
  all: null,
  signals: ["signal"],
  orders: ["order", "fill", "trade"],
  decisions: ["decision"],
  alerts: ["alert", "control"],
};

/** True while the page is scrolled down, when new rows would push the read ones away. */
function useIsScrolled(): boolean {
  const [isScrolled, setIsScrolled] = useState(false);
  useEffect(() => {
    const onScroll = (): void => setIsScrolled(scrollY > 120);
    addEventListener("scroll", onScroll, { passive: true });
    return () => removeEventListener("scroll", onScroll);
  }, []);
  return isScrolled;
}

/** One place for what just happened; newest first, live. */
export function ActivityPage(): ReactNode {
  const search = useSearch({ from: "/shell/activity" });
  const navigate = useNavigate({ from: "/activity" });
  const { symbol, strategyId, tab = "all" } = search;
  const query = useInfiniteQuery(activityQuery({ symbol: symbol?.toUpperCase(), strategyId }));
  const columns = useMemo(activityColumns, []);
  const change = useCallback(
    (next: typeof search) =>
      void navigate({ search: (now) => ({ ...now, ...next }), resetScroll: false, replace: next.tab === undefined }),
    [navigate],
  );
  const setSymbol = useCallback((next: string | undefined) => change({ symbol: next }), [change]);
  const kinds = KINDS[tab];
  const isScrolled = useIsScrolled();
  const [heldSeq, setHeldSeq] = useState<number | null>(null);
  const newest = query.data?.pages[0]?.data[0]?.seq ?? null;
  if (isScrolled && heldSeq === null && newest !== null) setHeldSeq(newest);
  if (!isScrolled && heldSeq !== null) setHeldSeq(null);
  const loaded = query.data?.pages.flatMap((page) => page.data) ?? [];
  const { waiting } = holdRows(loaded, heldSeq);
  const keep = (row: ActivityItem): boolean =>
    (heldSeq === null || row.seq <= heldSeq) && (kinds === null || kinds.includes(row.kind));
  const isFiltered = symbol !== undefined || kinds !== null;
  const actions = (
    <div className="flex flex-wrap items-center gap-3">
      <TabLinks label="Activity shown" tabs={TABS} current={tab} onChoose={(next) => change({ tab: next })} />
      <FilterField label="Symbol" value={symbol} onChange={setSymbol} isMain />
    </div>
  );
  return (
    <PageFrame title="Activity" actions={actions}>
      {waiting > 0 ? (
        <button
          type="button"
          className="button button-primary fixed top-32 left-1/2 z-20 -translate-x-1/2"
          onClick={() => scrollTo({ top: 0 })}
        >
          {waiting} new ↑
        </button>
      ) : null}
      <Panel title="What happened" isUpdating={query.isPlaceholderData}>
        <ListContent
          query={query}
          caption="Activity"
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => {
            if (row.correlationId !== null) void navigate({ to: "/trace/$id", params: { id: row.correlationId } });
          }}
          keep={keep}
          onClear={isFiltered && loaded.length > 0 ? () => change({ symbol: undefined, tab: "all" }) : undefined}
          empty={
            <EmptyNote title="Nothing yet today">
              Signals, decisions, orders and fills appear here as they happen.
            </EmptyNote>
          }
        />
      </Panel>
    </PageFrame>
  );
}
