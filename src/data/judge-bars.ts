import { basename } from "node:path";
import type { SessionTable } from "../core/model/session-table.ts";
import { MICROS_PER_DAY, MICROS_PER_SECOND } from "../core/model/units.ts";
import type { BarColumns } from "./bar-columns.ts";
import { inferTimeframe, intradayTimes, SECONDS_PER_DAY, sessionTimes } from "./bar-times.ts";
import { dateText } from "./calendar/civil-date.ts";
import { alwaysOpenTable, sessionTable } from "./calendar/nyse-calendar.ts";
import { checkZone } from "./check-zone.ts";
import type { DataFault, DataFaultCode, RowIssues } from "./data-fault.ts";
import { orderRows } from "./order-rows.ts";
import type { ScannedFile } from "./scan-bars-file.ts";
import { cutColumn, rowsOfSymbol } from "./scanned-rows.ts";
import type { ScannedRows } from "./scanned-rows.ts";
import { filterDates, filterSessions } from "./session-filter.ts";

/** What the text alone does not say about a bars file. */
export interface BarsReading {
  /** Zone of times written without one. */
  readonly tz: string;
  readonly barTime: "open" | "close";
  readonly session: "regular" | "all";
  /** Session dates `YYYY-MM-DD`, both inclusive; null: no bound. */
  readonly from: string | null;
  readonly to: string | null;
  /** Null: the most common gap between rows. */
  readonly timeframeSeconds: number | null;
  /** Instrument wanted; null: the file's only one. */
  readonly symbol: string | null;
}

/** The bars of one instrument of a file, and everything that is wrong with them. */
export interface JudgedBars {
  /** Null when the faults leave nothing to look at. */
  readonly columns: BarColumns | null;
  /** Int32Array[columns.count]: the line of the file each bar stands on. */
  readonly lines: Int32Array;
  /** Rows of the file that were this instrument's, and the bad ones, which may have been. */
  readonly rowCount: number;
  /** Faults of the file as a whole: no run may use it. */
  readonly faults: readonly DataFault[];
  /** Faults of single rows, which are left out of the columns. */
  readonly issues: RowIssues;
  readonly warnings: readonly string[];
  /** What was taken for granted because the file does not say it, and the option that says otherwise. */
  readonly assumed: readonly string[];
}

/**
 * Puts the rows of one instrument in order, gives them times and sessions and finds what is wrong.
 * The rows of a file of one instrument become the columns and are used up; those of a file of
 * several are copied and may be judged again for another. `dropsOutside` false keeps the rows
 * outside regular hours, for a look at them.
 */
export function judgeBars(scanned: ScannedFile, file: string, reading: BarsReading, dropsOutside = true): JudgedBars {
  const { layout } = scanned;
  const picked = pickSymbol(scanned.rows, layout.hasSymbol, file, reading.symbol);
  if (!picked.ok) return refused(file, scanned.rows, "SYMBOL_UNKNOWN", 0, picked.detail);
  const rows = scanned.rows.symbols.length > 1 ? rowsOfSymbol(scanned.rows, picked.index) : scanned.rows;
  const { issues } = rows;
  const warnings: string[] = [];
  if (scanned.titleLines > 0)
    warnings.push(`${file}: the columns are named on line ${scanned.headerLine}; the text above them was passed over`);
  const ordered = orderRows(rows);
  if (!ordered.ok) return refused(file, rows, "MIXED_ORDER", ordered.line, ordered.detail);
  if (ordered.isReversed) warnings.push(`${file}: rows run from newest to oldest; read in reverse`);
  if (!layout.hasVolume) warnings.push(`${file}: no volume column; volume is 0`);
  if (isLastUnfinished(rows)) {
    rows.count -= 1;
    warnings.push(`${file}:${rows.line[rows.count]}: the last bar has volume 0: unfinished, dropped`);
  }
  if (rows.count === 0) return refused(file, rows, "NO_ROWS_LEFT", 0, "no sound row");
  const timeframeSeconds =
    reading.timeframeSeconds ?? inferTimeframe(rows) ?? (rows.dateOnlyCount > 0 ? SECONDS_PER_DAY : null);
  if (timeframeSeconds === null) {
    const detail = "one row does not tell the length of a bar; state the timeframe";
    return refused(file, rows, "TIMEFRAME_UNKNOWN", 0, detail);
  }
  const assumed: string[] = [];
  const faults: DataFault[] = [];
  const table = tableFor(rows, reading, timeframeSeconds);
  if (timeframeSeconds >= SECONDS_PER_DAY) sessionTimes(rows, { timeframeSeconds, table });
  else {
    const zone = rows.zonedCount > 0 ? "the zones they name" : scanned.zone;
    if (rows.zonedCount === 0 && !layout.isUtc)
      assumed.push(`times name no zone and were read in ${zone}; --tz ZONE says otherwise`);
    assumed.push(
      reading.barTime === "open"
        ? "times were read as the opening of their bars; --bar-time close says otherwise"
        : "times were read as the end of their bars (--bar-time close)",
    );
    const isRegular = reading.session === "regular";
    const shiftMicros = reading.barTime === "close" ? timeframeSeconds * MICROS_PER_SECOND : 0;
    const zoneFault = isRegular ? zoneFaultOf(rows, { table, shiftMicros }, file, zone) : null;
    if (zoneFault !== null) faults.push(zoneFault);
    intradayTimes(rows, { timeframeSeconds, barTime: reading.barTime });
    if (isRegular) warnings.push(...keepSessions(rows, table, { file, barTime: reading.barTime, dropsOutside }));
  }
  filterDates(rows, table, reading);
  if (rows.count === 0) {
    const fault = faultOf(file, "NO_ROWS_LEFT", 0, "no row passes the session and date filters");
    return {
      columns: null,
      lines: new Int32Array(0),
      rowCount: rows.rowCount,
      faults: faults.length > 0 ? faults : [fault],
      issues,
      warnings,
      assumed,
    };
  }
  const columns = columnsOf(rows, picked.symbol, timeframeSeconds);
  return {
    columns,
    lines: cutColumn(rows.line, rows.count),
    rowCount: rows.rowCount,
    faults,
    issues,
    warnings,
    assumed,
  };
}

/** Instrument a file name stands for: its base name up to the first `_` or `.`. */
export function instrumentOfFileName(path: string): string {
  return basename(path).split(/[_.]/, 1)[0] ?? "";
}

function faultOf(file: string, code: DataFaultCode, line: number, detail: string): DataFault {
  return { code, file, line, detail };
}

function refused(file: string, rows: ScannedRows, code: DataFaultCode, line: number, detail: string): JudgedBars {
  const faults = [faultOf(file, code, line, detail)];
  const { rowCount, issues } = rows;
  return { columns: null, lines: new Int32Array(0), rowCount, faults, issues, warnings: [], assumed: [] };
}

function zoneFaultOf(
  rows: ScannedRows,
  options: { readonly table: SessionTable; readonly shiftMicros: number },
  file: string,
  read: string,
): DataFault | null {
  const verdict = checkZone(rows, options);
  if (verdict.kind === "wrong") {
    const share = Math.round(verdict.outsideShare * 100);
    const detail = `${share} % of the rows lie outside regular hours when read in ${read}, but they fit ${verdict.zone}; read the file with --tz ${verdict.zone}`;
    return faultOf(file, "WRONG_ZONE", 0, detail);
  }
  if (verdict.kind === "mixed") {
    const detail = `rows outside regular hours from here on fit ${verdict.zone}, and ${verdict.twinCount} of them repeat bars that also stand in ${read}; the file mixes two zones`;
    return faultOf(file, "MIXED_ZONES", verdict.line, detail);
  }
  return null;
}

/** Leaves out what lies outside regular hours; says how much that was. */
function keepSessions(
  rows: ScannedRows,
  table: SessionTable,
  options: { readonly file: string; readonly barTime: "open" | "close"; readonly dropsOutside: boolean },
): string[] {
  const { file } = options;
  const filtered = filterSessions(rows, table, options.dropsOutside);
  const warnings: string[] = [];
  if (filtered.droppedCount > 0) warnings.push(`${file}: ${filtered.droppedCount} rows outside regular hours left out`);
  if (options.barTime === "open" && filtered.atOpenCount === 0 && filtered.atCloseCount > 0) {
    warnings.push(
      `${file}: rows stand at the close of sessions and none at the open; if times end the bars, use --bar-time close`,
    );
  }
  return warnings;
}

/** Trading days around the rows, by the option's rule: exchange sessions or calendar days. */
function tableFor(rows: ScannedRows, options: BarsReading, timeframeSeconds: number): SessionTable {
  const first = Math.floor((rows.wall[0] as number) / MICROS_PER_DAY);
  const last = Math.floor((rows.wall[rows.count - 1] as number) / MICROS_PER_DAY);
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
function isLastUnfinished(rows: ScannedRows): boolean {
  if (rows.count === 0 || rows.volume[rows.count - 1] !== 0) return false;
  for (let i = 0; i < rows.count; i += 1) if ((rows.volume[i] as number) > 0) return true;
  return false;
}

/** The rows' own arrays as columns: nothing is copied unless much of them would stay empty. */
function columnsOf(rows: ScannedRows, symbol: string, timeframeSeconds: number): BarColumns {
  const { count } = rows;
  return {
    symbol,
    count,
    timeframeSeconds,
    tsOpen: cutColumn(rows.utc, count),
    tsClose: cutColumn(rows.wall, count),
    openMicros: cutColumn(rows.open, count),
    highMicros: cutColumn(rows.high, count),
    lowMicros: cutColumn(rows.low, count),
    closeMicros: cutColumn(rows.close, count),
    volume: cutColumn(rows.volume, count),
  };
}
