import type { BarColumns } from "../../data/bar-columns.ts";

/**
 * Rows [from, to) of columns as views on the same memory. Without a row between, one stays in
 * sight beyond `count`: a run asks when its columns begin.
 */
export function viewBars(columns: BarColumns, from: number, to: number): BarColumns {
  const first = from < to ? from : Math.max(0, Math.min(from, columns.count - 1));
  const end = Math.max(to, first + 1);
  return {
    symbol: columns.symbol,
    count: to - from,
    timeframeSeconds: columns.timeframeSeconds,
    tsOpen: columns.tsOpen.subarray(first, end),
    tsClose: columns.tsClose.subarray(first, end),
    openMicros: columns.openMicros.subarray(first, end),
    highMicros: columns.highMicros.subarray(first, end),
    lowMicros: columns.lowMicros.subarray(first, end),
    closeMicros: columns.closeMicros.subarray(first, end),
    volume: columns.volume.subarray(first, end),
  };
}
