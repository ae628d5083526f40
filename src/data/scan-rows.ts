import type { ZoneClock } from "./calendar/zone-clock.ts";
import { addIssue } from "./data-fault.ts";
import { COLUMN_ROLES, ROLE_OPEN, ROLE_SYMBOL, ROLE_TIME, ROLE_VOLUME } from "./header-columns.ts";
import { parseDouble, parsePriceMicros } from "./parse-decimal.ts";
import { createTimeParser, parseTime } from "./parse-time.ts";
import type { TimeParser } from "./parse-time.ts";
import { createPlainScan, forgetWindow, scanPlainRows } from "./scan-plain-rows.ts";
import type { PlainScan } from "./scan-plain-rows.ts";
import { createRows, growRows } from "./scanned-rows.ts";
import type { ScannedRows } from "./scanned-rows.ts";

/** Where the columns stand. */
export interface RowLayout {
  /** Role number of each column in file order; -1: ignored. */
  readonly roles: Int8Array;
  readonly delimiter: number;
  readonly hasVolume: boolean;
  readonly hasSymbol: boolean;
}

/** A bars file row by row: windows of whole lines go in, sound rows and the faults of the others come out. */
export interface RowScanner {
  readonly rows: ScannedRows;
  /** Takes the lines of a window from offset `at` on; its last byte is a line end, and it may be reused afterwards. */
  readonly take: (window: Uint8Array, at: number) => void;
}

const CR = 13;
const LF = 10;
const QUOTE = 34;
const ROLE_COUNT = COLUMN_ROLES.length;

/** A scanner of the rows after a header that ends on the line before `startLine`; `expectedRows` is a guess. */
export function createRowScanner(
  layout: RowLayout,
  clock: ZoneClock,
  start: { readonly line: number; readonly expectedRows: number },
): RowScanner {
  const rows = createRows(start.expectedRows, layout.hasSymbol);
  const plain = createPlainScan(layout.roles, layout.delimiter, createTimeParser(clock));
  plain.line = start.line;
  const row: RowText = {
    bytes: new Uint8Array(0),
    starts: new Int32Array(ROLE_COUNT),
    ends: new Int32Array(ROLE_COUNT),
    time: plain.time,
    line: 0,
    column: 0,
    layout,
    symbolIndexes: new Map(),
  };
  const take = (bytes: Uint8Array, from: number): void => {
    row.bytes = bytes;
    const window = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
    forgetWindow(plain);
    let at = from;
    while (at < bytes.length) {
      at = scanPlainRows(plain, window, rows, at);
      if (at >= bytes.length) break;
      if (rows.count === rows.utc.length) growRows(rows);
      const lineStart = at;
      at = scanLine(row, at);
      const { column } = row;
      // A line of nothing but delimiters is what spreadsheets leave behind: blank.
      if (at - lineStart >= column) {
        rows.rowCount += 1;
        row.line = plain.line;
        plain.template.length = 0;
        if (takeRow(rows, row) && layout.hasSymbol) rememberSymbol(plain, row, rows.symbol[rows.count - 1] as number);
      }
      at += bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1;
      plain.line += 1;
    }
  };
  return { rows, take };
}

interface RowText {
  bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly time: TimeParser;
  line: number;
  /** Columns of the row. */
  column: number;
  readonly layout: RowLayout;
  readonly symbolIndexes: Map<string, number>;
}

/** Finds the fields of the line at `start`, quotes and blanks around them taken off; returns where the line ends. */
function scanLine(row: RowText, start: number): number {
  const { bytes, starts, ends } = row;
  const { roles, delimiter } = row.layout;
  let at = start;
  let column = 0;
  for (let role = 0; role < ROLE_COUNT; role += 1) starts[role] = -1;
  for (;;) {
    const role = column < roles.length ? (roles[column] as number) : -1;
    const from = at;
    if (bytes[at] === QUOTE) {
      at += 1;
      while (bytes[at] !== QUOTE && bytes[at] !== LF && bytes[at] !== CR) at += 1;
      if (bytes[at] === QUOTE) at += 1;
    }
    let byte = bytes[at] as number;
    while (byte !== delimiter && byte !== LF && byte !== CR) {
      at += 1;
      byte = bytes[at] as number;
    }
    if (role >= 0) {
      starts[role] = from;
      ends[role] = at;
      trimField(bytes, starts, ends, role);
    }
    column += 1;
    if (byte !== delimiter) break;
    at += 1;
  }
  row.column = column;
  return at;
}

/** The price or volume of a role; NaN when it is no number. */
function numberOf(text: RowText, role: number): number {
  const from = text.starts[role] as number;
  const to = text.ends[role] as number;
  return role === ROLE_VOLUME ? parseDouble(text.bytes, from, to) : parsePriceMicros(text.bytes, from, to);
}

/** Stores the row when it is sound, else notes what is wrong with it. */
function takeRow(rows: ScannedRows, text: RowText): boolean {
  const { bytes, starts, ends, time, line } = text;
  const detail = unsoundText(text);
  if (detail !== null) {
    addIssue(rows.issues, { code: "BAD_ROW", line, detail });
    return false;
  }
  if (!parseTime(time, bytes, starts[ROLE_TIME] as number, ends[ROLE_TIME] as number)) {
    const written = fieldText(text, ROLE_TIME);
    addIssue(rows.issues, { code: "BAD_ROW", line, detail: `time "${written}" is no time this reader knows` });
    return false;
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
    return false;
  }
  const i = rows.count;
  rows.wall[i] = time.wall;
  rows.utc[i] = time.utc;
  rows.open[i] = open;
  rows.high[i] = high;
  rows.low[i] = low;
  rows.close[i] = close;
  rows.volume[i] = volume;
  rows.line[i] = line;
  if (text.layout.hasSymbol) rows.symbol[i] = symbolIndex(rows, text);
  if (time.isZoned) rows.zonedCount += 1;
  if (time.isDateOnly) rows.dateOnlyCount += 1;
  rows.count = i + 1;
  return true;
}

function rememberSymbol(plain: PlainScan, text: RowText, index: number): void {
  plain.symbolAt = text.starts[ROLE_SYMBOL] as number;
  plain.symbolLength = (text.ends[ROLE_SYMBOL] as number) - plain.symbolAt;
  plain.symbolIndex = index;
}

function unsoundText(text: RowText): string | null {
  const { starts } = text;
  const { hasVolume, hasSymbol } = text.layout;
  for (let role = 0; role < ROLE_COUNT; role += 1) {
    if ((role === ROLE_VOLUME && !hasVolume) || (role === ROLE_SYMBOL && !hasSymbol)) continue;
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

function trimField(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, role: number): void {
  let from = starts[role] as number;
  let to = ends[role] as number;
  while (from < to && ((bytes[from] as number) <= 32 || bytes[from] === QUOTE)) from += 1;
  while (to > from && ((bytes[to - 1] as number) <= 32 || bytes[to - 1] === QUOTE)) to -= 1;
  starts[role] = from;
  ends[role] = to;
}
