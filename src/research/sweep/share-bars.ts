import type { BarColumns } from "../../data/bar-columns.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";

/**
 * The same run with its columns in memory that all threads see: a worker gets them without a copy.
 * Those of the benchmark are left out, an evaluation has none.
 */
export function shareBars(resolved: ResolvedRun): ResolvedRun {
  const { bars, longerBars, warmupBars } = resolved;
  return {
    ...resolved,
    bars: bars.map(shareColumns),
    longerBars: longerBars.map((one) => ({ ...one, columns: shareColumns(one.columns) })),
    warmupBars: warmupBars?.map(shareColumns) ?? null,
    benchmarkBars: [],
  };
}

function shareColumns(columns: BarColumns): BarColumns {
  return {
    symbol: columns.symbol,
    count: columns.count,
    timeframeSeconds: columns.timeframeSeconds,
    tsOpen: shared(columns.tsOpen),
    tsClose: shared(columns.tsClose),
    openMicros: shared(columns.openMicros),
    highMicros: shared(columns.highMicros),
    lowMicros: shared(columns.lowMicros),
    closeMicros: shared(columns.closeMicros),
    volume: shared(columns.volume),
  };
}

function shared(from: Float64Array): Float64Array {
  if (from.buffer instanceof SharedArrayBuffer) return from;
  const to = new Float64Array(new SharedArrayBuffer(from.length * Float64Array.BYTES_PER_ELEMENT));
  to.set(from);
  return to;
}
