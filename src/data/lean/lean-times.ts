import { required } from "../../core/assert.ts";
import type { SessionTable } from "../../core/model/session-table.ts";
import { MICROS_PER_DAY, MICROS_PER_SECOND } from "../../core/model/units.ts";
import { dateText } from "../calendar/civil-date.ts";
import { alwaysOpenTable, NYSE_ZONE, sessionTable } from "../calendar/nyse-calendar.ts";
import { utcOfWall, zoneClock } from "../calendar/zone-clock.ts";
import { addIssue } from "../data-fault.ts";
import type { RowIssues } from "../data-fault.ts";
import type { LeanRows } from "./lean-rows.ts";

/** Rows that keep a place in time, as indices into the parsed rows, with their bars' instants. */
export interface LeanTimes {
  readonly keep: Int32Array;
  readonly tsOpen: Float64Array;
  readonly tsClose: Float64Array;
  /** Rows outside the regular session. */
  readonly outsideCount: number;
}

const SECONDS_PER_HOUR = 3600;
const SECONDS_PER_DAY = 86_400;

/**
 * Puts rows in time: a day's bar takes its session's hours, others the New York wall clock of their
 * opening. With the regular session wanted, bars outside are left out, and those of an hour file are
 * cut to the session: its 09:00 bar holds the trades from 09:30 on. Repeated and backward times are issues.
 */
export function leanTimes(
  rows: LeanRows,
  options: { readonly timeframeSeconds: number; readonly session: "regular" | "all"; readonly issues: RowIssues },
): LeanTimes {
  const clock = required(zoneClock(NYSE_ZONE), "the runtime knows America/New_York");
  const table = tableOf(rows, options.session);
  const isDay = options.timeframeSeconds === SECONDS_PER_DAY;
  const isHour = options.timeframeSeconds === SECONDS_PER_HOUR;
  const length = options.timeframeSeconds * MICROS_PER_SECOND;
  const keep = new Int32Array(rows.count);
  const tsOpen = new Float64Array(rows.count);
  const tsClose = new Float64Array(rows.count);
  let count = 0;
  let outsideCount = 0;
  let latest = Number.NEGATIVE_INFINITY;
  let s = 0;
  for (let i = 0; i < rows.count; i += 1) {
    const wall = rows.wall[i] as number;
    const line = rows.line[i] as number;
    if (wall <= latest) {
      const code = wall === latest ? "DUPLICATE_TIME" : "BAD_ROW";
      addIssue(options.issues, { code, line, detail: "its time is not later than that of the row before" });
      continue;
    }
    latest = wall;
    let open = utcOfWall(clock, isDay ? Math.floor(wall / MICROS_PER_DAY) * MICROS_PER_DAY : wall);
    let close = open + length;
    while (s < table.closes.length && (table.closes[s] as number) <= open) s += 1;
    const sessionOpen = table.opens[s] ?? Number.POSITIVE_INFINITY;
    const sessionClose = table.closes[s] ?? Number.POSITIVE_INFINITY;
    if (isDay) {
      if (table.days[s] !== dateText(Math.floor(wall / MICROS_PER_DAY))) {
        addIssue(options.issues, {
          code: "BAD_ROW",
          line,
          detail: `no session of calendar ${table.calendar} on this date`,
        });
        continue;
      }
      open = sessionOpen;
      close = sessionClose;
    } else if (isHour && close > sessionOpen) {
      open = Math.max(open, sessionOpen);
      close = Math.min(close, sessionClose);
    }
    if (open < sessionOpen || close > sessionClose) {
      outsideCount += 1;
      continue;
    }
    keep[count] = i;
    tsOpen[count] = open;
    tsClose[count] = close;
    count += 1;
  }
  return {
    keep: keep.subarray(0, count),
    tsOpen: tsOpen.subarray(0, count),
    tsClose: tsClose.subarray(0, count),
    outsideCount,
  };
}

function tableOf(rows: LeanRows, session: "regular" | "all"): SessionTable {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows.count; i += 1) {
    first = Math.min(first, rows.wall[i] as number);
    last = Math.max(last, rows.wall[i] as number);
  }
  if (rows.count === 0) return sessionTable("2000-01-01", "2000-01-01");
  const from = dateText(Math.floor(first / MICROS_PER_DAY) - 1);
  const to = dateText(Math.floor(last / MICROS_PER_DAY) + 1);
  if (session === "regular") return sessionTable(from, to);
  return required(alwaysOpenTable(from, to, NYSE_ZONE), "the runtime knows America/New_York");
}
