import type { EQUITY_RANGES, EquityRange } from "../../../src/contract/equity-series.ts";
import { choiceParam, type RawSearch, textParam } from "../api/search-params.ts";

const RANGES: typeof EQUITY_RANGES = ["1d", "1w", "1m", "3m", "ytd", "1y", "all"];
const ORDER_TABS = ["working", "today", "all"] as const;
const ACTIVITY_TABS = ["all", "signals", "orders", "decisions", "alerts"] as const;

/** Filters and the opened row of a list page. */
export interface ListSearch {
  readonly symbol?: string | undefined;
  readonly strategyId?: string | undefined;
  readonly status?: string | undefined;
  /** Id of the row whose drawer is open. */
  readonly open?: string | undefined;
}
export interface HomeSearch {
  readonly range?: EquityRange | undefined;
}
export interface OrderSearch extends ListSearch {
  readonly tab?: (typeof ORDER_TABS)[number] | undefined;
}
export interface ActivitySearch extends ListSearch {
  readonly tab?: (typeof ACTIVITY_TABS)[number] | undefined;
}

/** Reads a list page's view from its URL; what is not understood is left out. */
export function listSearch(search: RawSearch): ListSearch {
  return {
    symbol: textParam(search, "symbol"),
    strategyId: textParam(search, "strategyId"),
    status: textParam(search, "status"),
    open: textParam(search, "open"),
  };
}
export function homeSearch(search: RawSearch): HomeSearch {
  return { range: choiceParam(search, "range", RANGES) };
}
export function orderSearch(search: RawSearch): OrderSearch {
  return { tab: choiceParam(search, "tab", ORDER_TABS), ...listSearch(search) };
}
export function activitySearch(search: RawSearch): ActivitySearch {
  return { tab: choiceParam(search, "tab", ACTIVITY_TABS), ...listSearch(search) };
}
