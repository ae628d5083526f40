import type { ListFilters } from "../../api/list-filters.ts";
import type { OrderSearch } from "../page-search.ts";

/** Midnight UTC of the day of a moment, ISO 8601. */
function dayStart(asOf: string): string {
  return `${asOf.slice(0, 10)}T00:00:00Z`;
}

/** What to ask the server for; `asOf` is the time of the newest fact, the day of "today" being its day in UTC. */
export function orderFilters(search: OrderSearch, asOf: string | null): ListFilters {
  const { symbol, strategyId, tab = "working" } = search;
  const status = tab === "working" ? "working" : search.status;
  const from = tab === "today" && asOf !== null ? dayStart(asOf) : undefined;
  return { symbol: symbol?.toUpperCase(), strategyId, status, from };
}
