import { addBaseBar, createBarBuilder, flushBarBuilder } from "../../core/market/bar-builder.ts";
import type { BarClosed } from "../../core/model/input.ts";
import type { SessionTable } from "../../core/model/session-table.ts";
import { createColumns, setBar, sliceColumns } from "../../data/bar-columns.ts";
import type { BarColumns } from "../../data/bar-columns.ts";

export type AggregateResult =
  | { readonly ok: true; readonly columns: BarColumns }
  /** COARSER: the data have longer bars than asked for. NOT_A_MULTIPLE: no whole number of them fits. */
  | { readonly ok: false; readonly reason: "COARSER" | "NOT_A_MULTIPLE" };

const SECONDS_PER_DAY = 86_400;

/**
 * Longer bars from shorter ones, counted from each session's open; a session's last bar ends at its
 * close. 86,400 s makes one bar per session. A stretch without any bar makes none. Bars outside
 * the sessions of `table` are left out. The rule of the buckets is the core's bar builder.
 */
export function aggregateBars(columns: BarColumns, timeframeSeconds: number, table: SessionTable): AggregateResult {
  if (timeframeSeconds < columns.timeframeSeconds) return { ok: false, reason: "COARSER" };
  if (timeframeSeconds === columns.timeframeSeconds) return { ok: true, columns };
  const isSession = timeframeSeconds === SECONDS_PER_DAY;
  if (timeframeSeconds > SECONDS_PER_DAY || (!isSession && timeframeSeconds % columns.timeframeSeconds !== 0)) {
    return { ok: false, reason: "NOT_A_MULTIPLE" };
  }
  const builder = createBarBuilder(0, timeframeSeconds);
  const made = createColumns(columns.symbol, columns.count, timeframeSeconds);
  const base = emptyBaseBar(columns.timeframeSeconds);
  let count = 0;
  let session = 0;
  for (let i = 0; i < columns.count; i += 1) {
    const open = columns.tsOpen[i] as number;
    while (session < table.closes.length && (table.closes[session] as number) <= open) session += 1;
    if (session === table.closes.length) break;
    const sessionOpen = table.opens[session] as number;
    if (open < sessionOpen) continue;
    readBaseBar(base, columns, i);
    if (addBaseBar(builder, base, sessionOpen, table.closes[session] as number) > 0) {
      writeBar(made, count, builder.finished[0]);
      count += 1;
    }
  }
  if (flushBarBuilder(builder) > 0) {
    writeBar(made, count, builder.finished[0]);
    count += 1;
  }
  return { ok: true, columns: sliceColumns(made, 0, count) };
}

/**
 * Bar `i` into `base`, known at its open: nobody waits for a bar of a file, so only the next bucket
 * finishes one, every base bar that opens in a bucket counts in it, and it ends where the bucket ends.
 */
function readBaseBar(base: BarClosed, columns: BarColumns, i: number): void {
  base.tsOpen = columns.tsOpen[i] as number;
  base.tsEvent = base.tsOpen;
  base.openMicros = columns.openMicros[i] as number;
  base.highMicros = columns.highMicros[i] as number;
  base.lowMicros = columns.lowMicros[i] as number;
  base.closeMicros = columns.closeMicros[i] as number;
  base.volume = columns.volume[i] as number;
}

function writeBar(made: BarColumns, at: number, bar: BarClosed): void {
  setBar(made, at, {
    tsOpen: bar.tsOpen,
    tsClose: bar.tsEvent,
    openMicros: bar.openMicros,
    highMicros: bar.highMicros,
    lowMicros: bar.lowMicros,
    closeMicros: bar.closeMicros,
    volume: bar.volume,
  });
}

function emptyBaseBar(timeframeSeconds: number): BarClosed {
  return {
    kind: "BarClosed",
    seq: 0,
    tsEvent: 0,
    tsReceived: 0,
    instrument: 0,
    timeframeSeconds,
    tsOpen: 0,
    openMicros: 0,
    highMicros: 0,
    lowMicros: 0,
    closeMicros: 0,
    volume: 0,
    endsSlice: false,
  };
}
