import { required } from "../../core/assert.ts";
import type { SessionTable } from "../../core/model/session-table.ts";
import type { BarColumns } from "../../data/bar-columns.ts";
import type { RowRange } from "./evaluation-task.ts";

/** The sessions in which at least one instrument has a bar, in time order: those of the daily series. */
export interface SessionRows {
  /** Dates `YYYY-MM-DD`. */
  readonly days: readonly string[];
  /** Close of each session, micros UTC. */
  readonly closes: readonly number[];
  /** Per instrument the first row of each session, and its count of rows at the end. */
  readonly starts: readonly Int32Array[];
}

/** Where each session's bars stand; a bar belongs to the session in which it opened. */
export function sessionRows(bars: readonly BarColumns[], table: SessionTable): SessionRows {
  const size = table.opens.length;
  const counts = bars.map(() => new Int32Array(size));
  for (const [i, columns] of bars.entries()) {
    const counted = counts[i] as Int32Array;
    let at = 0;
    for (let row = 0; row < columns.count; row += 1) {
      while (at + 1 < size && (columns.tsClose[row] as number) > (table.opens[at + 1] as number)) at += 1;
      counted[at] = (counted[at] as number) + 1;
    }
  }
  const kept: number[] = [];
  for (let at = 0; at < size; at += 1) if (counts.some((counted) => (counted[at] as number) > 0)) kept.push(at);
  const starts = counts.map((counted) => {
    const first = new Int32Array(kept.length + 1);
    for (const [n, at] of kept.entries()) first[n + 1] = (first[n] as number) + (counted[at] as number);
    return first;
  });
  return {
    days: kept.map((at) => required(table.days[at], "a kept session is of the table")),
    closes: kept.map((at) => required(table.closes[at], "a kept session is of the table")),
    starts,
  };
}

/** Rows of sessions [from, to) per instrument. */
export function rowsOfSessions(rows: SessionRows, from: number, to: number): RowRange[] {
  return rows.starts.map((first) => ({ from: first[from] as number, to: first[to] as number }));
}
