/** A ring of the last `length` numbers inside an arena, walked from the oldest to the newest. */

/** Overwrites the oldest with `x`, the bar number `bars` (from 1); returns where the oldest now stands. */
export function pushWindow(arena: Float64Array, base: number, length: number, bars: number, x: number): number {
  const at = (bars - 1) % length;
  arena[base + at] = x;
  return at + 1 === length ? 0 : at + 1;
}

/** Sum of a full window, left to right in time; `oldest` is the place of its first number. */
export function sumWindow(arena: Float64Array, base: number, length: number, oldest: number): number {
  let sum = 0;
  const end = base + length;
  for (let i = base + oldest; i < end; i++) sum += arena[i] as number;
  const middle = base + oldest;
  for (let i = base; i < middle; i++) sum += arena[i] as number;
  return sum;
}

/** Sum of squared distances from `centre` over a full window, left to right in time. */
export function sumSquares(arena: Float64Array, base: number, length: number, oldest: number, centre: number): number {
  let sum = 0;
  const end = base + length;
  for (let i = base + oldest; i < end; i++) {
    const d = (arena[i] as number) - centre;
    sum += d * d;
  }
  const middle = base + oldest;
  for (let i = base; i < middle; i++) {
    const d = (arena[i] as number) - centre;
    sum += d * d;
  }
  return sum;
}

/** Largest number of a full window. */
export function maximumOf(arena: Float64Array, base: number, length: number): number {
  let most = arena[base] as number;
  for (let i = base + 1; i < base + length; i++) if ((arena[i] as number) > most) most = arena[i] as number;
  return most;
}

/** Smallest number of a full window. */
export function minimumOf(arena: Float64Array, base: number, length: number): number {
  let least = arena[base] as number;
  for (let i = base + 1; i < base + length; i++) if ((arena[i] as number) < least) least = arena[i] as number;
  return least;
}

/** Number `k` of a full window, 0 the oldest. */
export function inWindow(arena: Float64Array, base: number, length: number, oldest: number, k: number): number {
  const at = oldest + k;
  return arena[base + (at < length ? at : at - length)] as number;
}

/** Mean of a full window with weights from 1 (oldest) to `length` (newest). */
export function weightedMean(arena: Float64Array, base: number, length: number, oldest: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += (k + 1) * inWindow(arena, base, length, oldest, k);
  return sum / ((length * (length + 1)) / 2);
}
