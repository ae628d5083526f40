import { mean, standardDeviation } from "../../../core/math/statistics.ts";
import { DAILY } from "../../metrics/return-figures.ts";
import { moments } from "./benchmark-figures.ts";

/** One window length of rolling figures; entry i covers the returns [i - window + 1, i], null before. */
export interface RollingFigures {
  /** Sessions. */
  readonly window: number;
  readonly sharpe: readonly (number | null)[];
  readonly volatility: readonly (number | null)[];
  readonly beta: readonly (number | null)[];
}

const ZERO = 1e-12;

/** Sharpe, volatility (both √252) and beta against the benchmark over the last `window` sessions. */
export function rollingFigures(
  returns: readonly number[],
  benchmark: readonly number[],
  window: number,
): RollingFigures {
  const year = Math.sqrt(DAILY.periodsPerYear);
  const sharpe: (number | null)[] = [];
  const volatility: (number | null)[] = [];
  const beta: (number | null)[] = [];
  for (let i = 0; i < returns.length; i += 1) {
    if (i + 1 < window) {
      sharpe.push(null);
      volatility.push(null);
      beta.push(null);
      continue;
    }
    const own = returns.slice(i + 1 - window, i + 1);
    const deviation = standardDeviation(own, 1);
    const { other, both } = moments(own, benchmark.slice(i + 1 - window, i + 1));
    sharpe.push(deviation < ZERO ? null : (mean(own) / deviation) * year);
    volatility.push(deviation * year);
    beta.push(other < ZERO * ZERO ? null : both / other);
  }
  return { window, sharpe, volatility, beta };
}
