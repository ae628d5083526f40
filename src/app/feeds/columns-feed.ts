import type { BarClosed } from "../../core/model/input.ts";
import type { UnixMicros } from "../../core/model/units.ts";
import type { BarColumns } from "../../data/bar-columns.ts";
import type { Slice, SliceFeed } from "../../venues/simulated/slice.ts";

/** Slices over columns in memory: a bars file replayed, one column set per InstrumentIndex. */
export function createColumnsFeed(bars: readonly BarColumns[], endReason: string): SliceFeed {
  const at = bars.map(() => 0);
  let peeked: Slice | null = null;

  function next(): Slice | null {
    if (peeked !== null) return peeked;
    const tsClose = Math.min(...bars.map((columns, i) => closeAt(columns, at[i] ?? 0)));
    if (tsClose === Number.POSITIVE_INFINITY) return null;
    const slice: BarClosed[] = [];
    bars.forEach((columns, i) => {
      if (closeAt(columns, at[i] ?? 0) === tsClose) slice.push(barAt(columns, at[i] ?? 0, i));
    });
    const last = slice[slice.length - 1];
    if (last !== undefined) last.endsSlice = true;
    peeked = { tsClose, bars: slice };
    return peeked;
  }

  return {
    next,
    endReason,
    take(): void {
      for (const bar of next()?.bars ?? []) at[bar.instrument] = (at[bar.instrument] ?? 0) + 1;
      peeked = null;
    },
    seek(tsClose: UnixMicros): void {
      bars.forEach((columns, i) => {
        at[i] = firstAfter(columns, tsClose);
      });
      peeked = null;
    },
  };
}

function closeAt(columns: BarColumns, row: number): number {
  return row < columns.count ? (columns.tsClose[row] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
}

/** Row of the first bar that closes after `ts`; binary, because a restart may be far into the file. */
function firstAfter(columns: BarColumns, ts: UnixMicros): number {
  let low = 0;
  let high = columns.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (closeAt(columns, middle) <= ts) low = middle + 1;
    else high = middle;
  }
  return low;
}

function barAt(columns: BarColumns, row: number, instrument: number): BarClosed {
  const tsClose = columns.tsClose[row] ?? 0;
  return {
    kind: "BarClosed",
    seq: 0,
    tsEvent: tsClose,
    tsReceived: tsClose,
    instrument,
    timeframeSeconds: columns.timeframeSeconds,
    tsOpen: columns.tsOpen[row] ?? 0,
    openMicros: columns.openMicros[row] ?? 0,
    highMicros: columns.highMicros[row] ?? 0,
    lowMicros: columns.lowMicros[row] ?? 0,
    closeMicros: columns.closeMicros[row] ?? 0,
    volume: columns.volume[row] ?? 0,
    endsSlice: false,
  };
}
