import { amountText, groupText, NONE, percentText, ratioText, timesText } from "../report/format-figure.ts";
import { costShareOf } from "./cost-share.ts";
import type { FinishedBacktest } from "./run-backtest.ts";

const LABEL = 22;
const COLUMN = 12;

/** The terminal's table of one run (lines joined by line feeds, none at the end); `reportPath` null: not written. */
export function summaryText(run: FinishedBacktest, reportPath: string | null): string {
  const { result } = run;
  const { metrics, benchmark, config, data, strategy } = result;
  const change = (value: number | null): string => percentText(value, { signed: true, decimals: 2 });
  const loss = (value: number | null): string => change(value === null ? null : -value);
  const parameters = Object.values(strategy.parameters).join("/");
  const { costs } = config;
  const head = [
    strategy.id,
    `${strategy.kind} ${parameters}`,
    `${data.instruments.join(" ")} ${timeframeText(strategy.timeframeSeconds)}`,
    `${data.from.slice(0, 10)} → ${data.to.slice(0, 10)} ${config.tz}`,
    `costs ${costs.commissionPerOrder}/order + ${costs.slippageBps} bps slippage`,
  ];
  const days = metrics.maxDrawdownDays;
  const paid = costShareOf(result.trades);
  const share = paid === null ? "" : ` (${percentText(paid, { signed: false, decimals: 0 })} of gross profit)`;
  const costsPaid = amountText(sumText(metrics.commission, metrics.slippageCost), { signed: false });
  const wins = percentText(metrics.winRate, { signed: false, decimals: 1 });
  const exposure = percentText(metrics.exposure, { signed: false, decimals: 0 });
  const lines = [
    head.join(" · "),
    row("", "Strategy", "Buy & hold", ""),
    row("Return", change(metrics.totalReturn), change(benchmark.totalReturn), ""),
    row("CAGR", change(metrics.cagr), change(benchmark.cagr), ""),
    row("Sharpe (√252, rf 0)", ratioText(metrics.sharpe), ratioText(benchmark.sharpe), ""),
    row(
      "Max drawdown",
      loss(metrics.maxDrawdown),
      loss(benchmark.maxDrawdown),
      days === null ? "" : `${days} ${days === 1 ? "session" : "sessions"}`,
    ),
    row("CVaR 95 (daily)", loss(metrics.cvar95), loss(benchmark.cvar95), ""),
    row(
      "Trades / win rate",
      `${groupText(metrics.trades)} / ${wins}`,
      "",
      `profit factor ${ratioText(metrics.profitFactor)}`,
    ),
    row(
      "Exposure / turnover",
      `${exposure} / ${timesText(metrics.turnover)}`,
      "",
      `costs paid ${costsPaid} ${config.currency}${share}`,
    ),
  ];
  for (const warning of result.warnings) lines.push(`Warning   ! ${warning.text}`);
  const seconds = (result.durationMs / 1000).toFixed(2);
  const report = reportPath === null ? "" : `   report ${reportPath}`;
  lines.push(
    `Run ${result.runId} · ${groupText(data.bars)} bars in ${seconds} s · orders ${result.ordersHash.slice(0, 12)}${report}`,
  );
  return lines.join("\n");
}

function row(label: string, value: string, benchmark: string, note: string): string {
  const text = `${label.padEnd(LABEL)}${value.padStart(COLUMN)}${benchmark.padStart(COLUMN + 1)}`;
  return (note === "" ? text : `${text}     ${note}`).trimEnd();
}

function timeframeText(seconds: number): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400}d`;
  if (seconds % 3_600 === 0) return `${seconds / 3_600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/** Sum of two decimal strings of at most six places. */
function sumText(a: string, b: string): string {
  const micros = [a, b].reduce((sum, text) => {
    const [whole = NONE, places = ""] = text.split(".");
    return sum + BigInt(whole + places.padEnd(6, "0"));
  }, 0n);
  const digits = String(micros).padStart(7, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
