import { power, sqrt } from "../../core/math/elementary.ts";
import { conditionalValueAtRisk, mean, standardDeviation, valueAtRisk } from "../../core/math/statistics.ts";
import { deepestDrawdown } from "./drawdown.ts";
import type { MetricNotes } from "./figure.ts";
import { missing } from "./figure.ts";

/** How returns are annualised. */
export interface Annualisation {
  /** 252 for daily returns. */
  readonly periodsPerYear: number;
  /** Annual risk-free rate; divided by the periods in Sharpe and Sortino. */
  readonly riskFree: number;
}

/** Daily returns, risk-free rate 0. */
export const DAILY: Annualisation = { periodsPerYear: 252, riskFree: 0 };

/** What a series of simple returns determines (semantics section 8); ratios, drawdown and risk positive for a loss. */
export interface ReturnFigures {
  readonly days: number;
  readonly totalReturn: number | null;
  readonly cagr: number | null;
  readonly volatility: number | null;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly maxDrawdownDaily: number | null;
  /** Against `maxDrawdownDaily`, for the returns are all there is. */
  readonly calmar: number | null;
  readonly var95: number | null;
  readonly cvar95: number | null;
}

/** Deviations below this are none. */
const ZERO = 1e-12;
const RISK_LEVEL = 0.95;

/** All figures of `returns`; reasons for the null ones go to `notes`. */
export function returnFigures(returns: readonly number[], by: Annualisation, notes: MetricNotes): ReturnFigures {
  const wealth: number[] = [];
  let grown = 1;
  for (const r of returns) {
    grown *= 1 + r;
    wealth.push(grown);
  }
  const days = returns.length;
  const cagr = annualGrowth(days === 0 ? null : grown, days, by.periodsPerYear, notes);
  const maxDrawdownDaily =
    days === 0 ? missing(notes, "maxDrawdownDaily", "NO_DAYS") : deepestDrawdown(wealth, days, 1).ratio;
  return {
    days,
    totalReturn: days === 0 ? missing(notes, "totalReturn", "NO_DAYS") : grown - 1,
    cagr,
    ...spreadFigures(returns, by, notes),
    maxDrawdownDaily,
    calmar: calmarOf(cagr, maxDrawdownDaily, notes),
  };
}

/** Growth per year of wealth that grew by the factor `growth`; null when nothing was left to grow. */
export function annualGrowth(
  growth: number | null,
  days: number,
  periodsPerYear: number,
  notes: MetricNotes,
): number | null {
  if (growth === null || days === 0) return missing(notes, "cagr", "NO_DAYS");
  if (growth < 0) return missing(notes, "cagr", "WIPED_OUT");
  return power(growth, periodsPerYear / days) - 1;
}

/** Growth per year over the deepest drawdown. */
export function calmarOf(cagr: number | null, drawdown: number | null, notes: MetricNotes): number | null {
  if (cagr === null || drawdown === null) return missing(notes, "calmar", notes["cagr"] ?? "NO_DAYS");
  return drawdown === 0 ? missing(notes, "calmar", "NO_DRAWDOWN") : cagr / drawdown;
}

type Spread = Pick<ReturnFigures, "volatility" | "sharpe" | "sortino" | "var95" | "cvar95">;

/** Figures of the distribution of the returns. */
export function spreadFigures(returns: readonly number[], by: Annualisation, notes: MetricNotes): Spread {
  const n = returns.length;
  const year = sqrt(by.periodsPerYear);
  const excess = returns.map((r) => r - by.riskFree / by.periodsPerYear);
  const losses = returns.map((r) => -r);
  const deviation = n < 2 ? null : standardDeviation(excess, 1);
  const tooFew = n === 0 ? "NO_DAYS" : "TOO_FEW_DAYS";
  let sharpe: number | null;
  if (deviation === null) sharpe = missing(notes, "sharpe", tooFew);
  else if (deviation < ZERO) sharpe = missing(notes, "sharpe", "ZERO_VARIANCE");
  else sharpe = (mean(excess) / deviation) * year;
  const downside = sqrt(mean(excess.map((r) => (r < 0 ? r * r : 0))));
  let sortino: number | null;
  if (n === 0) sortino = missing(notes, "sortino", "NO_DAYS");
  else if (downside < ZERO) sortino = missing(notes, "sortino", "NO_DOWNSIDE");
  else sortino = (mean(excess) / downside) * year;
  return {
    volatility: deviation === null ? missing(notes, "volatility", tooFew) : deviation * year,
    sharpe,
    sortino,
    var95: n === 0 ? missing(notes, "var95", "NO_DAYS") : valueAtRisk(losses, RISK_LEVEL),
    cvar95: n === 0 ? missing(notes, "cvar95", "NO_DAYS") : conditionalValueAtRisk(losses, RISK_LEVEL),
  };
}
