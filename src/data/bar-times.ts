import type { SessionTable } from "../core/model/session-table.ts";
import { MICROS_PER_DAY, MICROS_PER_SECOND } from "../core/model/units.ts";
import { dayOfText } from "./calendar/civil-date.ts";
import { addIssue } from "./data-fault.ts";
import { moveRow } from "./scanned-rows.ts";
import type { ScannedRows } from "./scanned-rows.ts";

export const SECONDS_PER_DAY = 86_400;

/** The most common gap between neighbouring rows in seconds, the shorter of equals; null without any gap. */
export function inferTimeframe(rows: ScannedRows): number | null {
  const counts = new Map<number, number>();
  let gap = 0;
  let run = 0;
  for (let i = 1; i < rows.count; i += 1) {
    // Dates as written count, so that a change of daylight saving does not make a day of 23 hours.
    const step = (rows.wall[i] as number) - (rows.wall[i - 1] as number);
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

/** Times of bars shorter than a day: the written time opens or closes the bar. `utc` becomes the opening, `wall` the closing. */
export function intradayTimes(
  rows: ScannedRows,
  options: { readonly timeframeSeconds: number; readonly barTime: "open" | "close" },
): void {
  const { count, utc: tsOpen, wall: tsClose } = rows;
  const length = options.timeframeSeconds * MICROS_PER_SECOND;
  if (options.barTime === "open") {
    for (let i = 0; i < count; i += 1) tsClose[i] = (tsOpen[i] as number) + length;
    return;
  }
  let previousClose = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i += 1) {
    const time = tsOpen[i] as number;
    // The last bar of a session can be shorter than the rest: it begins where the one before ended.
    tsOpen[i] = Math.max(time - length, previousClose);
    tsClose[i] = time;
    previousClose = time;
  }
}

/**
 * Times of bars of a day and longer: the written date names the session, or the first session of
 * a longer bar, which lasts to the last session before the next row. A date the calendar has no
 * session for is an issue of its row. `utc` becomes the opening, `wall` the closing.
 */
export function sessionTimes(
  rows: ScannedRows,
  options: { readonly timeframeSeconds: number; readonly table: SessionTable },
): void {
  const { table } = options;
  const daySpan = Math.max(1, Math.round(options.timeframeSeconds / SECONDS_PER_DAY));
  const dayNumbers = table.days.map((day) => dayOfText(day) ?? 0);
  const total = rows.count;
  let count = 0;
  let s = 0;
  for (let i = 0; i < total; i += 1) {
    const day = Math.floor((rows.wall[i] as number) / MICROS_PER_DAY);
    while (s < dayNumbers.length && (dayNumbers[s] as number) < day) s += 1;
    let last = s;
    if (daySpan > 1) {
      const next = i + 1 < total ? Math.floor((rows.wall[i + 1] as number) / MICROS_PER_DAY) : 0;
      const end = next > day ? Math.min(next, day + daySpan + 3) : day + daySpan;
      while (last + 1 < dayNumbers.length && (dayNumbers[last + 1] as number) < end) last += 1;
    }
    const isSession =
      daySpan > 1 ? s < dayNumbers.length && (dayNumbers[s] as number) < day + daySpan : dayNumbers[s] === day;
    if (!isSession) {
      const detail = `no session of calendar ${table.calendar} on this date`;
      addIssue(rows.issues, { code: "BAD_ROW", line: rows.line[i] as number, detail });
      continue;
    }
    moveRow(rows, i, count);
    rows.utc[count] = table.opens[s] as number;
    rows.wall[count] = table.closes[last] as number;
    count += 1;
  }
  rows.count = count;
}
