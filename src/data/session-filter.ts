import type { SessionTable } from "../core/model/session-table.ts";
import type { BarTimes } from "./bar-times.ts";

/** What the regular-session filter saw. */
export interface SessionFilterResult {
  readonly times: BarTimes;
  /** Rows that were outside every session. */
  readonly droppedCount: number;
  /** Kept bars that open with their session, and dropped ones that open at its close. */
  readonly atOpenCount: number;
  readonly atCloseCount: number;
}

/**
 * Keeps bars inside a session of `table`: tsOpen >= open and tsClose <= close. A bar on the
 * session's own grid that runs past its close (the 15:30 bar of an hourly file) is cut there.
 */
export function filterSessions(times: BarTimes, table: SessionTable): SessionFilterResult {
  const { opens, closes } = table;
  const keep = new Int32Array(times.keep.length);
  const tsOpen = new Float64Array(times.keep.length);
  const tsClose = new Float64Array(times.keep.length);
  let count = 0;
  let atOpenCount = 0;
  let atCloseCount = 0;
  let s = 0;
  for (let k = 0; k < times.keep.length; k += 1) {
    const open = times.tsOpen[k] as number;
    let close = times.tsClose[k] as number;
    while (s < closes.length && (closes[s] as number) < open) s += 1;
    if (s === closes.length) break;
    const sessionOpen = opens[s] as number;
    const sessionClose = closes[s] as number;
    if (open === sessionClose) atCloseCount += 1;
    if (open < sessionOpen || open >= sessionClose) continue;
    if (close > sessionClose) {
      if ((open - sessionOpen) % (close - open) !== 0) continue;
      close = sessionClose;
    }
    if (open === sessionOpen) atOpenCount += 1;
    keep[count] = times.keep[k] as number;
    tsOpen[count] = open;
    tsClose[count] = close;
    count += 1;
  }
  return {
    times: { keep: keep.subarray(0, count), tsOpen: tsOpen.subarray(0, count), tsClose: tsClose.subarray(0, count) },
    droppedCount: times.keep.length - count,
    atOpenCount,
    atCloseCount,
  };
}

/** Keeps bars of the sessions named `from` to `to` (`YYYY-MM-DD`, both inclusive; null: no bound). */
export function filterDates(
  times: BarTimes,
  table: SessionTable,
  range: { readonly from: string | null; readonly to: string | null },
): BarTimes {
  if (range.from === null && range.to === null) return times;
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (let s = 0; s < table.days.length; s += 1) {
    const day = table.days[s] as string;
    if ((range.from !== null && day < range.from) || (range.to !== null && day > range.to)) continue;
    start = Math.min(start, table.opens[s] as number);
    end = Math.max(end, table.closes[s] as number);
  }
  let first = 0;
  while (first < times.keep.length && (times.tsOpen[first] as number) < start) first += 1;
  let last = times.keep.length;
  while (last > first && (times.tsOpen[last - 1] as number) >= end) last -= 1;
  return {
    keep: times.keep.subarray(first, last),
    tsOpen: times.tsOpen.subarray(first, last),
    tsClose: times.tsClose.subarray(first, last),
  };
}
