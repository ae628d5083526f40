import type { BarColumns } from "./bar-columns.ts";
import type { BarIssue } from "./bar-issue.ts";
import { percentText } from "./bar-issue.ts";
import { CHECK_LIMITS } from "./check-limits.ts";

/** Runs of bars in which nothing moves (a feed that hangs) and a share of bars without volume that is more than chance. */
export function findDeadBars(columns: BarColumns, lines: Int32Array, isInside: (bar: number) => boolean): BarIssue[] {
  return [...findStaleRuns(columns, lines, isInside), ...findZeroVolume(columns, lines, isInside)];
}

function findStaleRuns(columns: BarColumns, lines: Int32Array, isInside: (bar: number) => boolean): BarIssue[] {
  const { count, volume } = columns;
  const issues: BarIssue[] = [];
  let start = 0;
  for (let i = 1; i <= count; i += 1) {
    if (i < count && isSame(columns, start, i)) continue;
    const limit = volume[start] === 0 ? CHECK_LIMITS.staleQuiet : CHECK_LIMITS.staleTraded;
    if (i - start >= limit && isInside(start) && isInside(i - 1)) {
      const detail = `${i - start} equal bars in a row from here, volume included; does the feed hang?`;
      issues.push({ line: lines[start] as number, kind: "stale", detail });
    }
    start = i;
  }
  return issues;
}

function findZeroVolume(columns: BarColumns, lines: Int32Array, isInside: (bar: number) => boolean): BarIssue[] {
  let inside = 0;
  let without = 0;
  let first = 0;
  for (let i = 0; i < columns.count; i += 1) {
    if (!isInside(i)) continue;
    inside += 1;
    if (columns.volume[i] !== 0) continue;
    if (without === 0) first = lines[i] as number;
    without += 1;
  }
  // All bars without volume: the file has none, which the reader says already or which an index is.
  if (without === inside || without < CHECK_LIMITS.zeroVolumeShare * inside) return [];
  const detail = `${without} of ${inside} bars (${percentText(without / inside)}) have volume 0, first here`;
  return [{ line: first, kind: "zero-volume", detail }];
}

function isSame(columns: BarColumns, i: number, j: number): boolean {
  return (
    columns.openMicros[i] === columns.openMicros[j] &&
    columns.highMicros[i] === columns.highMicros[j] &&
    columns.lowMicros[i] === columns.lowMicros[j] &&
    columns.closeMicros[i] === columns.closeMicros[j] &&
    columns.volume[i] === columns.volume[j]
  );
}
