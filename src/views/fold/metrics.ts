import type { MetricsSummary } from "../../contract/metrics-summary.ts";
import { ratioOf } from "./decimal.ts";

const DAYS_PER_YEAR = 252;
/** Fewer daily returns than this: ratios carry a warning. */
const FEW_DAYS = 20;
/** A deviation below this counts as none. */
const NO_DEVIATION = 1e-12;

/** Extremes of a day's marks: highest, lowest, and its deepest fall as a positive fraction. */
export interface DayExtremes {
  readonly high: number;
  readonly low: number;
  readonly fall: number;
}
/** Daily series of one period: equity before it, then at the last mark of each session, micros. */
export interface MetricsInput {
  readonly startEquity: number | null;
  readonly dailyEquity: readonly number[];
  /** Of the same days, from all marks. */
  readonly extremes: readonly DayExtremes[];
  readonly tradedMicros: number;
  /** Net results of the round trips closed in the period. */
  readonly tradeNets: readonly number[];
}

/** Performance figures of semantics section 8, risk-free 0; without enough data a figure is null. */
export function metricsOf(input: MetricsInput): MetricsSummary {
  const { dailyEquity, startEquity } = input;
  const warnings: string[] = [];
  const returns: number[] = [];
  let previous = startEquity ?? Number.NaN;
  for (const equity of dailyEquity) {
    returns.push(equity / previous - 1);
    previous = equity;
  }
  const days = startEquity === null ? 0 : returns.length;
  if (days < FEW_DAYS) warnings.push("FEW_DAYS");
  const last = dailyEquity.at(-1);
  const total = startEquity === null || last === undefined ? Number.NaN : last / startEquity - 1;
  const cagr = days === 0 ? Number.NaN : (1 + total) ** (DAYS_PER_YEAR / days) - 1;
  const average = mean(returns);
  const deviation = days < 2 ? Number.NaN : sampleDeviation(returns, average);
  if (deviation < NO_DEVIATION) warnings.push("ZERO_VARIANCE");
  const downside = Math.sqrt(mean(returns.map((value) => Math.min(value, 0) ** 2)));
  const drawdown = startEquity === null || days === 0 ? Number.NaN : deepestFall(startEquity, input.extremes);
  const meanEquity = mean(dailyEquity);
  return {
    totalReturnPct: ratioOf(total),
    cagr: ratioOf(cagr),
    volatility: ratioOf(deviation * Math.sqrt(DAYS_PER_YEAR)),
    sharpe: deviation < NO_DEVIATION ? null : ratioOf((average / deviation) * Math.sqrt(DAYS_PER_YEAR)),
    sortino: downside < NO_DEVIATION || days < 2 ? null : ratioOf((average / downside) * Math.sqrt(DAYS_PER_YEAR)),
    calmar: drawdown > 0 ? ratioOf(cagr / drawdown) : null,
    maxDrawdownPct: ratioOf(drawdown),
    maxDrawdownDailyPct: ratioOf(
      startEquity === null || days === 0 ? Number.NaN : maxDrawdown([startEquity, ...dailyEquity]),
    ),
    ...tradeFigures(input.tradeNets),
    turnover: days === 0 ? null : ratioOf(((input.tradedMicros / meanEquity) * DAYS_PER_YEAR) / days),
    days,
    conventions: { annualisation: DAYS_PER_YEAR, riskFree: "0" },
    warnings,
  };
}

function tradeFigures(nets: readonly number[]): Pick<MetricsSummary, "trades" | "winRate" | "profitFactor"> {
  let won = 0;
  let lost = 0;
  let wins = 0;
  for (const net of nets) {
    if (net > 0) {
      won += net;
      wins += 1;
    } else lost -= net;
  }
  return {
    trades: nets.length,
    winRate: nets.length === 0 ? null : ratioOf(wins / nets.length),
    profitFactor: lost === 0 ? null : ratioOf(won / lost),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sampleDeviation(values: readonly number[], average: number): number {
  return Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1));
}

/** Over all marks: each day's own fall, and from the peak of the days before to its low. */
function deepestFall(startEquity: number, extremes: readonly DayExtremes[]): number {
  let peak = startEquity;
  let worst = 0;
  for (const { high, low, fall } of extremes) {
    worst = Math.max(worst, fall, (peak - low) / peak);
    peak = Math.max(peak, high);
  }
  return worst;
}

function maxDrawdown(equities: readonly number[]): number {
  let peak = Number.NEGATIVE_INFINITY;
  let worst = 0;
  for (const equity of equities) {
    if (equity > peak) peak = equity;
    worst = Math.max(worst, (peak - equity) / peak);
  }
  return worst;
}
