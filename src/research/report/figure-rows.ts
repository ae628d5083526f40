import type { BacktestMetrics } from "../metrics/backtest-metrics.ts";
import type { MetricNotes } from "../metrics/figure.ts";
import { amountText, groupText, NONE, percentText, ratioText, timesText } from "./format-figure.ts";
import type { ReportInput } from "./report-input.ts";

/** One key figure of the run and, where it has one, of buy and hold. */
export interface FigureRow {
  /** Its name in result.json; empty: it is of another part. */
  readonly key: string;
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

/** Figures that buy and hold has, too. */
type Shared = keyof Pick<
  BacktestMetrics,
  | "totalReturn"
  | "cagr"
  | "volatility"
  | "sharpe"
  | "sortino"
  | "calmar"
  | "maxDrawdown"
  | "maxDrawdownDaily"
  | "maxDrawdownDays"
  | "var95"
  | "cvar95"
>;
type Write = (value: number | null) => string;

const change: Write = (value) => percentText(value, { signed: true, decimals: 2 });
const share: Write = (value) => percentText(value, { signed: false, decimals: 2 });
const loss: Write = (value) => percentText(value === null ? null : -value, { signed: true, decimals: 2 });
const sessions: Write = (value) => (value === null ? NONE : groupText(value));

const SHARED: readonly (readonly [string, Shared, Write])[] = [
  ["Return", "totalReturn", change],
  ["CAGR", "cagr", change],
  ["Volatility (√252)", "volatility", share],
  ["Sharpe (√252, rf 0)", "sharpe", ratioText],
  ["Sortino (√252, rf 0)", "sortino", ratioText],
  ["Calmar (CAGR / max drawdown)", "calmar", ratioText],
  ["Max drawdown (every bar)", "maxDrawdown", loss],
  ["Max drawdown (daily)", "maxDrawdownDaily", loss],
  ["Its length in sessions", "maxDrawdownDays", sessions],
  ["VaR 95 (daily)", "var95", loss],
  ["CVaR 95 (daily)", "cvar95", loss],
];

/** The key figures in the report's order. */
export function figureRows({ result, parts }: ReportInput): FigureRow[] {
  const { metrics, metricNotes, benchmark, config, analysis } = result;
  const { figures } = analysis;
  const rows: FigureRow[] = SHARED.map(([label, key, write]) => ({
    key,
    label,
    value: write(metrics[key]),
    reason: reasonOf(metricNotes, key),
    benchmark: write(benchmark[key]),
  }));
  const money = (value: string | null): string => amountText(value, { signed: true });
  const own = (label: string, notes: MetricNotes, key: string, value: string): void => {
    rows.push({ key, label, value, reason: reasonOf(notes, key), benchmark: "" });
  };
  const measured = (label: string, key: string, value: string): void => own(label, metricNotes, key, value);
  const analysed = (label: string, key: keyof typeof figures, write: Write): void =>
    own(label, analysis.notes, key, write(figures[key]));
  analysed("VaR 99 (daily)", "var99", loss);
  analysed("CVaR 99 (daily)", "cvar99", loss);
  analysed("Beta to buy & hold", "beta", ratioText);
  analysed("Alpha per year (rf 0)", "alpha", change);
  analysed("Correlation with buy & hold", "correlation", ratioText);
  measured("Trades", "trades", groupText(metrics.trades));
  measured("Win rate", "winRate", share(metrics.winRate));
  measured(`Average win (${config.currency})`, "averageWin", money(metrics.averageWin));
  measured(`Average loss (${config.currency})`, "averageLoss", money(metrics.averageLoss));
  analysed("Payoff (average win / average loss)", "payoff", ratioText);
  measured("Profit factor", "profitFactor", ratioText(metrics.profitFactor));
  measured(`Expectancy per trade (${config.currency})`, "expectancy", money(metrics.expectancy));
  measured("Exposure (bars with a position)", "exposure", share(metrics.exposure));
  measured("Turnover per year (both sides)", "turnover", timesText(metrics.turnover));
  analysed("Leverage while invested, mean", "averageLeverage", ratioText);
  analysed("Leverage, highest", "maxLeverage", ratioText);
  for (const { label, value, reason = "" } of parts.figures ?? [])
    rows.push({ key: "", label, value, reason, benchmark: "" });
  return rows;
}

function reasonOf(notes: MetricNotes, key: string): string {
  const code = notes[key];
  return code === undefined ? "" : (REASONS[code] ?? code);
}
