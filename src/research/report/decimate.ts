/** Most points a chart draws of one series. */
export const POINTS_MAX = 2_000;

/**
 * Positions of at most {@link POINTS_MAX} of `count` values that keep every extreme a reader could
 * see: the lowest and the highest of each of equally many stretches, first and last always.
 */
export function decimate(values: ArrayLike<number>, count: number): number[] {
  if (count <= POINTS_MAX) return Array.from({ length: count }, (_, i) => i);
  const stretches = POINTS_MAX / 2 - 1;
  const kept = [0];
  for (let s = 0; s < stretches; s += 1) {
    const from = 1 + Math.floor((s * (count - 2)) / stretches);
    const to = 1 + Math.floor(((s + 1) * (count - 2)) / stretches);
    let low = from;
    let high = from;
    for (let i = from; i < to; i += 1) {
      if ((values[i] as number) < (values[low] as number)) low = i;
      if ((values[i] as number) > (values[high] as number)) high = i;
    }
    kept.push(Math.min(low, high));
    if (low !== high) kept.push(Math.max(low, high));
  }
  kept.push(count - 1);
  return kept;
}
