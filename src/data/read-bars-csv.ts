import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import type { SessionTable } from "../core/model/session-table.ts";
import { MICROS_PER_DAY, MICROS_PER_SECOND } from "../core/model/units.ts";
import { createColumns } from "./bar-columns.ts";
import type { BarColumns } from "./bar-columns.ts";
import { inferTimeframe, intradayTimes, SECONDS_PER_DAY, sessionTimes } from "./bar-times.ts";
import type { BarTimes } from "./bar-times.ts";
import { dateText } from "./calendar/civil-date.ts";
import { alwaysOpenTable, NYSE_ZONE, sessionTable } from "./calendar/nyse-calendar.ts";
import { zoneClock } from "./calendar/zone-clock.ts";
import { checkZone } from "./check-zone.ts";
import type { DataFault, DataFaultCode, RowIssues } from "./data-fault.ts";
import { readHeader } from "./header-columns.ts";
import { orderRows } from "./order-rows.ts";
import { scanRows } from "./scan-rows.ts";
import type { RowLayout, ScannedRows } from "./scan-rows.ts";
import { filterDates, filterSessions } from "./session-filter.ts";

/** How a bars file is read; the report states what was used. */
export interface ReadBarsOptions {
  /** Zone of times written without one. */
  readonly tz: string;
  readonly barTime: "open" | "close";
  readonly session: "regular" | "all";
  /** Session dates `YYYY-MM-DD`, both inclusive; null: no bound. */
  readonly from: string | null;
  readonly to: string | null;
  readonly skipBadRows: boolean;
  /** Null: the most common gap between rows. */
  readonly timeframeSeconds: number | null;
  /** Instrument wanted; null: the file's only one. */
  readonly symbol: string | null;
}

/** New York times that open the bar, regular session, nothing skipped. */
export const READ_BARS_DEFAULTS: ReadBarsOptions = {
  tz: NYSE_ZONE,
  barTime: "open",
  session: "regular",
  from: null,
  to: null,
  skipBadRows: false,
  timeframeSeconds: null,
  symbol: null,
};

export interface BarsParsed {
  readonly ok: true;
  readonly columns: BarColumns;
  /** Int32Array[columns.count]: the line of the file each bar stands on. */
  readonly lines: Int32Array;
  readonly warnings: readonly string[];
  /** Rows in the file, dropped ones included. */
  readonly rows: number;
  /** Bad rows dropped by `skipBadRows`. */
  readonly skipped: number;
  /** Instruments the file's symbol column names; empty without such a column. */
  readonly symbols: readonly string[];
}
export interface BarsRead extends BarsParsed {
  /** Hexadecimal SHA-256 of the uncompressed bytes. */
  readonly sha256: string;
}
export interface BarsRefused {
  readonly ok: false;
  readonly faults: readonly DataFault[];
}
export type ParseBarsResult = BarsParsed | BarsRefused;
export type ReadBarsResult = BarsRead | BarsRefused;

export type FileBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly fault: DataFault };

/** Reads one CSV or CSV.gz file of bars into columns; refuses with every fault it found. */
export function readBarsCsv(path: string, options: ReadBarsOptions = READ_BARS_DEFAULTS): ReadBarsResult {
  const read = readBytes(path);
  return read.ok ? parseBarsCsv(read.bytes, path, options) : { ok: false, faults: [read.fault] };
}

/** Parses the uncompressed bytes of a bars file and hashes them; see {@link parseBars}. */
export function parseBarsCsv(bytes: Uint8Array, file: string, options: ReadBarsOptions): ReadBarsResult {
  const parsed = parseBars(bytes, file, options);
  return parsed.ok ? { ...parsed, sha256: createHash("sha256").update(bytes).digest("hex") } : parsed;
}

/** The file's bytes, unpacked when its name ends in `.gz` or its content is gzip. */
export function readBytes(path: string): FileBytes {
  const fault = (code: DataFaultCode, detail: string): FileBytes => ({
    ok: false,
    fault: { code, file: path, line: 0, detail },
  });
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return code === "ENOENT"
      ? fault("FILE_MISSING", "there is no such file; check the path")
      : fault("FILE_UNREADABLE", `it cannot be read (${code}); check that it is a file and its permissions`);
  }
  if (bytes.length === 0) return fault("FILE_EMPTY", "the file has no bytes; expected a header line and rows");
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isGzip) {
    return path.endsWith(".gz")
      ? fault("NOT_GZIP", "the name ends in .gz but the content is not gzip")
      : { ok: true, bytes };
  }
  try {
    return { ok: true, bytes: gunzipSync(bytes) };
  } catch {
    return fault("NOT_GZIP", "the gzip content is damaged or cut; fetch the file again");
  }
}

/** Parses the uncompressed bytes of a bars file; `file` is its name in faults and, without a symbol column, its instrument. */
export function parseBars(bytes: Uint8Array, file: string, options: ReadBarsOptions): ParseBarsResult {
  const refuse = (code: DataFaultCode, line: number, detail: string): BarsRefused => ({
    ok: false,
    faults: [{ code, file, line, detail }],
  });
  const header = findHeader(bytes);
  if (header === null) return refuse("FILE_EMPTY", 0, "the file has no text; expected a header line and rows");
  const layout = readHeader(header.text);
  if (!layout.ok) return refuse("HEADER_UNKNOWN", header.line, layout.detail);
  const clock = zoneClock(layout.isUtc ? "UTC" : options.tz);
  if (clock === null)
    return refuse("ZONE_UNKNOWN", 0, `"${options.tz}" is no zone name, expected one like America/New_York`);
  const rowLayout: RowLayout = { ...layout, start: header.end, startLine: header.line + 1 };
  const rows = scanRows(bytes, rowLayout, clock);
  if (rows.rowCount === 0) return refuse("FILE_EMPTY", header.line, "a header and no rows");
  const picked = pickSymbol(rows, layout.hasSymbol, file, options.symbol);
  if (!picked.ok) return refuse("SYMBOL_UNKNOWN", 0, picked.detail);

  const warnings: string[] = [];
  const issues: RowIssues = rows.issues;
  const ordered = orderRows(rows, picked.index, issues);
  if (!ordered.ok) return refuse("MIXED_ORDER", ordered.line, ordered.detail);
  if (ordered.isReversed) warnings.push(`${file}: rows run from newest to oldest; read in reverse`);
  if (!layout.hasVolume) warnings.push(`${file}: no volume column; volume is 0`);
  let keep = ordered.keep;
  if (isLastUnfinished(rows, keep)) {
    const line = rows.line[keep[keep.length - 1] as number] as number;
    warnings.push(`${file}:${line}: the last bar has volume 0: unfinished, dropped`);
    keep = keep.subarray(0, keep.length - 1);
  }
  if (keep.length === 0) return noRowsLeft(file, issues, "no sound row");

  const timeframeSeconds =
    options.timeframeSeconds ?? inferTimeframe(rows, keep) ?? (rows.dateOnlyCount > 0 ? SECONDS_PER_DAY : null);
  if (timeframeSeconds === null) {
    return refuse("TIMEFRAME_UNKNOWN", 0, "one row does not tell the length of a bar; state the timeframe");
  }
  const isSessionBar = timeframeSeconds >= SECONDS_PER_DAY;
  const table = tableFor(rows, keep, options, timeframeSeconds);
  const shiftMicros = options.barTime === "close" ? timeframeSeconds * MICROS_PER_SECOND : 0;
  const faults: DataFault[] = [];
  if (!isSessionBar && options.session === "regular") {
    const verdict = checkZone(rows, keep, { table, shiftMicros });
    const read = rows.zonedCount > 0 ? "the zones they name" : clock.zone;
    if (verdict.kind === "wrong") {
      const share = Math.round(verdict.outsideShare * 100);
      const detail = `${share} % of the rows lie outside regular hours when read in ${read}, but they fit ${verdict.zone}; read the file with --tz ${verdict.zone}`;
      faults.push({ code: "WRONG_ZONE", file, line: 0, detail });
    } else if (verdict.kind === "mixed") {
      const detail = `rows outside regular hours from here on fit ${verdict.zone}, and ${verdict.twinCount} of them repeat bars that also stand in ${read}; the file mixes two zones`;
      faults.push({ code: "MIXED_ZONES", file, line: verdict.line, detail });
    }
  }
  let times: BarTimes = isSessionBar
    ? sessionTimes(rows, keep, { timeframeSeconds, table, issues })
    : intradayTimes(rows, keep, { timeframeSeconds, barTime: options.barTime });
  if (!isSessionBar && options.session === "regular") {
    const filtered = filterSessions(times, table);
    times = filtered.times;
    if (filtered.droppedCount > 0)
      warnings.push(`${file}: ${filtered.droppedCount} rows outside regular hours left out`);
    if (options.barTime === "open" && filtered.atOpenCount === 0 && filtered.atCloseCount > 0) {
      warnings.push(
        `${file}: rows stand at the close of sessions and none at the open; if times end the bars, use --bar-time close`,
      );
    }
  }
  times = filterDates(times, table, options);
  if (!options.skipBadRows) {
    for (const issue of issues.kept) faults.push({ file, ...issue });
    if (issues.count > issues.kept.length) {
      faults.push({ code: "BAD_ROW", file, line: 0, detail: `${issues.count - issues.kept.length} more bad rows` });
    }
  } else if (issues.count > 0)
    warnings.push(`${file}: ${issues.count} bad rows skipped, first at line ${issues.kept[0]?.line}`);
  if (faults.length > 0) return { ok: false, faults };
  if (times.keep.length === 0) return noRowsLeft(file, issues, "no row passes the session and date filters");
  return {
    ok: true,
    columns: gather(rows, times, picked.symbol, timeframeSeconds),
    lines: times.keep.map((i) => rows.line[i] as number),
    warnings,
    rows: rows.rowCount,
    skipped: issues.count,
    symbols: rows.symbols,
  };
}

/** Instrument a file name stands for: its base name up to the first `_` or `.`. */
export function instrumentOfFileName(path: string): string {
  return basename(path).split(/[_.]/, 1)[0] ?? "";
}

/** Trading days around the rows, by the option's rule: exchange sessions or calendar days. */
function tableFor(
  rows: ScannedRows,
  keep: Int32Array,
  options: ReadBarsOptions,
  timeframeSeconds: number,
): SessionTable {
  const first = Math.floor((rows.wall[keep[0] as number] as number) / MICROS_PER_DAY);
  const last = Math.floor((rows.wall[keep[keep.length - 1] as number] as number) / MICROS_PER_DAY);
  // Wall clocks of other zones and bars longer than a day reach beyond the written dates.
  const span = Math.ceil(timeframeSeconds / SECONDS_PER_DAY) + 1;
  const from = dateText(first - span);
  const to = dateText(last + span);
  if (options.session === "regular") return sessionTable(from, to);
  return alwaysOpenTable(from, to, options.tz) ?? sessionTable(from, to);
}

function pickSymbol(
  rows: ScannedRows,
  hasSymbol: boolean,
  file: string,
  wanted: string | null,
):
  | { readonly ok: true; readonly index: number; readonly symbol: string }
  | { readonly ok: false; readonly detail: string } {
  if (!hasSymbol || rows.symbols.length === 0)
    return { ok: true, index: 0, symbol: wanted ?? instrumentOfFileName(file) };
  const listed = rows.symbols.join(", ");
  if (wanted === null) {
    const [only] = rows.symbols;
    if (rows.symbols.length === 1 && only !== undefined) return { ok: true, index: 0, symbol: only };
    return { ok: false, detail: `the file holds several instruments (${listed}); name one of them` };
  }
  const index = rows.symbols.indexOf(wanted);
  if (index >= 0) return { ok: true, index, symbol: wanted };
  return { ok: false, detail: `no row for "${wanted}"; the file holds ${listed}` };
}

/** A last row without volume in a file with volumes. */
function isLastUnfinished(rows: ScannedRows, keep: Int32Array): boolean {
  if (keep.length === 0 || rows.volume[keep[keep.length - 1] as number] !== 0) return false;
  for (const i of keep) if ((rows.volume[i] as number) > 0) return true;
  return false;
}

function noRowsLeft(file: string, issues: RowIssues, why: string): BarsRefused {
  const faults: DataFault[] = [{ code: "NO_ROWS_LEFT", file, line: 0, detail: why }];
  for (const issue of issues.kept) faults.push({ file, ...issue });
  return { ok: false, faults };
}

function gather(rows: ScannedRows, times: BarTimes, symbol: string, timeframeSeconds: number): BarColumns {
  const columns = createColumns(symbol, times.keep.length, timeframeSeconds);
  columns.tsOpen.set(times.tsOpen);
  columns.tsClose.set(times.tsClose);
  for (let k = 0; k < times.keep.length; k += 1) {
    const i = times.keep[k] as number;
    columns.openMicros[k] = rows.open[i] as number;
    columns.highMicros[k] = rows.high[i] as number;
    columns.lowMicros[k] = rows.low[i] as number;
    columns.closeMicros[k] = rows.close[i] as number;
    columns.volume[k] = rows.volume[i] as number;
  }
  return columns;
}

/** The first line with text: its words, line number and the offset after it. A byte-order mark is passed over. */
export function findHeader(bytes: Uint8Array): { text: string; line: number; end: number } | null {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let line = 1; at < bytes.length; line += 1) {
    let end = at;
    while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end += 1;
    const text = Buffer.from(bytes.subarray(at, end)).toString("utf8").trim();
    const next = bytes[end] === 13 && bytes[end + 1] === 10 ? end + 2 : end + 1;
    if (text !== "") return { text, line, end: Math.min(next, bytes.length) };
    at = next;
  }
  return null;
}
