import type { SessionTable } from "../../core/model/session-table.ts";

/**
 * Stretches of regular hours between neighbouring bars in which there is no bar: a missing minute
 * is one, a missing week is one. Bars in rising time; `table` covers them.
 */
export function countGaps(tsOpen: Float64Array, tsClose: Float64Array, table: SessionTable): number {
  let gaps = 0;
  let s = 0;
  for (let i = 1; i < tsOpen.length; i += 1) {
    const end = tsClose[i - 1] as number;
    const next = tsOpen[i] as number;
    if (next <= end) continue;
    while (s < table.closes.length && (table.closes[s] as number) <= end) s += 1;
    if (s === table.closes.length) break;
    if (Math.max(table.opens[s] as number, end) < next) gaps += 1;
  }
  return gaps;
}
