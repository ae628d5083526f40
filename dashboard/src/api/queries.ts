import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { AccountRow, ReconciliationRow } from "../../../src/contract/account-row.ts";
import type { ActivityItem } from "../../../src/contract/activity-item.ts";
import type { SessionState } from "../../../src/contract/auth.ts";
import type { DecisionTrace } from "../../../src/contract/decision-trace.ts";
import type { Envelope } from "../../../src/contract/envelope.ts";
import type { EquityRange, EquitySeries } from "../../../src/contract/equity-series.ts";
import type { Health } from "../../../src/contract/health.ts";
import type { KillState } from "../../../src/contract/kill-switch.ts";
import type { MarketStatus } from "../../../src/contract/market-status.ts";
import type { MetricsSummary } from "../../../src/contract/metrics-summary.ts";
import type { OrderDetail, OrderRow } from "../../../src/contract/order-row.ts";
import type { PortfolioSummary } from "../../../src/contract/portfolio-summary.ts";
import type { PositionRow } from "../../../src/contract/position-row.ts";
import type { SignalDetail, SignalRow } from "../../../src/contract/signal-row.ts";
import type { StrategyRow } from "../../../src/contract/strategy-row.ts";
import { type ListFilters, listPath } from "./list-filters.ts";
import type { QueryTopic } from "./query-topic.ts";
import { request } from "./request.ts";

const POINTS = 1_000;

const read = <T>(topic: QueryTopic, path: string) =>
  queryOptions({
    queryKey: [topic, path],
    queryFn: ({ signal }) => request<Envelope<T>>(path, { signal }),
    placeholderData: keepPreviousData,
  });
const list = <T>(topic: QueryTopic, path: string, filters: ListFilters) =>
  infiniteQueryOptions({
    queryKey: [topic, path, filters],
    queryFn: ({ signal, pageParam }) => request<Envelope<T[]>>(listPath(path, filters, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.meta.page?.next ?? null,
    placeholderData: keepPreviousData,
  });
const one = (path: string, id: string): string => `${path}/${encodeURIComponent(id)}`;

export const summaryQuery = read<PortfolioSummary>("summary", "/v1/portfolio/summary");
export const marketQuery = read<MarketStatus>("market", "/v1/market/status");
/** How often the end of a stop is looked for while the stream may have no news of it. */
const KILL_POLL_MS = 2_000;
const KILL_PATH = "/v1/controls/kill-switch";
/** It comes from the core, also while the read models and with them the stream stand still. */
export const killQuery = queryOptions({
  queryKey: ["kill", KILL_PATH],
  queryFn: ({ signal }) => request<Envelope<KillState>>(KILL_PATH, { signal }),
  placeholderData: keepPreviousData,
  refetchInterval: (query) => {
    const kill = query.state.data?.data;
    return kill?.level === 3 && kill.certificate === null ? KILL_POLL_MS : false;
  },
});
export const accountsQuery = read<AccountRow[]>("accounts", "/v1/accounts");
export const metricsQuery = read<MetricsSummary>("metrics", "/v1/metrics/summary?period=all");
export const strategiesQuery = read<StrategyRow[]>("strategies", "/v1/strategies");
export const recentActivityQuery = read<ActivityItem[]>("activity", "/v1/activity?limit=10");
/** Equity of a range, at most {@link POINTS} points. */
export const equityQuery = (range: EquityRange) =>
  read<EquitySeries>("equity", `/v1/portfolio/equity?range=${range}&points=${POINTS}`);
export const orderQuery = (id: string) => read<OrderDetail>("orders", one("/v1/orders", id));
export const signalQuery = (id: string) => read<SignalDetail>("signals", one("/v1/signals", id));
export const traceQuery = (id: string) => read<DecisionTrace>("trace", one("/v1/trace", id));
export const ordersQuery = (filters: ListFilters) => list<OrderRow>("orders", "/v1/orders", filters);
export const positionsQuery = (filters: ListFilters) => list<PositionRow>("positions", "/v1/positions", filters);
export const activityQuery = (filters: ListFilters) => list<ActivityItem>("activity", "/v1/activity", filters);
export const reconciliationsQuery = (accountId: string) =>
  list<ReconciliationRow>("accounts", `${one("/v1/accounts", accountId)}/reconciliations`, {});
export const signalsQuery = (filters: ListFilters) => list<SignalRow>("signals", "/v1/signals", filters);

/** Public: which mode the process runs in, before anybody signed in. */
export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) => request<Health>("/v1/health", { signal }),
});
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => request<SessionState>("/v1/auth/session", { signal }),
  staleTime: 60_000,
});
