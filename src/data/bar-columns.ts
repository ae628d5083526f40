import type { PriceMicros, UnixMicros } from "../core/model/units.ts";

/** Bars of one instrument in time order as columns; every array has `count` entries. */
export interface BarColumns {
  readonly symbol: string;
  readonly count: number;
  /** Length of one bar in seconds; 86,400 and longer are session bars. */
  readonly timeframeSeconds: number;
  /** {@link UnixMicros}: a bar covers [tsOpen, tsClose) and is known at tsClose. */
  readonly tsOpen: Float64Array;
  readonly tsClose: Float64Array;
  /** Prices are {@link PriceMicros}: positive safe integers of 1e-6. */
  readonly openMicros: Float64Array;
  readonly highMicros: Float64Array;
  readonly lowMicros: Float64Array;
  readonly closeMicros: Float64Array;
  /** Units traded, as a double; 0 throughout in a file without volumes. */
  readonly volume: Float64Array;
}

/** One bar as scalars, for code that is not hot. */
export interface BarRow {
  readonly tsOpen: UnixMicros;
  readonly tsClose: UnixMicros;
  readonly openMicros: PriceMicros;
  readonly highMicros: PriceMicros;
  readonly lowMicros: PriceMicros;
  readonly closeMicros: PriceMicros;
  readonly volume: number;
}

/** Empty columns for `count` bars, to be filled by whoever made them. */
export function createColumns(symbol: string, count: number, timeframeSeconds: number): BarColumns {
  return {
    symbol,
    count,
    timeframeSeconds,
    tsOpen: new Float64Array(count),
    tsClose: new Float64Array(count),
    openMicros: new Float64Array(count),
    highMicros: new Float64Array(count),
    lowMicros: new Float64Array(count),
    closeMicros: new Float64Array(count),
    volume: new Float64Array(count),
  };
}

/** Writes bar `i`; the columns must have room for it. */
export function setBar(columns: BarColumns, i: number, bar: BarRow): void {
  columns.tsOpen[i] = bar.tsOpen;
  columns.tsClose[i] = bar.tsClose;
  columns.openMicros[i] = bar.openMicros;
  columns.highMicros[i] = bar.highMicros;
  columns.lowMicros[i] = bar.lowMicros;
  columns.closeMicros[i] = bar.closeMicros;
  columns.volume[i] = bar.volume;
}

/** Columns holding bars [from, to) of `columns`, copied. */
export function sliceColumns(columns: BarColumns, from: number, to: number): BarColumns {
  return {
    symbol: columns.symbol,
    count: to - from,
    timeframeSeconds: columns.timeframeSeconds,
    tsOpen: columns.tsOpen.slice(from, to),
    tsClose: columns.tsClose.slice(from, to),
    openMicros: columns.openMicros.slice(from, to),
    highMicros: columns.highMicros.slice(from, to),
    lowMicros: columns.lowMicros.slice(from, to),
    closeMicros: columns.closeMicros.slice(from, to),
    volume: columns.volume.slice(from, to),
  };
}

/** Columns of one instrument joined in the given order; all must have one timeframe. */
export function joinColumns(parts: readonly BarColumns[], symbol: string, timeframeSeconds: number): BarColumns {
  let count = 0;
  for (const part of parts) count += part.count;
  const joined = createColumns(symbol, count, timeframeSeconds);
  let at = 0;
  for (const part of parts) {
    joined.tsOpen.set(part.tsOpen, at);
    joined.tsClose.set(part.tsClose, at);
    joined.openMicros.set(part.openMicros, at);
    joined.highMicros.set(part.highMicros, at);
    joined.lowMicros.set(part.lowMicros, at);
    joined.closeMicros.set(part.closeMicros, at);
    joined.volume.set(part.volume, at);
    at += part.count;
  }
  return joined;
}
