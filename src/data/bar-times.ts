import type { SessionTable } from "../core/model/session-table.ts";
import { MICROS_PER_DAY, MICROS_PER_SECOND } from "../core/model/units.ts";
import { dayOfText } from "./calendar/civil-date.ts";
import { addIssue } from "./data-fault.ts";
import type { RowIssues } from "./data-fault.ts";
import type { ScannedRows } from "./scan-rows.ts";

export const SECONDS_PER_DAY = 86_400;

/** Opening and closing instants of the kept rows, micros, and the rows that remain. */
export interface BarTimes {
  readonly keep: Int32Array;
  readonly tsOpen: Float64Array;
  readonly tsClose: Float64Array;
}

/** The most common gap between neighbouring rows in seconds, the shorter of equals; null without any gap. */
export function inferTimeframe(rows: ScannedRows, keep: Int32Array): number | null {
  const counts = new Map<number, number>();
  let gap = 0;
  let run = 0;
  for (let k = 1; k < keep.length; k += 1) {
    // Dates as written count, so that a change of daylight saving does not make a day of 23 hours.
    const step = (rows.wall[keep[k] as number] as number) - (rows.wall[keep[k - 1] as number] as number);
    if (step === gap) {
      run += 1;
      continue;
    }
    if (run > 0) counts.set(gap, (counts.get(gap) ?? 0) + run);
    gap = step;
    run = 1;
  }
  if (run > 0) counts.set(gap, (counts.get(gap) ?? 0) + run);
  let best = 0;
  let bestCount = 0;
  for (const [candidate, count] of counts) {
    if (candidate <= 0) continue;
    if (count > bestCount || (count === bestCount && candidate < best)) {
      best = candidate;
      bestCount = count;
    }
  }
  const seconds = Math.round(best / MICROS_PER_SECOND);
  return seconds > 0 ? seconds : null;
}

/** Times of bars shorter than a day: the written time opens or closes the bar. */
export function intradayTimes(
  rows: ScannedRows,
  keep: Int32Array,
  options: { readonly timeframeSeconds: number; readonly barTime: "open" | "close" },
): BarTimes {
  const length = options.timeframeSeconds * MICROS_PER_SECOND;
  const tsOpen = new Float64Array(keep.length);
  const tsClose = new Float64Array(keep.length);
  const isClose = options.barTime === "close";
  let previousClose = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < keep.length; k += 1) {
    const time = rows.utc[keep[k] as number] as number;
    const open = isClose ? time - length : time;
    // The last bar of a session can be shorter than the rest: it begins where the one before ended.
    tsOpen[k] = isClose && open < previousClose ? previousClose : open;
    tsClose[k] = isClose ? time : time + length;
    previousClose = tsClose[k] as number;
  }
  return { keep, tsOpen, tsClose };
}

/**
 * Times of bars of a day and longer: the written date names the session, or the first session of
 * a longer bar, which lasts to the last session before the next row. A date the calendar has no
 * session for is an issue of its row.
 */
export function sessionTimes(
  rows: ScannedRows,
  keep: Int32Array,
  options: { readonly timeframeSeconds: number; readonly table: SessionTable; readonly issues: RowIssues },
): BarTimes {
  const { table } = options;
  const daySpan = Math.max(1, Math.round(options.timeframeSeconds / SECONDS_PER_DAY));
  const dayNumbers = table.days.map((day) => dayOfText(day) ?? 0);
  const kept = new Int32Array(keep.length);
  const tsOpen = new Float64Array(keep.length);
  const tsClose = new Float64Array(keep.length);
  let count = 0;
  let s = 0;
  for (let k = 0; k < keep.length; k += 1) {
    const i = keep[k] as number;
    const day = Math.floor((rows.wall[i] as number) / MICROS_PER_DAY);
    while (s < dayNumbers.length && (dayNumbers[s] as number) < day) s += 1;
    let last = s;
    if (daySpan > 1) {
      const next = k + 1 < keep.length ? Math.floor((rows.wall[keep[k + 1] as number] as number) / MICROS_PER_DAY) : 0;
      const end = next > day ? Math.min(next, day + daySpan + 3) : day + daySpan;
      while (last + 1 < dayNumbers.length && (dayNumbers[last + 1] as number) < end) last += 1;
    }
    const isSession =
      daySpan > 1 ? s < dayNumbers.length && (dayNumbers[s] as number) < day + daySpan : dayNumbers[s] === day;
    if (!isSession) {
      const detail = `no session of calendar ${table.calendar} on this date`;
      addIssue(options.issues, { code: "BAD_ROW", line: rows.line[i] as number, detail });
      continue;
    }
    kept[count] = i;
    tsOpen[count] = table.opens[s] as number;
    tsClose[count] = table.closes[last] as number;
    count += 1;
  }
  return { keep: kept.subarray(0, count), tsOpen: tsOpen.subarray(0, count), tsClose: tsClose.subarray(0, count) };
}
