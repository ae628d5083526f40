/**
 * A smoothed average inside an arena: the simple mean of the first n numbers (summed left to
 * right), then e += a (x - e). One form for exponential averages (a = 2 / (n + 1)) and Wilder's
 * (a = 1 / n); kernels that need several keep several.
 */

/** Cells of one average: n, a, and the average (before the n-th number their sum). */
export const AVERAGE_CELLS = 3;

/** Sets up an exponential average of `length` numbers. */
export function startExponential(arena: Float64Array, at: number, length: number): void {
  arena[at] = length;
  arena[at + 1] = 2 / (length + 1);
}

/** Sets up Wilder's average of `length` numbers. */
export function startWilder(arena: Float64Array, at: number, length: number): void {
  arena[at] = length;
  arena[at + 1] = 1 / length;
}

/** Takes in `x`, the number `count` (from 1) of its series; the average, NaN before the n-th. */
export function stepAverage(arena: Float64Array, at: number, count: number, x: number): number {
  const length = arena[at] as number;
  const e = arena[at + 2] as number;
  if (count > length) {
    const next = e + (arena[at + 1] as number) * (x - e);
    arena[at + 2] = next;
    return next;
  }
  const sum = e + x;
  if (count < length) {
    arena[at + 2] = sum;
    return Number.NaN;
  }
  const mean = sum / length;
  arena[at + 2] = mean;
  return mean;
}
