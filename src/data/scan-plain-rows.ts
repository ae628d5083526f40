import { ROLE_CLOSE, ROLE_OPEN, ROLE_SYMBOL, ROLE_TIME, ROLE_VOLUME } from "./header-columns.ts";
import { parseDouble, parsePriceMicros } from "./parse-decimal.ts";
import { parseTime } from "./parse-time.ts";
import type { TimeParser } from "./parse-time.ts";
import type { ScannedRows } from "./scanned-rows.ts";

/**
 * The fast way through a bars file: rows that are plain, complete and sound, straight from bytes to
 * columns without a string or an object per row. The first row that is anything else stops it, and
 * `scan-rows.ts` judges that row by the full rules.
 */
export interface PlainScan {
  /** Role of each column in file order; -1: ignored. */
  readonly roles: Int8Array;
  readonly delimiter: number;
  readonly time: TimeParser;
  /** Numbers of the row in hand by role, prices in micros. */
  readonly values: Float64Array;
  /** Line number of the next row. */
  line: number;
  /** The time parsed last, when all but its two minute digits may be compared instead of parsed; -1: none. */
  template: TimeTemplate;
  /** Where the symbol seen last stands in this window, its length and its index; -1: none. */
  symbolAt: number;
  symbolLength: number;
  symbolIndex: number;
}

/**
 * `YYYY-MM-DD HH:..` with whatever follows the minute (seconds, zone): a time whose other bytes are
 * the same is `minutes` later. Held as words because neighbours share it for an hour.
 */
interface TimeTemplate {
  /** Length of the text; 0: no template. */
  length: number;
  word0: number;
  word1: number;
  word2: number;
  word3: number;
  readonly rest: Uint8Array;
  /** Time as written and instant of minute 0. */
  wall: number;
  utc: number;
}

const CR = 13;
const LF = 10;
const QUOTE = 34;
const DOT = 46;
const MINUTE_AT = 14;
const REST_AT = 16;
const REST_MAX = 24;
/** Bytes a row's first reads may reach beyond its start; nearer the end of a window the full rules read. */
const LOOKAHEAD = 48;
const PAD = new Float64Array([1_000_000, 100_000, 10_000, 1000, 100, 10, 1]);
const SCALE = new Float64Array([1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6]);

export function createPlainScan(roles: Int8Array, delimiter: number, time: TimeParser): PlainScan {
  const template = {
    length: 0,
    word0: 0,
    word1: 0,
    word2: 0,
    word3: 0,
    rest: new Uint8Array(REST_MAX),
    wall: 0,
    utc: 0,
  };
  return {
    roles,
    delimiter,
    time,
    values: new Float64Array(ROLE_SYMBOL + 1),
    line: 0,
    template,
    symbolAt: -1,
    symbolLength: 0,
    symbolIndex: 0,
  };
}

/** Takes rows from offset `from` on into `rows` while they are plain and there is room; returns where it stopped. */
export function scanPlainRows(
  scan: PlainScan,
  window: { readonly bytes: Uint8Array; readonly view: DataView },
  rows: ScannedRows,
  from: number,
): number {
  const { bytes, view } = window;
  const { roles, delimiter, values, time } = scan;
  const { wall, utc, open, high, low, close, volume, line, symbol } = rows;
  const columnLast = roles.length - 1;
  const capacity = utc.length;
  const end = bytes.length - LOOKAHEAD;
  const hasSymbol = symbol.length > 0;
  let at = from;
  let i = rows.count;
  let lineNumber = scan.line;
  let zoned = 0;
  let dateOnly = 0;
  scanning: while (at < end && i < capacity) {
    let next = at;
    let column = 0;
    for (;;) {
      const role = roles[column] as number;
      if (role >= ROLE_OPEN && role <= ROLE_CLOSE) next = scanNumber(bytes, next, values, role);
      else if (role === ROLE_TIME) next = scanTime(scan, bytes, view, next);
      else if (role === ROLE_VOLUME) next = scanNumber(bytes, next, values, role);
      else next = role === ROLE_SYMBOL ? scanSymbol(scan, bytes, next) : scanIgnored(bytes, next, delimiter);
      if (next < 0) break scanning;
      if (bytes[next] !== delimiter) break;
      if (column === columnLast) break scanning;
      column += 1;
      next += 1;
    }
    const byte = bytes[next] as number;
    if (column !== columnLast || (byte !== LF && byte !== CR)) break;
    const opened = values[1] as number;
    const highest = values[2] as number;
    const lowest = values[3] as number;
    const closed = values[4] as number;
    const traded = values[ROLE_VOLUME] as number;
    // False for NaN too; what exactly is wrong is worked out by the full rules.
    if (!(lowest > 0 && opened >= lowest && closed >= lowest && highest >= opened && highest >= closed && traded >= 0))
      break;
    wall[i] = time.wall;
    utc[i] = time.utc;
    open[i] = opened;
    high[i] = highest;
    low[i] = lowest;
    close[i] = closed;
    volume[i] = traded;
    line[i] = lineNumber;
    if (hasSymbol) symbol[i] = scan.symbolIndex;
    if (time.isZoned) zoned += 1;
    if (time.isDateOnly) dateOnly += 1;
    i += 1;
    lineNumber += 1;
    at = next + (byte === CR && bytes[next + 1] === LF ? 2 : 1);
  }
  rows.zonedCount += zoned;
  rows.dateOnlyCount += dateOnly;
  rows.rowCount += i - rows.count;
  rows.count = i;
  scan.line = lineNumber;
  return at;
}

/** A new window holds other bytes where the last symbol stood. */
export function forgetWindow(scan: PlainScan): void {
  scan.symbolAt = -1;
  scan.time.lastDayAt = -1;
}

/**
 * Reads digits with at most six decimals in machine integers, longer ones by the full parsers: a
 * price as micros, a volume as the number itself.
 */
function scanNumber(bytes: Uint8Array, from: number, values: Float64Array, role: number): number {
  let at = from;
  let value = 0;
  let digit = (bytes[at] as number) - 48;
  while (digit >= 0 && digit <= 9) {
    value = (Math.imul(value, 10) + digit) | 0;
    at += 1;
    digit = (bytes[at] as number) - 48;
  }
  let places = 0;
  let length = at - from;
  if (length === 0) return -1;
  if (digit === DOT - 48) {
    at += 1;
    const fraction = at;
    digit = (bytes[at] as number) - 48;
    while (digit >= 0 && digit <= 9) {
      value = (Math.imul(value, 10) + digit) | 0;
      at += 1;
      digit = (bytes[at] as number) - 48;
    }
    places = at - fraction;
    length += places;
  }
  // Ten digits and more no longer fit a machine integer.
  const isSmall = length <= 9 && places <= 6;
  if (role === ROLE_VOLUME) values[role] = isSmall ? value / (SCALE[places] as number) : parseDouble(bytes, from, at);
  else values[role] = isSmall ? value * (PAD[places] as number) : parsePriceMicros(bytes, from, at);
  return at;
}

function scanTime(scan: PlainScan, bytes: Uint8Array, view: DataView, from: number): number {
  const { template, time } = scan;
  const length = template.length;
  if (
    length > 0 &&
    from + REST_AT <= bytes.length &&
    view.getInt32(from, true) === template.word0 &&
    view.getInt32(from + 4, true) === template.word1 &&
    view.getInt32(from + 8, true) === template.word2 &&
    view.getInt16(from + 12, true) === template.word3
  ) {
    const tens = (bytes[from + MINUTE_AT] as number) - 48;
    const ones = (bytes[from + MINUTE_AT + 1] as number) - 48;
    let at = REST_AT;
    while (at < length && bytes[from + at] === template.rest[at - REST_AT]) at += 1;
    const byte = bytes[from + length] as number;
    const ends = byte === scan.delimiter || byte === LF || byte === CR;
    if (at === length && ends && tens >= 0 && tens <= 5 && ones >= 0 && ones <= 9) {
      const later = (tens * 10 + ones) * 60_000_000;
      time.wall = template.wall + later;
      time.utc = template.utc + later;
      return from + length;
    }
  }
  return parseFreshTime(scan, bytes, view, from);
}

/** Parses a time by the full rules and, where the hour around it runs evenly, remembers it as the template. */
function parseFreshTime(scan: PlainScan, bytes: Uint8Array, view: DataView, from: number): number {
  const { template, time, delimiter } = scan;
  const at = scanIgnored(bytes, from, delimiter);
  template.length = 0;
  if (at < 0 || at - from > REST_AT + REST_MAX || !parseTime(time, bytes, from, at)) return -1;
  const isIso = at - from >= REST_AT && bytes[from + 4] === 45 && bytes[from + 7] === 45 && bytes[from + 13] === 58;
  // On a day on which the clock is changed, minutes of one hour may be further apart than they look.
  if (!isIso || !(time.isZoned || time.clock.lastWallOffset === time.clock.lastWallOffset)) return at;
  const minute = ((bytes[from + MINUTE_AT] as number) - 48) * 10 + (bytes[from + MINUTE_AT + 1] as number) - 48;
  template.length = at - from;
  template.word0 = view.getInt32(from, true);
  template.word1 = view.getInt32(from + 4, true);
  template.word2 = view.getInt32(from + 8, true);
  template.word3 = view.getInt16(from + 12, true);
  template.rest.set(bytes.subarray(from + REST_AT, at));
  template.wall = time.wall - minute * 60_000_000;
  template.utc = time.utc - minute * 60_000_000;
  return at;
}

/** Passes over the symbol seen last; any other is new to this way and left to the full rules. */
function scanSymbol(scan: PlainScan, bytes: Uint8Array, from: number): number {
  const { symbolAt, symbolLength } = scan;
  if (symbolAt < 0) return -1;
  for (let i = 0; i < symbolLength; i += 1) if (bytes[from + i] !== bytes[symbolAt + i]) return -1;
  const byte = bytes[from + symbolLength] as number;
  return byte === scan.delimiter || byte === LF || byte === CR ? from + symbolLength : -1;
}

/** The end of a field without quotes; -1: it has some. */
function scanIgnored(bytes: Uint8Array, from: number, delimiter: number): number {
  let at = from;
  let byte = bytes[at] as number;
  if (byte === QUOTE) return -1;
  while (byte !== delimiter && byte !== LF && byte !== CR) {
    at += 1;
    byte = bytes[at] as number;
  }
  return at;
}
