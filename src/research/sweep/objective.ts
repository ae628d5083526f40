import type { BacktestMetrics } from "../metrics/backtest-metrics.ts";

/** Figures a search may be ruled by; the drawdowns are made small, the others large. */
export const OBJECTIVES = [
  "sharpe",
  "totalReturn",
  "cagr",
  "sortino",
  "calmar",
  "profitFactor",
  "winRate",
  "expectancy",
  "maxDrawdown",
  "maxDrawdownDaily",
] as const;

/** One of {@link OBJECTIVES}. */
export type Objective = (typeof OBJECTIVES)[number];

const SMALLER_IS_BETTER: readonly Objective[] = ["maxDrawdown", "maxDrawdownDaily"];

/** The objective's value as it stands in the figures; null when the figure is. */
export function objectiveValue(metrics: BacktestMetrics, objective: Objective): number | null {
  const value = metrics[objective];
  return value === null ? null : Number(value);
}

/** True when `a` is better than `b`, not when it is as good. */
export function isBetter(a: number, b: number, objective: Objective): boolean {
  return SMALLER_IS_BETTER.includes(objective) ? a < b : a > b;
}
