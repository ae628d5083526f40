import type { RUN_STATUSES, RUN_TYPES, RunStatus, RunType } from "../../../../src/contract/run-row.ts";
import { choiceParam, type RawSearch, textParam } from "../../api/search-params.ts";

const TYPES: typeof RUN_TYPES = ["backtest", "sweep", "walk-forward", "monte-carlo"];
const STATUSES: typeof RUN_STATUSES = ["queued", "running", "done", "partial", "cancelled", "failed"];
const TABS = ["summary", "trades", "charts", "costs", "robustness", "decisions", "log", "reproduce"] as const;
/** Most runs side by side. */
export const COMPARED_MAX = 6;

/** A part of a run's page. */
export type RunTab = (typeof TABS)[number];
/** Filters of the runs' list. */
export interface RunsSearch {
  readonly type?: RunType | undefined;
  readonly status?: RunStatus | undefined;
  readonly strategyId?: string | undefined;
}

/** Reads a view from its URL; what is not understood is left out. */
export function runsSearch(search: RawSearch): RunsSearch {
  return {
    type: choiceParam(search, "type", TYPES),
    status: choiceParam(search, "status", STATUSES),
    strategyId: textParam(search, "strategyId"),
  };
}
export function runSearch(search: RawSearch): { readonly tab?: RunTab | undefined } {
  return { tab: choiceParam(search, "tab", TABS) };
}
export function compareSearch(search: RawSearch): { readonly ids?: string | undefined } {
  return { ids: typeof search["ids"] === "string" ? search["ids"].slice(0, 2_000) : undefined };
}
export function newRunSearch(search: RawSearch): { readonly strategyId?: string | undefined } {
  return { strategyId: textParam(search, "strategyId") };
}

/** Ids of a comparison's address: each once, at most six. */
export function comparedIds(ids: string | undefined): readonly string[] {
  const wished = (ids ?? "").split(",").filter((id) => id !== "");
  return [...new Set(wished)].slice(0, COMPARED_MAX);
}
