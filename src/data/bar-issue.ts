/** One finding of `data check`; `line` 0: the file as a whole. */
export interface BarIssue {
  readonly line: number;
  /** A data fault code, or in lower case what only warns (gap, outlier, stale, split, ...) or informs (info). */
  readonly kind: string;
  readonly detail: string;
}

/** Instant as ISO 8601 UTC without fractions; empty for none. */
export function isoText(micros: number): string {
  return Number.isFinite(micros) ? new Date(micros / 1000).toISOString().replace(".000Z", "Z") : "";
}

/** `1 bar`, `2 bars`. */
export function countText(count: number, one: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${one}s`;
}

/** A share as percent: two digits that count. */
export function percentText(ratio: number): string {
  const percent = ratio * 100;
  return `${percent >= 10 ? percent.toFixed(0) : percent.toFixed(1)} %`;
}
