import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useCallback, useMemo } from "react";
import { ordersQuery, summaryQuery } from "../../api/queries.ts";
import { EmptyNote } from "../../components/empty-note.tsx";
import { FilterField } from "../../components/filter-field.tsx";
import { PageFrame } from "../../components/page-frame.tsx";
import { Panel } from "../../components/panel.tsx";
import { TabLinks } from "../../components/tab-links.tsx";
import { ListContent } from "../../tables/list-content.tsx";
import type { OrderSearch } from "../page-search.ts";
import { orderColumns } from "./order-columns.tsx";
import { OrderDrawer } from "./order-drawer.tsx";
import { orderFilters } from "./order-filters.ts";

const TABS = [
  ["working", "Working"],
  ["today", "Today"],
  ["all", "All"],
] as const;
const EMPTY = {
  working: "No working orders",
  today: "No orders today",
  all: "No orders yet",
} as const;

/** Orders: working, of today, all; a row opens its details beside the list. */
export function OrdersPage(): ReactNode {
  const search = useSearch({ from: "/shell/orders" });
  const { tab = "working" } = search;
  const navigate = useNavigate({ from: "/orders" });
  const asOf = useQuery(summaryQuery).data?.meta.asOf ?? null;
  // The day changes once a day; the filters must not change with each fact.
  const day = asOf?.slice(0, 10) ?? null;
  const filters = useMemo(() => orderFilters(search, day), [search, day]);
  const query = useInfiniteQuery(ordersQuery(filters));
  const columns = useMemo(orderColumns, []);
  const change = useCallback(
    (next: OrderSearch) =>
      void navigate({
        search: (now) => ({ ...now, ...next }),
        resetScroll: false,
        // Opening a row and a tab are steps one can go back from, closing and filtering are none.
        replace: next.open === undefined && next.tab === undefined,
      }),
    [navigate],
  );
  const setSymbol = useCallback((symbol: string | undefined) => change({ symbol }), [change]);
  const setStrategy = useCallback((strategyId: string | undefined) => change({ strategyId }), [change]);
  const isFiltered = [search.symbol, search.strategyId, search.status].some((value) => value !== undefined);
  const actions = (
    <div className="flex flex-wrap items-center gap-3">
      <TabLinks label="Orders shown" tabs={TABS} current={tab} onChoose={(next) => change({ tab: next })} />
      <FilterField label="Symbol" value={search.symbol} onChange={setSymbol} isMain />
      <FilterField label="Strategy" value={search.strategyId} onChange={setStrategy} />
    </div>
  );
  return (
    <PageFrame title="Orders" actions={actions}>
      <Panel title={TABS.find(([value]) => value === tab)?.[1] ?? "Orders"} isUpdating={query.isPlaceholderData}>
        <ListContent
          query={query}
          caption="Orders"
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => change({ open: row.id })}
          onClear={
            isFiltered ? () => change({ symbol: undefined, strategyId: undefined, status: undefined }) : undefined
          }
          empty={<EmptyNote title={EMPTY[tab]}>Orders appear here as strategies decide.</EmptyNote>}
        />
      </Panel>
      {search.open === undefined ? null : (
        <OrderDrawer key={search.open} id={search.open} onClose={() => change({ open: undefined })} />
      )}
    </PageFrame>
  );
}
