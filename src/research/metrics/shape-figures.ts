import { power, sqrt } from "../../core/math/elementary.ts";
import { mean } from "../../core/math/statistics.ts";
import type { MetricNotes } from "./figure.ts";
import { missing } from "./figure.ts";
import type { Annualisation } from "./return-figures.ts";
import { probabilisticSharpe, sharpeSample } from "./sharpe-confidence.ts";

/** What returns tell beyond the figures of a result: how they are spread and how steadily they came. */
export interface ShapeFigures {
  readonly skewness: number | null;
  /** 3 for a normal distribution. */
  readonly kurtosis: number | null;
  /** Probability that the true Sharpe ratio is above 0. */
  readonly probabilisticSharpe: number | null;
  /** Root of the mean square of the losses, annualised: what Sortino divides by. */
  readonly downsideRisk: number | null;
  /** Gains / losses of the excess over the risk-free rate. */
  readonly omega: number | null;
  /** Squared correlation of log wealth with time: 1 is a straight line. */
  readonly stability: number | null;
}

/** How returns move with those of a benchmark. */
export interface BenchmarkFigures {
  readonly beta: number | null;
  /** Annual: (1 + alpha per period) ^ periods - 1. */
  readonly alpha: number | null;
  readonly correlation: number | null;
  /** Growth per year / the benchmark's. */
  readonly capture: number | null;
}

/** Variances below this are none. */
const ZERO = 1e-24;

/** Shape of `returns`; reasons for the null ones go to `notes`. */
export function shapeFigures(returns: readonly number[], by: Annualisation, notes: MetricNotes): ShapeFigures {
  const n = returns.length;
  const perPeriod = by.riskFree / by.periodsPerYear;
  const excess = returns.map((r) => r - perPeriod);
  const sample = sharpeSample(excess);
  const why = n === 0 ? "NO_DAYS" : n < 2 ? "TOO_FEW_DAYS" : "ZERO_VARIANCE";
  return {
    skewness: sample?.skewness ?? missing(notes, "skewness", why),
    kurtosis: sample?.kurtosis ?? missing(notes, "kurtosis", why),
    probabilisticSharpe:
      (sample === null ? null : probabilisticSharpe(sample, 0)) ?? missing(notes, "probabilisticSharpe", why),
    downsideRisk:
      n === 0
        ? missing(notes, "downsideRisk", "NO_DAYS")
        : sqrt(mean(excess.map((r) => (r < 0 ? r * r : 0)))) * sqrt(by.periodsPerYear),
    omega: omegaOf(returns, perPeriod) ?? missing(notes, "omega", n === 0 ? "NO_DAYS" : "NO_DOWNSIDE"),
    stability: stabilityOf(returns) ?? missing(notes, "stability", returns.some(isRuin) ? "WIPED_OUT" : why),
  };
}

/** Sum of what exceeds `threshold` / sum of what stays below it; null when nothing stays below. */
export function omegaOf(returns: readonly number[], threshold: number): number | null {
  let gains = 0;
  let losses = 0;
  for (const r of returns) {
    if (r > threshold) gains += r - threshold;
    else losses += threshold - r;
  }
  return losses > 0 ? gains / losses : null;
}

/** Nothing is left to grow. */
function isRuin(r: number): boolean {
  return r <= -1;
}

/** Squared correlation of the sums of log(1 + r) with 0, 1, 2 ...; null without a spread or after ruin. */
function stabilityOf(returns: readonly number[]): number | null {
  let grown = 0;
  const path = returns.map((r) => {
    grown += Math.log1p(r);
    return grown;
  });
  const fit = correlate(
    path,
    path.map((_, i) => i),
  );
  return fit === null || !Number.isFinite(fit.correlation) ? null : fit.correlation * fit.correlation;
}

/** Figures of `returns` against `benchmark`, pair by pair; both of one length. */
export function benchmarkFigures(
  returns: readonly number[],
  benchmark: readonly number[],
  by: Annualisation,
  notes: MetricNotes,
): BenchmarkFigures {
  const { periodsPerYear } = by;
  const why = returns.length < 2 ? "TOO_FEW_DAYS" : "ZERO_VARIANCE";
  const fit = correlate(returns, benchmark);
  const perPeriod = by.riskFree / periodsPerYear;
  const alpha = fit === null ? null : mean(returns) - perPeriod - fit.slope * (mean(benchmark) - perPeriod);
  const growth = annualOf(returns, periodsPerYear);
  const market = annualOf(benchmark, periodsPerYear);
  const isRuined = growth === null || market === null;
  return {
    beta: fit?.slope ?? missing(notes, "beta", why),
    alpha: alpha === null ? missing(notes, "alpha", why) : power(1 + alpha, periodsPerYear) - 1,
    correlation: fit?.correlation ?? missing(notes, "correlation", why),
    capture:
      isRuined || market === 0
        ? missing(notes, "capture", returns.length === 0 ? "NO_DAYS" : isRuined ? "WIPED_OUT" : "ZERO_VARIANCE")
        : growth / market,
  };
}

function annualOf(returns: readonly number[], periodsPerYear: number): number | null {
  const growth = returns.reduce((wealth, r) => wealth * (1 + r), 1);
  return returns.length === 0 || growth < 0 ? null : power(growth, periodsPerYear / returns.length) - 1;
}

/** Slope of y on x and their correlation; null when either does not vary. */
function correlate(y: readonly number[], x: readonly number[]): { slope: number; correlation: number } | null {
  if (y.length < 2) return null;
  const centreX = mean(x);
  const centreY = mean(y);
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < y.length; i += 1) {
    const dx = (x[i] as number) - centreX;
    const dy = (y[i] as number) - centreY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (!(xx > ZERO * x.length) || !(yy > ZERO * y.length)) return null;
  return { slope: xy / xx, correlation: xy / sqrt(xx * yy) };
}
