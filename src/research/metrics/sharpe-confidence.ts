import type { Sample } from "../../core/math/statistics.ts";
import { mean, standardDeviation } from "../../core/math/statistics.ts";
import { normalCdf, normalQuantile } from "./normal-distribution.ts";

/** What a sample says about its Sharpe ratio per period, never annualised. */
export interface SharpeSample {
  /** Number of returns. */
  readonly count: number;
  /** Mean / sample deviation (ddof 1) per period. */
  readonly sharpe: number;
  /** Third standardised moment, of the population. */
  readonly skewness: number;
  /** Fourth standardised moment, of the population; 3 for a normal distribution. */
  readonly kurtosis: number;
}

/** Deviations below this are none. */
const ZERO = 1e-12;
/** Euler's constant, as semantics section 8 writes it. */
const EULER = 0.5772156649;

/** The sample of `returns`; null with fewer than two of them or without variance. */
export function sharpeSample(returns: Sample): SharpeSample | null {
  const count = returns.length;
  if (count < 2) return null;
  const centre = mean(returns);
  const deviation = standardDeviation(returns, 1);
  if (!(deviation >= ZERO)) return null;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < count; i += 1) {
    const d = (returns[i] as number) - centre;
    const square = d * d;
    second += square;
    third += square * d;
    fourth += square * square;
  }
  const variance = second / count;
  return {
    count,
    sharpe: centre / deviation,
    skewness: third / count / (variance * Math.sqrt(variance)),
    kurtosis: fourth / count / (variance * variance),
  };
}

/** 1 - g3 SR + (g4 - 1)/4 SR^2; never negative, because g4 >= 1 + g3^2 holds for every sample. */
function spread({ sharpe, skewness, kurtosis }: SharpeSample): number {
  return 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
}

/**
 * Probability that the true Sharpe ratio per period exceeds `benchmark`; null where the sample's
 * moments leave no spread. Source: Bailey and Lopez de Prado, "The Sharpe Ratio Efficient Frontier" (2012).
 */
export function probabilisticSharpe(sample: SharpeSample, benchmark: number): number | null {
  const variance = spread(sample);
  if (!(variance > 0)) return null;
  return normalCdf(((sample.sharpe - benchmark) * Math.sqrt(sample.count - 1)) / Math.sqrt(variance));
}

/**
 * The largest Sharpe ratio per period to expect among `trials` without any skill, whose ratios have
 * `variance` (ddof 1); 0 for one trial.
 * Source: Bailey and Lopez de Prado, "The Deflated Sharpe Ratio" (2014).
 */
export function expectedMaximumSharpe(trials: number, variance: number): number {
  if (trials <= 1) return 0;
  const high = normalQuantile(1 - 1 / trials);
  const higher = normalQuantile(1 - 1 / (trials * Math.E));
  return Math.sqrt(variance) * ((1 - EULER) * high + EULER * higher);
}

/** Probability that the true Sharpe ratio exceeds what the best of `trials` shows by luck alone. */
export function deflatedSharpe(
  sample: SharpeSample,
  among: { readonly trials: number; readonly variance: number },
): number | null {
  return probabilisticSharpe(sample, expectedMaximumSharpe(among.trials, among.variance));
}

/**
 * Returns wanted before the ratio of `sample` differs from `benchmark` at `confidence`; null when
 * it does not exceed it: then no length suffices. Not rounded.
 * Source: Bailey and Lopez de Prado, "The Sharpe Ratio Efficient Frontier" (2012), section 4.
 */
export function minimumTrackRecord(sample: SharpeSample, benchmark: number, confidence: number): number | null {
  const variance = spread(sample);
  if (!(sample.sharpe > benchmark) || !(variance > 0)) return null;
  const ratio = normalQuantile(confidence) / (sample.sharpe - benchmark);
  return 1 + variance * ratio * ratio;
}

/** Sample variance (ddof 1) of the trials' ratios; 0 for fewer than two. */
export function varianceOfTrials(ratios: Sample): number {
  const deviation = ratios.length < 2 ? 0 : standardDeviation(ratios, 1);
  return deviation * deviation;
}
