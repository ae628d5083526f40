import type { SessionTable } from "../core/model/session-table.ts";
import { moveRow } from "./scanned-rows.ts";
import type { ScannedRows } from "./scanned-rows.ts";

/** What the regular-session filter saw. */
export interface SessionFilterResult {
  /** Rows that were outside every session. */
  readonly droppedCount: number;
  /** Kept bars that open with their session, and dropped ones that open at its close. */
  readonly atOpenCount: number;
  readonly atCloseCount: number;
}

/**
 * Keeps bars inside a session of `table`: opening >= open and closing <= close. A bar on the
 * session's own grid that runs past its close (the 15:30 bar of an hourly file) is cut there.
 * Rows hold opening instants in `utc` and closing instants in `wall`. With `drops` false the rows
 * are only counted and stay.
 */
export function filterSessions(rows: ScannedRows, table: SessionTable, drops = true): SessionFilterResult {
  const { opens, closes } = table;
  const { utc: tsOpen, wall: tsClose } = rows;
  const total = rows.count;
  let count = 0;
  let atOpenCount = 0;
  let atCloseCount = 0;
  let s = 0;
  let sessionOpen = opens[0] ?? Number.POSITIVE_INFINITY;
  let sessionClose = closes[0] ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i < total; i += 1) {
    const open = tsOpen[i] as number;
    const close = tsClose[i] as number;
    while (sessionClose < open) {
      s += 1;
      sessionOpen = opens[s] ?? Number.POSITIVE_INFINITY;
      sessionClose = closes[s] ?? Number.POSITIVE_INFINITY;
    }
    if (open === sessionClose) atCloseCount += 1;
    if (open < sessionOpen || open >= sessionClose) continue;
    if (close > sessionClose) {
      if ((open - sessionOpen) % (close - open) !== 0) continue;
      tsClose[i] = sessionClose;
    }
    if (open === sessionOpen) atOpenCount += 1;
    if (drops && count < i) moveRow(rows, i, count);
    count += 1;
  }
  if (drops) rows.count = count;
  return { droppedCount: total - count, atOpenCount, atCloseCount };
}

/** Keeps bars of the sessions named `from` to `to` (`YYYY-MM-DD`, both inclusive; null: no bound). */
export function filterDates(
  rows: ScannedRows,
  table: SessionTable,
  range: { readonly from: string | null; readonly to: string | null },
): void {
  if (range.from === null && range.to === null) return;
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (let s = 0; s < table.days.length; s += 1) {
    const day = table.days[s] as string;
    if ((range.from !== null && day < range.from) || (range.to !== null && day > range.to)) continue;
    start = Math.min(start, table.opens[s] as number);
    end = Math.max(end, table.closes[s] as number);
  }
  let count = 0;
  for (let i = 0; i < rows.count; i += 1) {
    const open = rows.utc[i] as number;
    if (open < start || open >= end) continue;
    if (count < i) moveRow(rows, i, count);
    count += 1;
  }
  rows.count = count;
}
