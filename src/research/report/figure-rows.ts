import type { BacktestResult, BenchmarkMetrics } from "../backtest/run-backtest.ts";
import { amountText, percentText, ratioText, timesText } from "./format-figure.ts";

/** One key figure of the run and, where it has one, of buy and hold. */
export interface FigureRow {
  readonly label: string;
  readonly value: string;
  /** Why the value is a dash; empty otherwise. */
  readonly reason: string;
  readonly benchmark: string;
}

const REASONS: Readonly<Record<string, string>> = {
  NO_DAYS: "no session",
  TOO_FEW_DAYS: "fewer than two sessions",
  ZERO_VARIANCE: "returns do not vary",
  NO_DOWNSIDE: "no losing day",
  NO_DRAWDOWN: "no drawdown",
  WIPED_OUT: "the capital was lost",
  NO_TRADES: "no trade",
  NO_WINS: "no winner",
  NO_LOSSES: "no loser",
  NO_BARS: "no bar",
};

type Shared = keyof BenchmarkMetrics;
type Write = (value: number | null) => string;

const change: Write = (value) => percentText(value, { signed: true, decimals: 2 });
const share: Write = (value) => percentText(value, { signed: false, decimals: 2 });
const loss: Write = (value) => percentText(value === null ? null : -value, { signed: true, decimals: 2 });
const sessions: Write = (value) => (value === null ? "–" : String(value));

const SHARED: readonly (readonly [string, Shared, Write])[] = [
  ["Return", "totalReturn", change],
  ["CAGR", "cagr", change],
  ["Volatility (√252)", "volatility", share],
  ["Sharpe (√252, rf 0)", "sharpe", ratioText],
  ["Sortino (√252, rf 0)", "sortino", ratioText],
  ["Calmar", "calmar", ratioText],
  ["Max drawdown (every bar)", "maxDrawdown", loss],
  ["Max drawdown (daily)", "maxDrawdownDaily", loss],
  ["Its length in sessions", "maxDrawdownDays", sessions],
  ["VaR 95 (daily)", "var95", loss],
  ["CVaR 95 (daily)", "cvar95", loss],
];

/** The key figures in the report's order. */
export function figureRows({ metrics, metricNotes, benchmark, config }: BacktestResult): FigureRow[] {
  const rows: FigureRow[] = SHARED.map(([label, key, write]) => ({
    label,
    value: write(metrics[key]),
    reason: reasonOf(metricNotes[key]),
    benchmark: write(benchmark[key]),
  }));
  const own = (label: string, key: string, value: string): void => {
    rows.push({ label, value, reason: reasonOf(metricNotes[key]), benchmark: "" });
  };
  const money = (value: string | null): string => amountText(value, { signed: true });
  own("Trades", "trades", String(metrics.trades));
  own("Win rate", "winRate", share(metrics.winRate));
  own(`Average win (${config.currency})`, "averageWin", money(metrics.averageWin));
  own(`Average loss (${config.currency})`, "averageLoss", money(metrics.averageLoss));
  own("Profit factor", "profitFactor", ratioText(metrics.profitFactor));
  own(`Expectancy per trade (${config.currency})`, "expectancy", money(metrics.expectancy));
  own("Exposure (bars with a position)", "exposure", share(metrics.exposure));
  own("Turnover per year (both sides)", "turnover", timesText(metrics.turnover));
  return rows;
}

function reasonOf(code: string | undefined): string {
  return code === undefined ? "" : (REASONS[code] ?? code);
}
