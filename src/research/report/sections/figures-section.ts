import { benchmarkText } from "../describe-run.ts";
import { figureRows } from "../figure-rows.ts";
import { groupText, percentText, ratioText } from "../format-figure.ts";
import { escapeHtml, htmlTable, numberCell, section, textCell, tiles } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";

/** Headline tiles, then every key figure beside the benchmark. */
export function figuresSection(input: ReportInput): string {
  const { metrics, benchmark, config, analysis } = input.result;
  const change = (value: number | null): string => percentText(value, { signed: true, decimals: 2 });
  const loss = (value: number | null): string => change(value === null ? null : -value);
  const boxes = tiles([
    ["Return", change(metrics.totalReturn), `buy & hold ${change(benchmark.totalReturn)}`],
    ["Sharpe (√252, rf 0)", ratioText(metrics.sharpe), `buy & hold ${ratioText(benchmark.sharpe)}`],
    ["Max drawdown", loss(metrics.maxDrawdown), `buy & hold ${loss(benchmark.maxDrawdown)}`],
    ["Trades", groupText(metrics.trades), `win rate ${percentText(metrics.winRate, { signed: false, decimals: 1 })}`],
    ["Profit factor", ratioText(metrics.profitFactor), `payoff ${ratioText(analysis.figures.payoff)}`],
  ]);
  const rows = figureRows(input);
  const beside = rows
    .filter((row) => row.benchmark !== "")
    .map((row) => [textCell(row.label), numberCell(row.value, row.reason), numberCell(row.benchmark)]);
  const own = rows
    .filter((row) => row.benchmark === "")
    .map((row) => [textCell(row.label), numberCell(row.value, row.reason)]);
  const head = [textCell("Figure"), numberCell("Strategy")];
  return section(
    "figures",
    "Key figures",
    `${boxes}
<div class="two figures"><div>${htmlTable("Key figures beside buy and hold", [...head, numberCell("Buy & hold")], beside)}</div>
<div>${htmlTable("Further key figures", head, own)}</div></div>
<p class="soft"><small>Ratios use daily returns, √${config.periodsPerYear} and a risk-free rate of ${config.riskFree}. Drawdowns count the starting capital as a peak. VaR and CVaR are of daily returns, a loss below zero. ${escapeHtml(benchmarkText(benchmark))}. A dash is a figure without enough data; the reason stands beside it.</small></p>`,
  );
}
