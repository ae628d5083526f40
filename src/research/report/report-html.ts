import { createHash } from "node:crypto";
import type { FinishedBacktest } from "../backtest/run-backtest.ts";
import { figureRows } from "./figure-rows.ts";
import { amountText, groupText, percentText } from "./format-figure.ts";
import { escapeHtml, htmlTable, numberCell, textCell } from "./html-text.ts";
import { drawdownChart, equityChart } from "./report-charts.ts";
import { monthlyReturns } from "./monthly-returns.ts";
import { REPORT_STYLE } from "./report-style.ts";

/** Trades shown; the rest is in trades.csv and result.json. */
const TRADES_SHOWN = 1_000;

/**
 * The report of one run as one HTML file: no script, no network, nothing outside the file. The
 * same run gives the same bytes; warnings stand before the figures.
 */
export function reportHtml(run: FinishedBacktest): string {
  const styleHash = createHash("sha256").update(REPORT_STYLE).digest("base64");
  const { result } = run;
  const title = `${result.strategy.name} · ${result.data.instruments.join(", ")} · backtest`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
${[identity, verdict, keyFigures, charts, months, trades, openPositions, costs, data].map((part) => part(run)).join("\n")}
</main>
<footer><h2>Disclaimer</h2><p class="soft">Past results on simulated fills. They say nothing certain about the future and are no advice.</p></footer>
</body>
</html>
`;
}

function pairs(rows: readonly (readonly [string, string])[], caption: string): string {
  return htmlTable(
    caption,
    [textCell("What"), textCell("Value")],
    rows.map(([name, value]) => [textCell(name), textCell(value)]),
  );
}

function identity({ result }: FinishedBacktest): string {
  const { strategy, config, data } = result;
  const parameters = Object.entries(strategy.parameters).map(([name, value]) => `${name} ${value}`);
  const sizing = Object.entries(config.sizing).map(([name, value]) =>
    name === "kind" ? `${value}` : `${name} ${value}`,
  );
  return `<header><h1>${escapeHtml(strategy.name)}</h1>
<p class="soft">Backtest ${escapeHtml(result.runId)} · ${data.from.slice(0, 10)} to ${data.to.slice(0, 10)}</p></header>
${pairs(
  [
    ["Strategy", `${strategy.id}: ${strategy.kind} (${parameters.join(", ")})`],
    [
      "Universe",
      `${data.instruments.join(", ")}, bars of ${strategy.timeframeSeconds} s, ${config.session} session, ${config.tz}`,
    ],
    ["Capital", `${amountText(config.initialCapital, { signed: false })} ${config.currency}`],
    ["Sizing", sizing.join(", ")],
    ["Costs", costsText(result.config)],
    ["Fills", config.fillModel],
    ["Risk profile", config.risk.profile],
    ["Build", result.build],
    ["Data SHA-256", data.sha256],
    ["Orders hash", result.ordersHash],
    ["State hash", result.stateHash],
  ],
  "Identity",
)}`;
}

function costsText({ costs, currency }: FinishedBacktest["result"]["config"]): string {
  const parts = [`${costs.commissionPerOrder} ${currency} per order`];
  if (costs.commissionPerUnit !== "0.00") parts.push(`${costs.commissionPerUnit} ${currency} per unit`);
  if (costs.commissionBps !== 0) parts.push(`${costs.commissionBps} bps commission`);
  if (costs.commissionMinimum !== "0.00") parts.push(`at least ${costs.commissionMinimum} ${currency}`);
  parts.push(`${costs.slippageBps} bps slippage`);
  return parts.join(" + ");
}

function verdict({ result }: FinishedBacktest): string {
  const lines = result.warnings.map(
    ({ code, text }) => `<li><strong>${escapeHtml(code)}</strong> ${escapeHtml(text)}</li>`,
  );
  const body = lines.length === 0 ? "<p>No warning.</p>" : `<ul class="warn">\n${lines.join("\n")}\n</ul>`;
  return `<section><h2>Warnings</h2>\n${body}</section>`;
}

function keyFigures({ result }: FinishedBacktest): string {
  const rows = figureRows(result).map((row) => [
    textCell(row.label),
    numberCell(row.value, row.reason),
    numberCell(row.benchmark),
  ]);
  const head = [textCell("Figure"), numberCell("Strategy"), numberCell("Buy & hold")];
  return `<section><h2>Key figures</h2>
${htmlTable("Key figures beside buy and hold", head, rows)}
<p class="soft">Ratios use daily returns, √252 and a risk-free rate of 0. Drawdowns count the starting capital as a peak. Buy &amp; hold buys equal parts at the first open, without costs.</p></section>`;
}

function charts(run: FinishedBacktest): string {
  const points = groupText(run.equity.count);
  const caption = `Of ${points} bars at most 2,000 points per line are drawn; the extremes are kept. The axis counts bars; days are UTC.`;
  return `<section><h2>Equity</h2><figure>${equityChart(run)}<figcaption>Solid: the strategy. Dashed: buy &amp; hold. ${caption}</figcaption></figure>
<h2>Drawdown</h2><figure>${drawdownChart(run)}<figcaption>${caption}</figcaption></figure></section>`;
}

const MONTH_NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function months({ daily, resolved }: FinishedBacktest): string {
  const write = (value: number | null): string => percentText(value, { signed: true, decimals: 2 });
  const days = daily.sessions.map((session) => resolved.table.days[session] ?? "");
  const rows = monthlyReturns(daily, days).map(({ year, months: of, total }) => [
    textCell(year),
    ...of.map((value) => numberCell(value === null ? "" : write(value))),
    numberCell(write(total)),
  ]);
  const head = [textCell("Year"), ...MONTH_NAMES.map((name) => numberCell(name)), numberCell("Year")];
  return `<section><h2>Monthly returns</h2>\n${htmlTable("Monthly returns", head, rows)}</section>`;
}

function trades({ result }: FinishedBacktest): string {
  const { currency } = result.config;
  const head = ["Instrument", "Side", "Quantity", "Entry (UTC)", "Price", "Exit (UTC)", "Price"].map((name, i) =>
    i === 2 || name === "Price" ? numberCell(name) : textCell(name),
  );
  head.push(...["Gross", "Costs", "Slippage", "Net"].map((name) => numberCell(`${name} ${currency}`)));
  const rows = result.trades
    .slice(0, TRADES_SHOWN)
    .map((trade) => [
      textCell(trade.instrument),
      textCell(trade.side),
      numberCell(groupText(trade.quantity)),
      textCell(timeText(trade.entryTime)),
      numberCell(trade.entryPrice),
      textCell(timeText(trade.exitTime)),
      numberCell(trade.exitPrice),
      numberCell(amountText(trade.grossPnl, { signed: true })),
      numberCell(amountText(trade.costs, { signed: false })),
      numberCell(amountText(trade.slippage, { signed: false })),
      numberCell(amountText(trade.netPnl, { signed: true })),
    ]);
  const count = result.trades.length;
  const note =
    count > TRADES_SHOWN
      ? `<p class="soft">The first ${groupText(TRADES_SHOWN)} of ${groupText(count)}; all are in trades.csv.</p>`
      : "";
  const body = count === 0 ? "<p>No trade was closed.</p>" : htmlTable("Closed trades", head, rows);
  return `<section><h2>Trades</h2>\n${body}${note}</section>`;
}

function openPositions({ result }: FinishedBacktest): string {
  if (result.openPositions.length === 0) return "";
  const head = [textCell("Instrument"), textCell("Side"), numberCell("Quantity"), textCell("Entry (UTC)")];
  head.push(numberCell("Price"), numberCell("Last price"), numberCell(`Unrealised ${result.config.currency}`));
  const rows = result.openPositions.map((row) => [
    textCell(row.instrument),
    textCell(row.side),
    numberCell(groupText(row.quantity)),
    textCell(timeText(row.entryTime)),
    numberCell(row.entryPrice),
    numberCell(row.lastPrice),
    numberCell(amountText(row.unrealizedPnl, { signed: true })),
  ]);
  return `<section><h2>Open at the end</h2>\n${htmlTable("Open positions", head, rows)}</section>`;
}

function costs({ result }: FinishedBacktest): string {
  const { metrics, config } = result;
  const money = (value: string): string => `${amountText(value, { signed: false })} ${config.currency}`;
  return `<section><h2>Costs</h2>\n${pairs(
    [
      ["Commission", money(metrics.commission)],
      ["Slippage and rounding, inside the fill prices", money(metrics.slippageCost)],
    ],
    "Costs paid",
  )}</section>`;
}

function data({ result, resolved }: FinishedBacktest): string {
  const { data: facts, config } = result;
  return `<section><h2>Data</h2>\n${pairs(
    [
      ["Path", facts.path],
      ["Bars", `${groupText(facts.bars)} over ${groupText(result.metrics.days)} sessions (${resolved.table.calendar})`],
      ["First bar opens, last bar closes (UTC)", `${timeText(facts.from)}, ${timeText(facts.to)}`],
      [
        "Asked for",
        `from ${config.from ?? "the beginning"} to ${config.to ?? "the end"}, times name the bar's ${config.barTime}`,
      ],
      ["Prices", "used as given, not adjusted"],
    ],
    "Data",
  )}</section>`;
}

/** `2024-03-11 14:31` of an ISO time, unbroken; seconds only where they are not zero. */
function timeText(iso: string): string {
  const text = iso.slice(0, 19).replace("T", "\u00a0");
  return text.endsWith(":00") ? text.slice(0, -3) : text;
}
