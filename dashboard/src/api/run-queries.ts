import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Envelope } from "../../../src/contract/envelope.ts";
import type { HeatmapQuery, SweepHeatmap } from "../../../src/contract/heatmap.ts";
import type { RunRobustness } from "../../../src/contract/robustness.ts";
import type { RunComparison } from "../../../src/contract/run-comparison.ts";
import type { RunDetail, RunEquity, RunTrade } from "../../../src/contract/run-detail.ts";
import type { RunOptions } from "../../../src/contract/run-options.ts";
import type { RunReceipt, RunRequest } from "../../../src/contract/run-request.ts";
import type { RunRow } from "../../../src/contract/run-row.ts";
import type { WalkForward } from "../../../src/contract/walk-forward.ts";
import { type ListFilters, listPath } from "./list-filters.ts";
import type { QueryTopic } from "./query-topic.ts";
import { request } from "./request.ts";

const TOPIC: QueryTopic = "runs";
const POINTS = 1_000;
/** Trades of one page: the most that the API gives. */
const TRADE_ROWS = 500;
/** How often a run that is under way is asked for. */
const POLL_MS = 2_000;
const RUNS = "/v1/runs";

const nextOf = <T>(page: Envelope<T[]>): string | null => page.meta.page?.next ?? null;

/** True while a run still moves. */
export function isUnderWay(run: RunRow): boolean {
  return run.status === "queued" || run.status === "running";
}

/** Address of a run, or of a part of it. */
export function runPath(id: string, ...parts: readonly string[]): string {
  return [RUNS, ...[id, ...parts].map(encodeURIComponent)].join("/");
}

/** Runs, newest first; asked again every 2 s while one of them moves. */
export const runsQuery = (filters: ListFilters) =>
  infiniteQueryOptions({
    queryKey: [TOPIC, RUNS, filters],
    queryFn: ({ signal, pageParam }) => request<Envelope<RunRow[]>>(listPath(RUNS, filters, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => {
      const rows = query.state.data?.pages.flatMap((page) => page.data) ?? [];
      return rows.some(isUnderWay) ? POLL_MS : false;
    },
  });
/** One run; asked again every 2 s until it ended. */
export const runQuery = (id: string) =>
  queryOptions({
    queryKey: [TOPIC, runPath(id)],
    queryFn: ({ signal }) => request<Envelope<RunDetail>>(runPath(id), { signal }),
    refetchInterval: (query) =>
      query.state.data !== undefined && isUnderWay(query.state.data.data.run) ? POLL_MS : false,
  });
const part = <T>(path: string) =>
  queryOptions({ queryKey: [TOPIC, path], queryFn: ({ signal }) => request<Envelope<T>>(path, { signal }) });
/** Equity of a run and of its benchmark, at most {@link POINTS} points. */
export const runEquityQuery = (id: string) => part<RunEquity>(`${runPath(id, "equity")}?points=${POINTS}`);
export const walkForwardQuery = (id: string) => part<WalkForward>(runPath(id, "walk-forward"));
/** How a run bears being doubted; asked again every 2 s while that is computed. */
export const robustnessQuery = (id: string) =>
  queryOptions({
    queryKey: [TOPIC, runPath(id, "robustness")],
    queryFn: ({ signal }) => request<Envelope<RunRobustness>>(runPath(id, "robustness"), { signal }),
    refetchInterval: (query) => {
      const status = query.state.data?.data.status;
      return status === "queued" || status === "running" ? POLL_MS : false;
    },
  });
/** A figure of a sweep over two parameters; what is left out is the server's choice. */
export const heatmapQuery = (id: string, wish: HeatmapQuery) => {
  const named = Object.entries(wish).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
  const path = `${runPath(id, "heatmap")}?${new URLSearchParams(named).toString()}`;
  return queryOptions({
    queryKey: [TOPIC, path],
    queryFn: ({ signal }) => request<Envelope<SweepHeatmap>>(path, { signal }),
    placeholderData: keepPreviousData,
  });
};
export const runOptionsQuery = part<RunOptions>(`${RUNS}/options`);
export const runComparisonQuery = (ids: readonly string[]) =>
  part<RunComparison>(`${RUNS}/compare?${new URLSearchParams({ ids: ids.join(",") }).toString()}`);
/** Round trips of a run, page by page. */
export const runTradesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [TOPIC, runPath(id, "trades")],
    queryFn: ({ signal, pageParam }) =>
      request<Envelope<RunTrade[]>>(listPath(runPath(id, "trades"), {}, pageParam, TRADE_ROWS), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: nextOf,
  });

/** Asks for a run, or with `isDryRun` only what it would take. */
export function postRun(
  body: RunRequest,
  wishes: { idempotencyKey: string; signal?: AbortSignal },
): Promise<RunReceipt> {
  return request<RunReceipt>(RUNS, { method: "POST", body, ...wishes });
}
