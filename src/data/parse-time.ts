import type { UnixMicros } from "../core/model/units.ts";
import { MICROS_PER_DAY, MICROS_PER_MINUTE, MICROS_PER_SECOND } from "../core/model/units.ts";
import { dayNumber, daysInMonth } from "./calendar/civil-date.ts";
import { utcOfWall } from "./calendar/zone-clock.ts";
import type { ZoneClock } from "./calendar/zone-clock.ts";

/**
 * Times as files write them, straight from bytes: `2024-02-20 09:30[:00[.5]]` with a blank or `T`,
 * with `Z`, `+00:00`, `-0500` or no zone; `2/20/24 9:30`; `20240220 09:30`; a bare date; epoch
 * seconds, milliseconds or microseconds.
 */
export interface TimeParser {
  /** Reads times without a zone. */
  readonly clock: ZoneClock;
  /** The result: the time as written, as if UTC, and the instant it names. */
  wall: UnixMicros;
  utc: UnixMicros;
  /** The text named its own zone (or was an epoch). */
  isZoned: boolean;
  /** The text held a date and nothing more. */
  isDateOnly: boolean;
  /** Key and start of the day parsed last: neighbours in a file share it. */
  lastDayKey: number;
  lastDayMicros: UnixMicros;
  /** Where the text of that day stands, when it was written year first; -1: nowhere. One parser reads one file. */
  lastDayAt: number;
  /** Where {@link readClock} stopped. */
  at: number;
  clockMicros: number;
}

export function createTimeParser(clock: ZoneClock): TimeParser {
  return {
    clock,
    wall: 0,
    utc: 0,
    isZoned: false,
    isDateOnly: false,
    lastDayKey: -1,
    lastDayMicros: 0,
    lastDayAt: -1,
    at: 0,
    clockMicros: 0,
  };
}

/** Parses the bytes [start, end) into `parser`; false when they are no time. */
export function parseTime(parser: TimeParser, bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length >= 10 && bytes[start + 4] === 45 && bytes[start + 7] === 45) {
    if (!isLastDay(parser, bytes, start)) {
      const year = digits(bytes, start, 4);
      parser.lastDayAt = -1;
      if (!takeDay(parser, year, digits(bytes, start + 5, 2), digits(bytes, start + 8, 2))) return false;
      parser.lastDayAt = start;
    }
    return takeRest(parser, bytes, start + 10, end);
  }
  const slash = slashWithin(bytes, start, Math.min(end, start + 3));
  if (slash > 0) return parseUsTime(parser, bytes, start, slash, end);
  const run = digitRun(bytes, start, end);
  if (run === 8 && (length === 8 || bytes[start + 8] === 32 || bytes[start + 8] === 84)) {
    const year = digits(bytes, start, 4);
    return (
      takeDay(parser, year, digits(bytes, start + 4, 2), digits(bytes, start + 6, 2)) &&
      takeRest(parser, bytes, start + 8, end)
    );
  }
  return parseEpoch(parser, bytes, start, end, run);
}

/** `M/D/YY H:MM` and `M/D/YYYY H:MM[:SS]`; two-digit years are 1970-2069. */
function parseUsTime(parser: TimeParser, bytes: Uint8Array, start: number, slash: number, end: number): boolean {
  const second = slashWithin(bytes, slash + 1, Math.min(end, slash + 4));
  if (second < 0) return false;
  const yearDigits = digitRun(bytes, second + 1, end);
  if (yearDigits !== 2 && yearDigits !== 4) return false;
  const written = digits(bytes, second + 1, yearDigits);
  const year = yearDigits === 4 ? written : written < 70 ? 2000 + written : 1900 + written;
  const month = digits(bytes, start, slash - start);
  const day = digits(bytes, slash + 1, second - slash - 1);
  return takeDay(parser, year, month, day) && takeRest(parser, bytes, second + 1 + yearDigits, end);
}

/** Epoch numbers; how many digits there are says the unit. A fraction counts for seconds only. */
function parseEpoch(parser: TimeParser, bytes: Uint8Array, start: number, end: number, run: number): boolean {
  if (run < 9 || run > 16) return false;
  const whole = digits(bytes, start, run);
  let unit = MICROS_PER_SECOND;
  if (run >= 15) unit = 1;
  else if (run >= 12) unit = 1000;
  else if (run === 11) return false;
  let fraction = 0;
  if (start + run < end) {
    if (bytes[start + run] !== 46) return false;
    const places = digitRun(bytes, start + run + 1, end);
    if (start + run + 1 + places !== end) return false;
    if (unit === MICROS_PER_SECOND) fraction = fractionMicros(bytes, start + run + 1, places);
  }
  parser.utc = whole * unit + fraction;
  parser.wall = parser.utc;
  parser.isZoned = true;
  parser.isDateOnly = false;
  return true;
}

/** True when the ten bytes at `start` are those of the day parsed last. */
function isLastDay(parser: TimeParser, bytes: Uint8Array, start: number): boolean {
  const last = parser.lastDayAt;
  if (last < 0) return false;
  // The day changes most often, so the end of the date is compared first.
  for (let i = 9; i >= 0; i -= 1) if (bytes[start + i] !== bytes[last + i]) return false;
  return true;
}

function takeDay(parser: TimeParser, year: number, month: number, day: number): boolean {
  const key = year * 10_000 + month * 100 + day;
  if (key === parser.lastDayKey) return true;
  parser.lastDayAt = -1;
  if (!(year >= 1900 && year <= 2200 && month >= 1 && month <= 12 && day >= 1)) return false;
  if (day > daysInMonth(year, month)) return false;
  parser.lastDayKey = key;
  parser.lastDayMicros = dayNumber(year, month, day) * MICROS_PER_DAY;
  return true;
}

/** Clock and zone after a date. */
function takeRest(parser: TimeParser, bytes: Uint8Array, from: number, end: number): boolean {
  parser.isZoned = false;
  parser.isDateOnly = from === end;
  if (from === end) {
    parser.wall = parser.lastDayMicros;
    parser.utc = utcOfWall(parser.clock, parser.wall);
    return true;
  }
  const separator = bytes[from];
  if (separator !== 32 && separator !== 84 && separator !== 116) return false;
  if (!readClock(parser, bytes, from + 1, end)) return false;
  parser.wall = parser.lastDayMicros + parser.clockMicros;
  let at = parser.at;
  if (at === end) {
    parser.utc = utcOfWall(parser.clock, parser.wall);
    return true;
  }
  if (bytes[at] === 32) at += 1;
  const offset = zoneOffset(bytes, at, end);
  if (Number.isNaN(offset)) return false;
  parser.isZoned = true;
  parser.utc = parser.wall - offset;
  return true;
}

/** `H:MM`, `HH:MM:SS`, `HH:MM:SS.ffffff`. */
function readClock(parser: TimeParser, bytes: Uint8Array, from: number, end: number): boolean {
  const hourEnd = bytes[from + 1] === 58 ? from + 1 : from + 2;
  if (hourEnd + 3 > end || bytes[hourEnd] !== 58) return false;
  const hour = hourEnd - from === 2 ? twoDigits(bytes, from) : digits(bytes, from, 1);
  const minute = twoDigits(bytes, hourEnd + 1);
  if (!(hour <= 23 && minute <= 59)) return false;
  let micros = (hour * 60 + minute) * MICROS_PER_MINUTE;
  let at = hourEnd + 3;
  if (at < end && bytes[at] === 58) {
    if (at + 3 > end) return false;
    const second = twoDigits(bytes, at + 1);
    if (!(second <= 59)) return false;
    micros += second * MICROS_PER_SECOND;
    at += 3;
    if (at < end && bytes[at] === 46) {
      const places = digitRun(bytes, at + 1, end);
      if (places === 0) return false;
      micros += fractionMicros(bytes, at + 1, places);
      at += 1 + places;
    }
  }
  parser.at = at;
  parser.clockMicros = micros;
  return true;
}

/** Offset micros east of UTC of `Z`, `UTC`, `+HH`, `+HHMM`, `+HH:MM`; NaN when it is none. */
function zoneOffset(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at];
  if (at + 1 === end) return first === 90 || first === 122 ? 0 : Number.NaN;
  if (at + 3 === end && first === 85 && bytes[at + 1] === 84 && bytes[at + 2] === 67) return 0;
  if (first !== 43 && first !== 45) return Number.NaN;
  const hours = digits(bytes, at + 1, 2);
  let minutes = 0;
  if (at + 6 === end && bytes[at + 3] === 58) minutes = digits(bytes, at + 4, 2);
  else if (at + 5 === end) minutes = digits(bytes, at + 3, 2);
  else if (at + 3 !== end) return Number.NaN;
  if (!(hours <= 15 && minutes <= 59)) return Number.NaN;
  const micros = (hours * 60 + minutes) * MICROS_PER_MINUTE;
  return first === 45 ? -micros : micros;
}

/** The number of two digits at `from`; NaN when one of them is none. */
function twoDigits(bytes: Uint8Array, from: number): number {
  const tens = (bytes[from] as number) - 48;
  const ones = (bytes[from + 1] as number) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** The number of `count` digits at `from`; NaN when one of them is none. */
function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return count > 0 ? value : Number.NaN;
}

function digitRun(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57) at += 1;
  return at - from;
}

function fractionMicros(bytes: Uint8Array, from: number, places: number): number {
  let micros = 0;
  for (let i = 0; i < 6; i += 1) micros = micros * 10 + (i < places ? (bytes[from + i] as number) - 48 : 0);
  return micros;
}

function slashWithin(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at += 1) if (bytes[at] === 47) return at;
  return -1;
}
