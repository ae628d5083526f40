import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { summaryQuery } from "../api/queries.ts";
import { currentSession } from "../api/session-store.ts";
import { formatNum } from "../format/num.ts";

/** Title of the browser's tab: mode first, then the day's result, then the page. */
export function titleOf(mode: string | null, dayPnlPct: string | null, page: string): string {
  const day = dayPnlPct === null ? null : formatNum("change", dayPnlPct);
  return [mode, day, page].filter((part) => part !== null).join(" · ");
}

/** Sets the tab's title while the page is shown. */
export function usePageTitle(page: string): void {
  const { data } = useQuery({ ...summaryQuery, enabled: currentSession() !== null });
  const title = titleOf(data?.meta.mode ?? null, data?.data.dayPnlPct ?? null, page);
  useEffect(() => {
    document.title = title;
  }, [title]);
}
