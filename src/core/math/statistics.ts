/** Statistics of samples, as semantics sections 7 and 8 define them. Sums run left to right. */
import { assert } from "../assert.ts";
import { sqrt } from "./elementary.ts";

/** Any indexable sequence of doubles: an array or a Float64Array. */
export type Sample = ArrayLike<number>;

/** Arithmetic mean; NaN of an empty sample. */
export function mean(sample: Sample): number {
  let sum = 0;
  for (let i = 0; i < sample.length; i++) sum += sample[i] as number;
  return sum / sample.length;
}

/** Standard deviation with divisor n - ddof (0 population, 1 sample); NaN when n <= ddof. */
export function standardDeviation(sample: Sample, ddof: 0 | 1): number {
  const divisor = sample.length - ddof;
  if (divisor <= 0) return Number.NaN;
  const centre = mean(sample);
  let squares = 0;
  for (let i = 0; i < sample.length; i++) {
    const d = (sample[i] as number) - centre;
    squares += d * d;
  }
  return sqrt(squares / divisor);
}

/**
 * Value at risk: the smallest loss level with at least `alpha` of the losses at or below it.
 * Losses are positive; alpha in (0, 1); NaN of an empty sample.
 */
export function valueAtRisk(losses: Sample, alpha: number): number {
  assert(alpha > 0 && alpha < 1, "alpha lies between 0 and 1");
  const n = losses.length;
  if (n === 0) return Number.NaN;
  const ascending = Float64Array.from(losses).sort();
  // Compared as count / n, which rounds 7 / 100 to the same double as the 0.07 a user writes;
  // ceil(0.07 * 100) would be 8.
  let count = Math.max(1, Math.ceil(alpha * n) - 1);
  while (count < n && count / n < alpha) count++;
  return ascending[count - 1] as number;
}

/**
 * Conditional value at risk after Rockafellar and Uryasev: k = (1 - alpha) n;
 * (sum of the floor(k) largest losses + (k - floor(k)) x the next) / k; k < 1: the largest loss.
 * Losses are positive; alpha in (0, 1); NaN of an empty sample.
 */
export function conditionalValueAtRisk(losses: Sample, alpha: number): number {
  assert(alpha > 0 && alpha < 1, "alpha lies between 0 and 1");
  const n = losses.length;
  if (n === 0) return Number.NaN;
  const ascending = Float64Array.from(losses).sort();
  const k = (1 - alpha) * n;
  if (k < 1) return ascending[n - 1] as number;
  const whole = Math.floor(k);
  let tail = 0;
  for (let i = 0; i < whole; i++) tail += ascending[n - 1 - i] as number;
  if (whole < n) tail += (k - whole) * (ascending[n - 1 - whole] as number);
  return tail / k;
}

/**
 * Largest fall from a running peak as a positive ratio of that peak; 0 when it never fell. The
 * first value is the first peak, so the caller puts the initial capital there; NaN when empty.
 */
export function maxDrawdown(equity: Sample): number {
  if (equity.length === 0) return Number.NaN;
  let peak = equity[0] as number;
  let worst = 0;
  for (let i = 1; i < equity.length; i++) {
    const value = equity[i] as number;
    if (value > peak) peak = value;
    else if (peak > 0) worst = Math.max(worst, (peak - value) / peak);
  }
  return worst;
}
