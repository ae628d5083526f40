import { mean } from "../../../core/math/statistics.ts";
import type { MetricNotes } from "../../metrics/figure.ts";
import { missing } from "../../metrics/figure.ts";
import { DAILY } from "../../metrics/return-figures.ts";

/** How the daily returns move with those of the benchmark. */
export interface BenchmarkFigures {
  /** Covariance with the benchmark / its variance (both ddof 1). */
  readonly beta: number | null;
  /** (mean - beta x mean of the benchmark) x 252, risk-free rate 0. */
  readonly alpha: number | null;
  readonly correlation: number | null;
}

/** Variances below this are none. */
const ZERO = 1e-24;

/** Figures of two series of daily simple returns over the same sessions; reasons of null ones go to `notes`. */
export function benchmarkFigures(
  returns: readonly number[],
  benchmark: readonly number[],
  notes: MetricNotes,
): BenchmarkFigures {
  if (returns.length < 2) {
    for (const name of ["beta", "alpha", "correlation"]) missing(notes, name, "TOO_FEW_DAYS");
    return { beta: null, alpha: null, correlation: null };
  }
  const { own, other, both } = moments(returns, benchmark);
  if (other < ZERO) {
    for (const name of ["beta", "alpha", "correlation"]) missing(notes, name, "ZERO_VARIANCE");
    return { beta: null, alpha: null, correlation: null };
  }
  const beta = both / other;
  return {
    beta,
    alpha: (mean(returns) - beta * mean(benchmark)) * DAILY.periodsPerYear,
    correlation: own < ZERO ? missing(notes, "correlation", "ZERO_VARIANCE") : both / Math.sqrt(own * other),
  };
}

/** Variances and covariance, divisor n - 1. */
export function moments(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): { readonly own: number; readonly other: number; readonly both: number } {
  const n = a.length;
  const meanA = mean(a);
  const meanB = mean(b);
  let [own, other, both] = [0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const x = (a[i] as number) - meanA;
    const y = (b[i] as number) - meanB;
    own += x * x;
    other += y * y;
    both += x * y;
  }
  return { own: own / (n - 1), other: other / (n - 1), both: both / (n - 1) };
}
