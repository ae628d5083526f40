import { halfEvenDiv } from "../../core/math/round.ts";
import { MICROS_PER_DAY, MICROS_PER_MINUTE } from "../../core/model/units.ts";
import { dayOfText } from "../calendar/civil-date.ts";
import { addIssue } from "../data-fault.ts";
import type { RowIssues } from "../data-fault.ts";
import { parseDouble, parsePriceMicros } from "../parse-decimal.ts";
import { dashed } from "./lean-member.ts";

/** The sound rows of one member in file order; arrays hold `count` rows and may be longer. */
export interface LeanRows {
  count: number;
  /** New York wall clock as if it were UTC micros. */
  readonly wall: Float64Array;
  /** By {@link LeanLayout}: prices in micros, sizes as they are; NaN where a quote has no such side. */
  readonly values: readonly Float64Array[];
  readonly line: Int32Array;
  /** Rows in the member, bad ones included. */
  rowCount: number;
}

/** What a row holds after its time. */
export interface LeanLayout {
  readonly content: "trade" | "quote";
  /** Day number the milliseconds count from; null: rows begin `yyyymmdd hh:mm`. */
  readonly day: number | null;
  /** Prices are written in 1/10,000 (equities, options) or as they are (indexes). */
  readonly isScaled: boolean;
}

const SCALE = 10_000;
const TRADE_COLUMNS = 5;
const QUOTE_COLUMNS = 10;
const SIDE_COLUMNS = 5;
const LF = 10;
const CR = 13;
const COMMA = 44;

/** Parses the rows of a bar or quote member; a row that is unsound in itself becomes an issue and is left out. */
export function parseLeanRows(bytes: Uint8Array, layout: LeanLayout, issues: RowIssues): LeanRows {
  const columnCount = layout.content === "trade" ? TRADE_COLUMNS : QUOTE_COLUMNS;
  const capacity = lineCount(bytes);
  const values = Array.from({ length: columnCount }, () => new Float64Array(capacity));
  const rows: LeanRows = {
    count: 0,
    wall: new Float64Array(capacity),
    values,
    line: new Int32Array(capacity),
    rowCount: 0,
  };
  const starts = new Int32Array(columnCount + 2);
  const row = new Float64Array(columnCount);
  let line = 0;
  for (let at = 0; at < bytes.length; ) {
    line += 1;
    const end = lineEnd(bytes, at);
    const fields = splitLine(bytes, at, end, starts);
    if (fields > 0) {
      rows.rowCount += 1;
      const wall = wallOf(bytes, at, (starts[1] as number) - 1, layout.day);
      const detail =
        fields !== columnCount + 1
          ? `the row has ${fields} fields, expected ${columnCount + 1}`
          : Number.isNaN(wall)
            ? "the first field is no time of this format"
            : readValues(bytes, starts, row, layout);
      if (detail === null) {
        for (let c = 0; c < columnCount; c += 1) (values[c] as Float64Array)[rows.count] = row[c] as number;
        rows.wall[rows.count] = wall;
        rows.line[rows.count] = line;
        rows.count += 1;
      } else addIssue(issues, { code: "BAD_ROW", line, detail });
    }
    at = bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1;
  }
  return rows;
}

/** True when some price of the member's first row has a decimal point: prices as they are, not in 1/10,000. */
export function hasDecimalPoint(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, lineEnd(bytes, 0)))
    .toString("latin1")
    .split(",")
    .slice(1, 5)
    .join()
    .includes(".");
}

/** Where the fields of a line begin, one past the last included; 0 for a blank line. */
export function splitLine(bytes: Uint8Array, from: number, end: number, starts: Int32Array): number {
  if (from === end) return 0;
  let fields = 1;
  starts[0] = from;
  for (let at = from; at < end; at += 1) {
    if (bytes[at] !== COMMA) continue;
    if (fields < starts.length) starts[fields] = at + 1;
    fields += 1;
  }
  if (fields < starts.length) starts[fields] = end + 1;
  return fields;
}

/** Offset of the byte that ends the line at `from`, or the end of the bytes. */
export function lineEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at += 1;
  return at;
}

/** Lines of the bytes, the last one counted with or without its end. */
export function lineCount(bytes: Uint8Array): number {
  let count = 1;
  for (const byte of bytes) if (byte === LF) count += 1;
  return count;
}

/** `ms` since midnight, or `yyyymmdd hh:mm`, as wall clock micros; NaN when it is neither. */
function wallOf(bytes: Uint8Array, from: number, to: number, day: number | null): number {
  if (day !== null) {
    const ms = parseDouble(bytes, from, to);
    return ms >= 0 && ms * 1000 < MICROS_PER_DAY ? day * MICROS_PER_DAY + ms * 1000 : Number.NaN;
  }
  const text = Buffer.from(bytes.subarray(from, to)).toString("latin1");
  const match = /^(\d{8}) ([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  const number = match === null ? null : dayOfText(dashed(match[1] ?? ""));
  if (match === null || number === null) return Number.NaN;
  return number * MICROS_PER_DAY + (Number(match[2]) * 60 + Number(match[3])) * MICROS_PER_MINUTE;
}

/** Reads and judges the numbers of a row; the text says what is wrong with it. */
function readValues(bytes: Uint8Array, starts: Int32Array, row: Float64Array, layout: LeanLayout): string | null {
  for (let c = 0; c < row.length; c += 1) {
    const from = starts[c + 1] as number;
    const to = (starts[c + 2] as number) - 1;
    const isSize = c % SIDE_COLUMNS === SIDE_COLUMNS - 1;
    const isEmpty = from === to && layout.content === "quote";
    row[c] = isEmpty ? Number.NaN : isSize ? parseDouble(bytes, from, to) : leanPrice(bytes, from, to, layout.isScaled);
    if (Number.isNaN(row[c]) && !isEmpty) return `field ${c + 2} is no number`;
  }
  for (let side = 0; side < row.length; side += SIDE_COLUMNS) {
    const detail = unsoundSide(row, side, layout.content);
    if (detail !== null) return detail;
  }
  return null;
}

/** A price field as micros; NaN when it is no number. */
export function leanPrice(bytes: Uint8Array, from: number, to: number, isScaled: boolean): number {
  const micros = parsePriceMicros(bytes, from, to);
  return isScaled && !Number.isNaN(micros) ? halfEvenDiv(micros, SCALE) : micros;
}

function unsoundSide(row: Float64Array, side: number, content: "trade" | "quote"): string | null {
  const [open, high, low, close, size] = row.subarray(side, side + SIDE_COLUMNS) as unknown as number[];
  if (open === undefined || high === undefined || low === undefined || close === undefined) return "a side is missing";
  const missing = [open, high, low, close].filter(Number.isNaN).length;
  if (missing === SIDE_COLUMNS - 1) return null;
  const isPriced = content === "trade" ? low > 0 : low >= 0;
  if (missing > 0 || !isPriced) return "a price is missing or not above 0";
  if (high < low || open < low || close < low || open > high || close > high)
    return "open or close lies outside low and high";
  return (size ?? 0) >= 0 ? null : "the size is below 0";
}
