/**
 * How far the look ahead of each bar's label goes, as the index of its last bar: a column that
 * every label and the purge work on. {@link NO_END} where the data end before the horizon does:
 * such a bar has no label, even if what it looks for happened earlier, because near the end of the
 * data only what happened quickly would be seen.
 */
import type { SessionTable } from "../../core/model/session-table.ts";
import type { BarColumns } from "../../data/bar-columns.ts";

/** The horizon reaches beyond the data. */
export const NO_END = -1;

/** Ends `bars` (at least 1) bars later, Int32Array[count]. */
export function horizonInBars(count: number, bars: number): Int32Array {
  const ends = new Int32Array(count).fill(NO_END);
  for (let i = 0; i + bars < count; i += 1) ends[i] = i + bars;
  return ends;
}

/**
 * Ends with the last bar of the session `sessions` after the bar's own; 0: of its own session. A
 * session counts as over when a bar reaches its close or opens later. Bars outside all sessions
 * have no end, sessions without a bar count, and then the last bar before stands for them.
 */
export function horizonInSessions(
  bars: Pick<BarColumns, "count" | "tsOpen" | "tsClose">,
  table: Pick<SessionTable, "opens" | "closes">,
  sessions: number,
): Int32Array {
  const { count, tsOpen, tsClose } = bars;
  const { opens, closes } = table;
  const ends = new Int32Array(count).fill(NO_END);
  if (count === 0) return ends;
  const lastClose = tsClose[count - 1] as number;
  let own = 0;
  let end = 0;
  for (let i = 0; i < count; i += 1) {
    const open = tsOpen[i] as number;
    while (own < closes.length && (closes[own] as number) <= open) own += 1;
    const target = own + sessions;
    if (target >= closes.length || open < (opens[own] as number)) continue;
    const close = closes[target] as number;
    if (close > lastClose) continue;
    while (end + 1 < count && (tsOpen[end + 1] as number) < close) end += 1;
    if (end > i) ends[i] = end;
  }
  return ends;
}
