import type { ZoneClock } from "./calendar/zone-clock.ts";
import { addIssue } from "./data-fault.ts";
import type { RowIssues } from "./data-fault.ts";
import { COLUMN_ROLES, ROLE_CLOSE, ROLE_OPEN, ROLE_SYMBOL, ROLE_TIME, ROLE_VOLUME } from "./header-columns.ts";
import { parseDouble, parsePriceMicros } from "./parse-decimal.ts";
import { createTimeParser, parseTime } from "./parse-time.ts";
import type { TimeParser } from "./parse-time.ts";

/** The sound rows of a file in file order; arrays hold `count` rows and may be longer. */
export interface ScannedRows {
  count: number;
  /** Time as written, as if UTC micros, and the instant it names. */
  wall: Float64Array;
  utc: Float64Array;
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
  /** Line in the file, from 1. */
  line: Int32Array;
  /** Index into `symbols`; all 0 in a file without a symbol column. */
  symbol: Int32Array;
  readonly symbols: string[];
  /** Rows in the file, bad ones included. */
  rowCount: number;
  /** Rows whose text named a zone of its own, and rows of a bare date. */
  zonedCount: number;
  dateOnlyCount: number;
  readonly issues: RowIssues;
}

/** Where the columns stand and where the first row begins. */
export interface RowLayout {
  readonly roles: Int8Array;
  readonly delimiter: number;
  readonly hasVolume: boolean;
  /** Offset of the first byte after the header and its line number. */
  readonly start: number;
  readonly startLine: number;
}

const CR = 13;
const LF = 10;
const QUOTE = 34;
const DOT = 46;
const PAD = new Int32Array([1_000_000, 100_000, 10_000, 1000, 100, 10, 1]);
const ROLE_COUNT = COLUMN_ROLES.length;

/** Parses all rows; a row that is unsound in itself becomes an issue and is left out. */
export function scanRows(source: Uint8Array, layout: RowLayout, clock: ZoneClock): ScannedRows {
  const bytes = withLineEnd(source);
  const rows = createRows(Math.floor(bytes.length / 40) + 16);
  const size = bytes.length;
  const starts = new Int32Array(ROLE_COUNT);
  const ends = new Int32Array(ROLE_COUNT);
  const values = new Float64Array(ROLE_COUNT);
  // One object for all rows: a million of them would cost more than the parsing.
  const row: RowText = {
    bytes,
    starts,
    ends,
    values,
    time: createTimeParser(clock),
    line: 0,
    column: 0,
    hasTime: false,
    timeLength: -1,
    layout,
    symbolIndexes: new Map(),
  };
  let at = layout.start;
  let line = layout.startLine;
  while (at < size) {
    const first = bytes[at] as number;
    if (first === LF || first === CR) {
      at += first === CR && bytes[at + 1] === LF ? 2 : 1;
      line += 1;
      continue;
    }
    const lineStart = at;
    at = scanLine(row, at);
    const column = row.column;
    // A line of nothing but delimiters is what spreadsheets leave behind: blank.
    if (at - lineStart >= column) {
      rows.rowCount += 1;
      row.line = line;
      takeRow(rows, row);
    }
    at += bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1;
    line += 1;
  }
  return rows;
}

interface RowText {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Numbers read on the way, by role; NaN: not plain, see the text. Prices in micros. */
  readonly values: Float64Array;
  readonly time: TimeParser;
  line: number;
  column: number;
  /** The time was parsed on the way; and how long its text was in the row before. */
  hasTime: boolean;
  timeLength: number;
  readonly layout: RowLayout;
  readonly symbolIndexes: Map<string, number>;
}

/** Finds the fields of the line at `start`, reading plain numbers on the way; returns where the line ends. */
function scanLine(row: RowText, start: number): number {
  const { bytes, starts, ends, values } = row;
  const { roles, delimiter } = row.layout;
  const roleCount = roles.length;
  let at = start;
  let column = 0;
  for (let role = 0; role < ROLE_COUNT; role += 1) starts[role] = -1;
  row.hasTime = false;
  for (;;) {
    const role = column < roleCount ? (roles[column] as number) : -1;
    const from = at;
    if (role >= ROLE_OPEN && role <= ROLE_VOLUME) {
      values[role] = Number.NaN;
      at = scanPlainDecimal(bytes, at, values, role);
    } else if (role === ROLE_TIME && row.timeLength > 0 && bytes[from + row.timeLength] === delimiter) {
      // A time as long as the last one: when it parses, it held neither delimiter nor line end.
      if (parseTime(row.time, bytes, from, from + row.timeLength)) {
        row.hasTime = true;
        at = from + row.timeLength;
      }
    }
    let byte = bytes[at] as number;
    if (byte === QUOTE && at === from) {
      at += 1;
      while (bytes[at] !== QUOTE && bytes[at] !== LF && bytes[at] !== CR) at += 1;
      if (bytes[at] === QUOTE) at += 1;
      byte = bytes[at] as number;
    }
    if (byte !== delimiter && byte !== LF && byte !== CR) {
      // Not a plain number after all: take the whole field and let the full parser judge it.
      if (role >= 0) values[role] = Number.NaN;
      do {
        at += 1;
        byte = bytes[at] as number;
      } while (byte !== delimiter && byte !== LF && byte !== CR);
    }
    if (role >= 0) {
      starts[role] = from;
      ends[role] = at;
      if ((bytes[from] as number) <= QUOTE || (bytes[at - 1] as number) <= QUOTE) trimField(bytes, starts, ends, role);
      if (role === ROLE_TIME) row.timeLength = at - from;
    }
    column += 1;
    if (byte !== delimiter) break;
    at += 1;
  }
  row.column = column;
  return at;
}

/**
 * Reads digits with at most six decimals, the common case, while looking for the field's end.
 * Returns where it stopped; the caller decides by the byte there whether the field was plain.
 */
function scanPlainDecimal(bytes: Uint8Array, from: number, values: Float64Array, role: number): number {
  // Whole and fraction stay below 2^31, so that the loops run on machine integers.
  let at = from;
  let whole = 0;
  let digit = (bytes[at] as number) - 48;
  while (digit >= 0 && digit <= 9 && at - from < 9) {
    whole = (whole * 10 + digit) | 0;
    at += 1;
    digit = (bytes[at] as number) - 48;
  }
  if (at === from) return at;
  let fraction = 0;
  let places = 0;
  if (digit === DOT - 48) {
    at += 1;
    digit = (bytes[at] as number) - 48;
    while (digit >= 0 && digit <= 9 && places < 6) {
      fraction = (fraction * 10 + digit) | 0;
      places += 1;
      at += 1;
      digit = (bytes[at] as number) - 48;
    }
  }
  // A further digit is no delimiter: the caller then takes the field to the full parser.
  const micros = whole * 1_000_000 + fraction * (PAD[places] as number);
  values[role] = role === ROLE_VOLUME ? micros / 1_000_000 : micros;
  return at;
}

/** The price or volume of a role: as scanned, else by the full parser; NaN when it is no number. */
function numberOf(text: RowText, role: number): number {
  const plain = text.values[role] as number;
  if (plain === plain) return plain;
  const from = text.starts[role] as number;
  const to = text.ends[role] as number;
  return role === ROLE_VOLUME ? parseDouble(text.bytes, from, to) : parsePriceMicros(text.bytes, from, to);
}

function takeRow(rows: ScannedRows, text: RowText): void {
  const { bytes, starts, ends, time, line } = text;
  const detail = unsoundText(text);
  if (detail !== null) {
    addIssue(rows.issues, { code: "BAD_ROW", line, detail });
    return;
  }
  if (!text.hasTime && !parseTime(time, bytes, starts[ROLE_TIME] as number, ends[ROLE_TIME] as number)) {
    const written = fieldText(text, ROLE_TIME);
    addIssue(rows.issues, { code: "BAD_ROW", line, detail: `time "${written}" is no time this reader knows` });
    return;
  }
  const open = numberOf(text, 1);
  const high = numberOf(text, 2);
  const low = numberOf(text, 3);
  const close = numberOf(text, 4);
  const volume = text.layout.hasVolume ? numberOf(text, ROLE_VOLUME) : 0;
  // One comparison chain that is false for NaN too; what exactly is wrong is worked out off the hot path.
  const isSound = low > 0 && open >= low && close >= low && high >= open && high >= close && volume >= 0;
  if (!isSound) {
    addIssue(rows.issues, { code: "BAD_ROW", line, detail: unsoundBar(text, [open, high, low, close, volume]) });
    return;
  }
  if (rows.count === rows.utc.length) grow(rows);
  const i = rows.count;
  rows.wall[i] = time.wall;
  rows.utc[i] = time.utc;
  rows.open[i] = open;
  rows.high[i] = high;
  rows.low[i] = low;
  rows.close[i] = close;
  rows.volume[i] = volume;
  rows.line[i] = line;
  rows.symbol[i] = (starts[ROLE_SYMBOL] as number) < 0 ? 0 : symbolIndex(rows, text);
  if (time.isZoned) rows.zonedCount += 1;
  if (time.isDateOnly) rows.dateOnlyCount += 1;
  rows.count = i + 1;
}

function unsoundText(text: RowText): string | null {
  const { starts } = text;
  const last = text.layout.hasVolume ? ROLE_VOLUME : ROLE_CLOSE;
  for (let role = 0; role <= last; role += 1) {
    if ((starts[role] as number) < 0) {
      return `the row has ${text.column} columns and none for ${COLUMN_ROLES[role]}; the header has ${text.layout.roles.length}`;
    }
  }
  return null;
}

function unsoundBar(text: RowText, values: readonly number[]): string {
  for (const [i, value] of values.entries()) {
    const role = ROLE_OPEN + i;
    if (Number.isNaN(value)) return `${COLUMN_ROLES[role]} is "${fieldText(text, role)}", expected a decimal number`;
    if (role === ROLE_VOLUME ? value < 0 : value <= 0) {
      return `${COLUMN_ROLES[role]} is ${fieldText(text, role)}, expected ${role === ROLE_VOLUME ? "0 or more" : "a price above 0"}`;
    }
  }
  const [open = 0, high = 0, low = 0] = values;
  const range = `[${fieldText(text, 3)}, ${fieldText(text, 2)}]`;
  if (high < low) return `high ${fieldText(text, 2)} is below low ${fieldText(text, 3)}`;
  if (open < low || open > high) return `open ${fieldText(text, 1)} is outside low and high ${range}`;
  return `close ${fieldText(text, 4)} is outside low and high ${range}`;
}

function fieldText(text: RowText, role: number): string {
  const written = Buffer.from(text.bytes.subarray(text.starts[role], text.ends[role])).toString("utf8");
  return written.length > 40 ? `${written.slice(0, 40)}...` : written;
}

function symbolIndex(rows: ScannedRows, text: RowText): number {
  const name = Buffer.from(text.bytes.subarray(text.starts[ROLE_SYMBOL], text.ends[ROLE_SYMBOL])).toString("utf8");
  let index = text.symbolIndexes.get(name);
  if (index === undefined) {
    index = rows.symbols.length;
    rows.symbols.push(name);
    text.symbolIndexes.set(name, index);
  }
  return index;
}

/** The bytes with a line end last, so that loops inside a line need not ask for the end of the file. */
function withLineEnd(bytes: Uint8Array): Uint8Array {
  const last = bytes[bytes.length - 1];
  if (last === LF || last === CR) return bytes;
  const ended = new Uint8Array(bytes.length + 1);
  ended.set(bytes);
  ended[bytes.length] = LF;
  return ended;
}

function trimField(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, role: number): void {
  let from = starts[role] as number;
  let to = ends[role] as number;
  while (from < to && ((bytes[from] as number) <= 32 || bytes[from] === QUOTE)) from += 1;
  while (to > from && ((bytes[to - 1] as number) <= 32 || bytes[to - 1] === QUOTE)) to -= 1;
  starts[role] = from;
  ends[role] = to;
}

function createRows(capacity: number): ScannedRows {
  return {
    count: 0,
    wall: new Float64Array(capacity),
    utc: new Float64Array(capacity),
    open: new Float64Array(capacity),
    high: new Float64Array(capacity),
    low: new Float64Array(capacity),
    close: new Float64Array(capacity),
    volume: new Float64Array(capacity),
    line: new Int32Array(capacity),
    symbol: new Int32Array(capacity),
    symbols: [],
    rowCount: 0,
    zonedCount: 0,
    dateOnlyCount: 0,
    issues: { count: 0, kept: [] },
  };
}

function grow(rows: ScannedRows): void {
  const capacity = rows.utc.length * 2;
  rows.wall = grown(rows.wall, new Float64Array(capacity));
  rows.utc = grown(rows.utc, new Float64Array(capacity));
  rows.open = grown(rows.open, new Float64Array(capacity));
  rows.high = grown(rows.high, new Float64Array(capacity));
  rows.low = grown(rows.low, new Float64Array(capacity));
  rows.close = grown(rows.close, new Float64Array(capacity));
  rows.volume = grown(rows.volume, new Float64Array(capacity));
  rows.line = grown(rows.line, new Int32Array(capacity));
  rows.symbol = grown(rows.symbol, new Int32Array(capacity));
}

function grown<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
