import { decimalMicros } from "../report/analysis/decimal-micros.ts";
import { timeframeText } from "../report/describe-run.ts";
import { amountText, groupText, percentText, ratioText, timesText } from "../report/format-figure.ts";
import { IN_SAMPLE } from "../report/run-checks.ts";
import { moneyText } from "../metrics/money-text.ts";
import { costShareOf } from "./cost-share.ts";
import type { BacktestResult, FinishedBacktest } from "./run-backtest.ts";

const LABEL = 22;
const COLUMN = 12;
/** Digits of the orders hash that are shown. */
const HASH_DIGITS = 12;

/** The terminal's table of one run (lines joined by line feeds, none at the end); `reportPath` null: not written. */
export function summaryText(run: FinishedBacktest, reportPath: string | null): string {
  const { result } = run;
  const { metrics, benchmark, config } = result;
  const change = (value: number | null): string => percentText(value, { signed: true, decimals: 2 });
  const loss = (value: number | null): string => change(value === null ? null : -value);
  const days = metrics.maxDrawdownDays;
  const wins = percentText(metrics.winRate, { signed: false, decimals: 1 });
  const exposure = percentText(metrics.exposure, { signed: false, decimals: 0 });
  const ratios = `√${config.periodsPerYear}, rf ${config.riskFree}`;
  const lines = [
    headText(result),
    row("", "Strategy", benchmark.basis === "none" ? "" : "Buy & hold", ""),
    row("Return", change(metrics.totalReturn), change(benchmark.totalReturn), ""),
    row("CAGR", change(metrics.cagr), change(benchmark.cagr), ""),
    row(`Sharpe (${ratios})`, ratioText(metrics.sharpe), ratioText(benchmark.sharpe), ""),
    row(
      "Max drawdown",
      loss(metrics.maxDrawdown),
      loss(benchmark.maxDrawdown),
      days === null ? "" : `${groupText(days)} ${days === 1 ? "session" : "sessions"}`,
    ),
    row("CVaR 95 (daily)", loss(metrics.cvar95), loss(benchmark.cvar95), ""),
    row(
      "Trades / win rate",
      `${groupText(metrics.trades)} / ${wins}`,
      "",
      `profit factor ${ratioText(metrics.profitFactor)}`,
    ),
    row("Exposure / turnover", `${exposure} / ${timesText(metrics.turnover)}`, "", costsPaidText(result)),
  ];
  for (const warning of result.warnings) lines.push(`Warning   ! ${warning.text}`);
  lines.push(`Warning   ! ${IN_SAMPLE}`, lastLine(result, reportPath));
  return lines.join("\n");
}

/** `sample · ema-cross 9/21/0 · SPY 1m · 2024-01-02 → 2024-12-31 America/New_York · costs ...`. */
function headText({ strategy, strategies, data, config }: BacktestResult): string {
  const { costs, costModel } = config;
  // Rows without a kind hold what no strategy owns.
  const several = strategies.filter((row) => row.kind !== "");
  const what =
    several.length > 1
      ? [several.map((row) => row.id).join(" + ")]
      : [strategy.id, `${strategy.kind} ${Object.values(strategy.parameters).join("/")}`.trimEnd()];
  return [
    ...what,
    `${data.instruments.join(" ")} ${timeframeText(strategy.timeframeSeconds)}`,
    `${data.from.slice(0, 10)} → ${data.to.slice(0, 10)} ${config.tz}`,
    `costs ${costModel === null ? "" : `${costModel} `}${costs.commissionPerOrder}/order + ${costs.slippageBps} bps slippage`,
  ].join(" · ");
}

function costsPaidText({ metrics, trades, config }: BacktestResult): string {
  const share = costShareOf(trades);
  const total = moneyText(decimalMicros(metrics.commission) + decimalMicros(metrics.slippageCost));
  const of = share === null ? "" : ` (${percentText(share, { signed: false, decimals: 0 })} of gross profit)`;
  return `costs paid ${amountText(total, { signed: false })} ${config.currency}${of}`;
}

/** What the run is called and by what it can be recognised when it is run again. */
function lastLine({ runId, data, durationMs, ordersHash, partial }: BacktestResult, reportPath: string | null): string {
  const seconds = (durationMs / 1000).toFixed(2);
  // Where a run was stopped depends on the clock; a whole one depends on nothing but build, files and bars.
  const again = partial ? "reproducible ✗ (stopped)" : "reproducible ✓";
  const report = reportPath === null ? "" : `   report ${reportPath}`;
  return `Run ${runId} · ${groupText(data.bars)} bars in ${seconds} s · ${again} orders ${ordersHash.slice(0, HASH_DIGITS)}${report}`;
}

function row(label: string, value: string, benchmark: string, note: string): string {
  const text = `${label.padEnd(LABEL)}${value.padStart(COLUMN)}${benchmark.padStart(COLUMN + 1)}`;
  return (note === "" ? text : `${text}     ${note}`).trimEnd();
}
