import type { BarColumns } from "./bar-columns.ts";
import type { BarIssue } from "./bar-issue.ts";
import { percentText } from "./bar-issue.ts";
import { SECONDS_PER_DAY } from "./bar-times.ts";
import { CHECK_LIMITS } from "./check-limits.ts";

/**
 * Bars whose high or low lies far beyond the close before and the open after: a bad print rather
 * than a move, because a move does not come back at once. Far is measured against the price and
 * against the median move of the bars around, so that a crash does not pass for a fault of the data.
 */
export function findOutliers(columns: BarColumns, lines: Int32Array): BarIssue[] {
  const { count, openMicros, highMicros, lowMicros, closeMicros } = columns;
  const issues: BarIssue[] = [];
  const span = columns.timeframeSeconds >= SECONDS_PER_DAY ? "session" : "intraday";
  const ratioMin = CHECK_LIMITS.outlierRatioMin[span];
  for (let i = 1; i + 1 < count; i += 1) {
    const before = closeMicros[i - 1] as number;
    const after = openMicros[i + 1] as number;
    const above = (highMicros[i] as number) / Math.max(before, after) - 1;
    const below = 1 - (lowMicros[i] as number) / Math.min(before, after);
    const ratio = Math.max(above, below);
    if (ratio < ratioMin) continue;
    const median = Math.max(medianMove(columns, i), CHECK_LIMITS.outlierMedianMin);
    // False for NaN too: too few bars to know what is usual.
    if (!(ratio >= CHECK_LIMITS.outlierMedians[span] * median)) continue;
    const side = above > below ? "high" : "low";
    const price = (((above > below ? highMicros[i] : lowMicros[i]) as number) / 1e6).toFixed(2);
    const detail = `${side} ${price} lies ${percentText(ratio)} beyond both neighbours, ${Math.round(ratio / median)} times the usual move; a bad print?`;
    issues.push({ line: lines[i] as number, kind: "outlier", detail });
  }
  return issues;
}

/** Median of the absolute close-to-close moves around bar `i`, its own and the way back left out; NaN: too few. */
function medianMove(columns: BarColumns, i: number): number {
  const { count, closeMicros } = columns;
  const moves: number[] = [];
  const first = Math.max(1, i - CHECK_LIMITS.outlierWindow);
  const last = Math.min(count - 1, i + CHECK_LIMITS.outlierWindow);
  for (let k = first; k <= last; k += 1) {
    if (k === i || k === i + 1) continue;
    moves.push(Math.abs((closeMicros[k] as number) / (closeMicros[k - 1] as number) - 1));
  }
  if (moves.length < CHECK_LIMITS.outlierMovesMin) return Number.NaN;
  moves.sort((a, b) => a - b);
  return moves[moves.length >> 1] ?? 0;
}
