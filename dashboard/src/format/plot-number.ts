/** Turns decimal text into a float for the height of a chart's point; never for anything printed. */
export function plotNumber(text: string): number {
  return Number(text);
}

/** Share of a limit that a bar fills, 0 to 1, for its width only. */
export function barFill(value: string, limit: string): number {
  const share = Number(value) / Number(limit);
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
}
