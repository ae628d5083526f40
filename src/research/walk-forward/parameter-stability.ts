import { mean, standardDeviation } from "../../core/math/statistics.ts";
import type { Parameters } from "../sweep/plan-combinations.ts";

/** How one parameter moved from window to window. */
export interface ParameterStability {
  readonly name: string;
  /** What won in each valid window, in their order. */
  readonly values: readonly number[];
  readonly mean: number;
  /** Of the sample (divisor n - 1); null for fewer than two windows. */
  readonly deviation: number | null;
  /** Deviation / |mean|; null where either is missing or the mean is 0. */
  readonly variation: number | null;
  /** Share of the windows after the first that kept the value of the one before; null for fewer than two. */
  readonly keptShare: number | null;
}

/** The stability of the swept parameters over the winners; none without a winner. */
export function parameterStability(winners: readonly Parameters[], names: readonly string[]): ParameterStability[] {
  if (winners.length === 0) return [];
  return names.map((name) => {
    const values = winners.map((parameters) => parameters[name] ?? Number.NaN);
    const centre = mean(values);
    const deviation = values.length < 2 ? null : standardDeviation(values, 1);
    const kept = values.filter((value, i) => i > 0 && value === values[i - 1]).length;
    return {
      name,
      values,
      mean: centre,
      deviation,
      variation: deviation === null || centre === 0 ? null : deviation / Math.abs(centre),
      keptShare: values.length < 2 ? null : kept / (values.length - 1),
    };
  });
}
