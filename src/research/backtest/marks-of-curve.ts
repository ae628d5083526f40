import type { SessionTable } from "../../core/model/session-table.ts";
import type { Marks } from "../metrics/daily-series.ts";
import type { EquityCurve } from "./equity-curve.ts";

/** The curve with the session of every mark; looked up afterwards, because the loop has no time for it. */
export function marksOfCurve(curve: EquityCurve, table: SessionTable): Marks {
  const { count, time, equity } = curve;
  const session = new Float64Array(count);
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    // A bar belongs to the session in which it opened: its close may be the session's own.
    while (at + 1 < table.opens.length && (time[i] as number) > (table.opens[at + 1] as number)) at += 1;
    session[i] = at;
  }
  return { count, time, equity, session };
}

/** Marks with a position at the close: what is not cash is held. */
export function countExposed(curve: EquityCurve): number {
  let count = 0;
  for (let i = 0; i < curve.count; i += 1) if (curve.equity[i] !== curve.cash[i]) count += 1;
  return count;
}
