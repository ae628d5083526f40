/** Turns decimal text into a float for the height of a chart's point; never for anything printed. */
export function plotNumber(text: string): number {
  return Number(text);
}

/** Places `values` between the least (0) and the greatest (1) of them, for marks only; all alike stand in the middle. */
export function plotShares(values: readonly string[]): readonly number[] {
  const heights = values.map(Number);
  const least = Math.min(...heights);
  const span = Math.max(...heights) - least;
  return heights.map((height) => (span > 0 ? (height - least) / span : 0.5));
}

/** Share of a limit that a bar fills, 0 to 1, for its width only. */
export function barFill(value: string, limit: string): number {
  const share = Number(value) / Number(limit);
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
}
