import type { BarColumns } from "../../data/bar-columns.ts";
import type { EvaluationTotals } from "../sweep/evaluation-task.ts";

/** Totals of a stretch in which nothing is held: as many marks as there are different closing times. */
export function flatTotals(bars: readonly BarColumns[], sessions: number, initialMicros: number): EvaluationTotals {
  const rows = bars.map(() => 0);
  let marks = 0;
  for (;;) {
    let t = Number.POSITIVE_INFINITY;
    for (const [i, columns] of bars.entries()) {
      const row = rows[i] as number;
      if (row < columns.count) t = Math.min(t, columns.tsClose[row] as number);
    }
    if (t === Number.POSITIVE_INFINITY) break;
    for (const [i, columns] of bars.entries()) {
      const row = rows[i] as number;
      if (row < columns.count && columns.tsClose[row] === t) rows[i] = row + 1;
    }
    marks += 1;
  }
  return {
    marks,
    exposedMarks: 0,
    tradedMicros: 0n,
    commissionMicros: 0n,
    slippageMicros: 0n,
    equitySumMicros: sessions * initialMicros,
  };
}
