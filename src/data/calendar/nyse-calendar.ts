import { required } from "../../core/assert.ts";
import type { SessionTable } from "../../core/model/session-table.ts";
import type { UnixMicros } from "../../core/model/units.ts";
import { MICROS_PER_DAY, MICROS_PER_MINUTE } from "../../core/model/units.ts";
import { civilOfDay, dateText, dayOfText, weekdayOf } from "./civil-date.ts";
import { NYSE_EXCEPTIONS } from "./nyse-exceptions.ts";
import {
  NYSE_FIRST_YEAR,
  NYSE_LAST_YEAR,
  NYSE_PUBLISHED_UNTIL,
  nyseEarlyCloses,
  nyseHolidays,
  nyseRegularMinutes,
} from "./nyse-rules.ts";
import { utcOfWall, zoneClock } from "./zone-clock.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** One trading day of the exchange. */
export interface Session {
  /** `YYYY-MM-DD` in New York. */
  readonly day: string;
  readonly openMicros: UnixMicros;
  readonly closeMicros: UnixMicros;
  readonly isHalfDay: boolean;
  /** By rule only: later than what the exchange has published. */
  readonly isProjected: boolean;
}

/** Zone in which the exchange's hours are stated. */
export const NYSE_ZONE = "America/New_York";

/** Sessions with `fromDate` <= day <= `toDate` (`YYYY-MM-DD`), cut to the years the rules describe. */
export function nyseSessions(fromDate: string, toDate: string): Session[] {
  const first = required(dayOfText(fromDate), "fromDate is YYYY-MM-DD");
  const last = required(dayOfText(toDate), "toDate is YYYY-MM-DD");
  const sessions: Session[] = [];
  const years = sessionYears;
  const lastYear = Math.min(NYSE_LAST_YEAR, civilOfDay(last).year);
  for (let year = Math.max(NYSE_FIRST_YEAR, civilOfDay(first).year); year <= lastYear; year += 1) {
    let ofYear = years.get(year);
    if (ofYear === undefined) {
      ofYear = sessionsOfYear(year, newYorkClock());
      years.set(year, ofYear);
    }
    for (const session of ofYear) {
      if (session.day >= fromDate && session.day <= toDate) sessions.push(session);
    }
  }
  return sessions;
}

/** The same sessions as the table the core takes as an input. */
export function sessionTable(fromDate: string, toDate: string): SessionTable {
  const sessions = nyseSessions(fromDate, toDate);
  return {
    calendar: "XNYS",
    alwaysOpen: false,
    days: sessions.map((session) => session.day),
    opens: sessions.map((session) => session.openMicros),
    closes: sessions.map((session) => session.closeMicros),
  };
}

/** Calendar days of `zone` from midnight to midnight, for data that knows no session hours; null: unknown zone. */
export function alwaysOpenTable(fromDate: string, toDate: string, zone: string): SessionTable | null {
  const clock = zoneClock(zone);
  if (clock === null) return null;
  const first = required(dayOfText(fromDate), "fromDate is YYYY-MM-DD");
  const last = required(dayOfText(toDate), "toDate is YYYY-MM-DD");
  const days: string[] = [];
  const opens: UnixMicros[] = [];
  const closes: UnixMicros[] = [];
  for (let day = first; day <= last; day += 1) {
    days.push(dateText(day));
    opens.push(utcOfWall(clock, day * MICROS_PER_DAY));
    closes.push(utcOfWall(clock, (day + 1) * MICROS_PER_DAY));
  }
  return { calendar: `24/7 ${zone}`, alwaysOpen: true, days, opens, closes };
}

// Sessions are facts, so keeping the years already worked out changes no answer.
const sessionYears = new Map<number, Session[]>();

function newYorkClock(): ZoneClock {
  return required(zoneClock(NYSE_ZONE), "the runtime knows America/New_York");
}

function sessionsOfYear(year: number, clock: ZoneClock): Session[] {
  const closed = new Set<number>(nyseHolidays(year));
  const early = new Map<number, number>(nyseEarlyCloses(year));
  for (const exception of NYSE_EXCEPTIONS) {
    const day = required(dayOfText(exception.day), "an exception's day is YYYY-MM-DD");
    if (exception.closeMinute === null) closed.add(day);
    else early.set(day, exception.closeMinute);
  }
  const sessions: Session[] = [];
  const first = required(dayOfText(`${year}-01-01`), "a year begins on 1 January");
  const next = required(dayOfText(`${year + 1}-01-01`), "a year begins on 1 January");
  for (let day = first; day < next; day += 1) {
    const weekday = weekdayOf(day);
    if (weekday === 0 || weekday === 6 || closed.has(day)) continue;
    const [openMinute, regularClose] = nyseRegularMinutes(day);
    const closeMinute = early.get(day) ?? regularClose;
    const text = dateText(day);
    sessions.push({
      day: text,
      openMicros: utcOfWall(clock, day * MICROS_PER_DAY + openMinute * MICROS_PER_MINUTE),
      closeMicros: utcOfWall(clock, day * MICROS_PER_DAY + closeMinute * MICROS_PER_MINUTE),
      isHalfDay: closeMinute < regularClose,
      isProjected: text > NYSE_PUBLISHED_UNTIL,
    });
  }
  return sessions;
}
