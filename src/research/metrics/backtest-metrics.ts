import { mean } from "../../core/math/statistics.ts";
import type { DailySeries, Marks } from "./daily-series.ts";
import { deepestDrawdown } from "./drawdown.ts";
import type { MetricNotes } from "./figure.ts";
import { missing } from "./figure.ts";
import { moneyText } from "./money-text.ts";
import { annualGrowth, calmarOf, DAILY, spreadFigures } from "./return-figures.ts";
import type { TradeFigures, TradeResult } from "./trade-figures.ts";
import { tradeFigures } from "./trade-figures.ts";

/** Everything the figures of a run are made of; money in micros. */
export interface MetricsInput {
  readonly initialMicros: number;
  readonly marks: Marks;
  readonly daily: DailySeries;
  readonly trades: readonly TradeResult[];
  /** Marks with a position at the close. */
  readonly exposedCount: number;
  /** Sum of |fill notional|, both sides. */
  readonly tradedMicros: bigint;
  readonly commissionMicros: bigint;
  readonly slippageMicros: bigint;
}

/** The keys of `metrics` in result.json (semantics section 8); ratios are numbers, money decimal strings. */
export interface BacktestMetrics extends TradeFigures {
  readonly initialCapital: string;
  readonly finalEquity: string;
  /** Sessions with a mark. */
  readonly days: number;
  readonly totalReturn: number | null;
  readonly cagr: number | null;
  readonly volatility: number | null;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  /** Over all marks; positive. */
  readonly maxDrawdown: number | null;
  readonly maxDrawdownDaily: number | null;
  /** Sessions from the peak before the deepest daily drawdown to its recovery, or to the end. */
  readonly maxDrawdownDays: number | null;
  readonly calmar: number | null;
  readonly var95: number | null;
  readonly cvar95: number | null;
  /** Marks with a position / marks. */
  readonly exposure: number | null;
  /** Sum of |fill notional| / mean daily equity x 252 / days. */
  readonly turnover: number | null;
  readonly commission: string;
  readonly slippageCost: string;
}

/** All figures of a run with the reasons for the null ones. */
export function backtestMetrics(input: MetricsInput): { metrics: BacktestMetrics; notes: MetricNotes } {
  const notes: MetricNotes = {};
  const { marks, daily, initialMicros } = input;
  const days = daily.returns.length;
  const last = daily.equity[days - 1];
  const growth = last === undefined ? null : last / initialMicros;
  const cagr = annualGrowth(growth, days, DAILY.periodsPerYear, notes);
  const intraday = deepestDrawdown(marks.equity, marks.count, initialMicros);
  const byDay = deepestDrawdown(daily.equity, days, initialMicros);
  const maxDrawdown = days === 0 ? missing(notes, "maxDrawdown", "NO_DAYS") : intraday.ratio;
  const average = mean(daily.equity);
  const metrics: BacktestMetrics = {
    initialCapital: moneyText(initialMicros),
    finalEquity: moneyText(Math.round(last ?? initialMicros)),
    days,
    totalReturn: growth === null ? missing(notes, "totalReturn", "NO_DAYS") : growth - 1,
    cagr,
    ...spreadFigures(daily.returns, DAILY, notes),
    maxDrawdown,
    maxDrawdownDaily: days === 0 ? missing(notes, "maxDrawdownDaily", "NO_DAYS") : byDay.ratio,
    maxDrawdownDays:
      days === 0
        ? missing(notes, "maxDrawdownDays", "NO_DAYS")
        : byDay.ratio === 0
          ? 0
          : (byDay.recoveredAt ?? days - 1) - byDay.peakAt,
    calmar: calmarOf(cagr, maxDrawdown, notes),
    ...tradeFigures(input.trades, notes),
    exposure: marks.count === 0 ? missing(notes, "exposure", "NO_BARS") : input.exposedCount / marks.count,
    turnover:
      days === 0 || !(average > 0)
        ? missing(notes, "turnover", days === 0 ? "NO_DAYS" : "WIPED_OUT")
        : ((Number(input.tradedMicros) / average) * DAILY.periodsPerYear) / days,
    commission: moneyText(input.commissionMicros),
    slippageCost: moneyText(input.slippageMicros),
  };
  return { metrics, notes };
}
