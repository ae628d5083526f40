import type { ListQuery } from "../../../src/contract/list-query.ts";
import type { RunQuery } from "../../../src/contract/run-query.ts";

/** Filters of a list as the URL holds them. */
export type ListFilters = Pick<ListQuery, "strategyId" | "symbol" | "status" | "from" | "to"> & {
  readonly type?: RunQuery["type"];
};

const PAGE_ROWS = 100;
const KEYS = ["type", "strategyId", "symbol", "status", "from", "to"] as const satisfies readonly (keyof ListFilters)[];

/** Address of one page of a list; filters in a fixed order, empty ones left out. */
export function listPath(path: string, filters: ListFilters, cursor: string | null, rows = PAGE_ROWS): string {
  const search = new URLSearchParams({ limit: `${rows}` });
  for (const key of KEYS) {
    const value = filters[key];
    if (value !== undefined && value !== "") search.set(key, value);
  }
  if (cursor !== null) search.set("cursor", cursor);
  return `${path}?${search.toString()}`;
}
