import type { SessionTable } from "../core/model/session-table.ts";
import { MICROS_PER_SECOND } from "../core/model/units.ts";
import { createColumns, setBar, sliceColumns } from "./bar-columns.ts";
import type { BarColumns } from "./bar-columns.ts";

export type AggregateResult =
  | { readonly ok: true; readonly columns: BarColumns }
  /** COARSER: the data have longer bars than asked for. NOT_A_MULTIPLE: no whole number of them fits. */
  | { readonly ok: false; readonly reason: "COARSER" | "NOT_A_MULTIPLE" };

const SECONDS_PER_DAY = 86_400;

/**
 * Longer bars from shorter ones, counted from each session's open; a session's last bar ends at its
 * close. 86,400 s makes one bar per session. A stretch without any bar makes none. Bars outside
 * the sessions of `table` are left out.
 */
export function aggregateBars(columns: BarColumns, timeframeSeconds: number, table: SessionTable): AggregateResult {
  if (timeframeSeconds < columns.timeframeSeconds) return { ok: false, reason: "COARSER" };
  if (timeframeSeconds === columns.timeframeSeconds) return { ok: true, columns };
  const isSession = timeframeSeconds === SECONDS_PER_DAY;
  if (timeframeSeconds > SECONDS_PER_DAY || (!isSession && timeframeSeconds % columns.timeframeSeconds !== 0)) {
    return { ok: false, reason: "NOT_A_MULTIPLE" };
  }
  const length = timeframeSeconds * MICROS_PER_SECOND;
  const made = createColumns(columns.symbol, columns.count, timeframeSeconds);
  let count = 0;
  let session = 0;
  let bucketOpen = Number.NaN;
  for (let i = 0; i < columns.count; i += 1) {
    const open = columns.tsOpen[i] as number;
    while (session < table.closes.length && (table.closes[session] as number) <= open) session += 1;
    if (session === table.closes.length) break;
    const sessionOpen = table.opens[session] as number;
    if (open < sessionOpen) continue;
    const start = isSession ? sessionOpen : sessionOpen + Math.floor((open - sessionOpen) / length) * length;
    if (start !== bucketOpen) {
      bucketOpen = start;
      const sessionClose = table.closes[session] as number;
      setBar(made, count, {
        tsOpen: start,
        tsClose: isSession ? sessionClose : Math.min(start + length, sessionClose),
        openMicros: columns.openMicros[i] as number,
        highMicros: columns.highMicros[i] as number,
        lowMicros: columns.lowMicros[i] as number,
        closeMicros: columns.closeMicros[i] as number,
        volume: columns.volume[i] as number,
      });
      count += 1;
      continue;
    }
    const at = count - 1;
    made.highMicros[at] = Math.max(made.highMicros[at] as number, columns.highMicros[i] as number);
    made.lowMicros[at] = Math.min(made.lowMicros[at] as number, columns.lowMicros[i] as number);
    made.closeMicros[at] = columns.closeMicros[i] as number;
    made.volume[at] = (made.volume[at] as number) + (columns.volume[i] as number);
  }
  return { ok: true, columns: sliceColumns(made, 0, count) };
}
