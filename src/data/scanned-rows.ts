import type { RowIssues } from "./data-fault.ts";

/**
 * The sound rows of a file; arrays hold `count` rows and may be longer. Reading changes them in
 * place from step to step, so that a file costs its columns once and no copies.
 */
export interface ScannedRows {
  count: number;
  /** Time as written, as if UTC micros, and the instant it names; later the closing and opening instant. */
  wall: Float64Array;
  utc: Float64Array;
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
  /** Line in the file, from 1. */
  line: Int32Array;
  /** Index into `symbols`; empty in a file without a symbol column. */
  symbol: Int32Array;
  readonly symbols: string[];
  /** Rows in the file, bad ones included. */
  rowCount: number;
  /** Rows whose text named a zone of its own, and rows of a bare date. */
  zonedCount: number;
  dateOnlyCount: number;
  readonly issues: RowIssues;
}

/** No rows, with room for `capacity`. */
export function createRows(capacity: number, hasSymbol: boolean): ScannedRows {
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
    symbol: new Int32Array(hasSymbol ? capacity : 0),
    symbols: [],
    rowCount: 0,
    zonedCount: 0,
    dateOnlyCount: 0,
    issues: { count: 0, kept: [] },
  };
}

/** Makes room for half as many rows again. */
export function growRows(rows: ScannedRows): void {
  const capacity = Math.ceil(rows.utc.length * 1.5) + 16;
  rows.wall = copied(rows.wall, new Float64Array(capacity));
  rows.utc = copied(rows.utc, new Float64Array(capacity));
  rows.open = copied(rows.open, new Float64Array(capacity));
  rows.high = copied(rows.high, new Float64Array(capacity));
  rows.low = copied(rows.low, new Float64Array(capacity));
  rows.close = copied(rows.close, new Float64Array(capacity));
  rows.volume = copied(rows.volume, new Float64Array(capacity));
  rows.line = copied(rows.line, new Int32Array(capacity));
  if (rows.symbol.length > 0) rows.symbol = copied(rows.symbol, new Int32Array(capacity));
}

/** Moves row `from` to place `to`. */
export function moveRow(rows: ScannedRows, from: number, to: number): void {
  rows.wall[to] = rows.wall[from] as number;
  rows.utc[to] = rows.utc[from] as number;
  rows.open[to] = rows.open[from] as number;
  rows.high[to] = rows.high[from] as number;
  rows.low[to] = rows.low[from] as number;
  rows.close[to] = rows.close[from] as number;
  rows.volume[to] = rows.volume[from] as number;
  rows.line[to] = rows.line[from] as number;
}

/** Turns the order of all rows round. */
export function reverseRows(rows: ScannedRows): void {
  const { count, wall, utc, open, high, low, close, volume, line } = rows;
  for (const column of [wall, utc, open, high, low, close, volume, line]) column.subarray(0, count).reverse();
}

/** The rows of one symbol as rows of their own, and the bad rows of the whole file: whose they were nobody can say. */
export function rowsOfSymbol(rows: ScannedRows, symbol: number): ScannedRows {
  let count = 0;
  for (let i = 0; i < rows.count; i += 1) if (rows.symbol[i] === symbol) count += 1;
  const picked = createRows(count, false);
  let k = 0;
  for (let i = 0; i < rows.count; i += 1) {
    if (rows.symbol[i] !== symbol) continue;
    picked.wall[k] = rows.wall[i] as number;
    picked.utc[k] = rows.utc[i] as number;
    picked.open[k] = rows.open[i] as number;
    picked.high[k] = rows.high[i] as number;
    picked.low[k] = rows.low[i] as number;
    picked.close[k] = rows.close[i] as number;
    picked.volume[k] = rows.volume[i] as number;
    picked.line[k] = rows.line[i] as number;
    k += 1;
  }
  picked.count = count;
  picked.rowCount = count + rows.issues.count;
  picked.zonedCount = rows.zonedCount;
  picked.dateOnlyCount = rows.dateOnlyCount;
  picked.issues.count = rows.issues.count;
  picked.issues.kept.push(...rows.issues.kept);
  picked.symbols.push(...rows.symbols);
  return picked;
}

/** `column` cut to `count` entries, as a view unless much room would be left over. */
export function cutColumn<T extends Float64Array | Int32Array>(column: T, count: number): T {
  if (column.length === count) return column;
  return (count < column.length * 0.75 ? column.slice(0, count) : column.subarray(0, count)) as T;
}

function copied<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
