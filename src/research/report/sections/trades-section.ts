import type { TradeGroup } from "../analysis/trade-groups.ts";
import { amountText, groupText, percentText } from "../format-figure.ts";
import { escapeHtml, htmlTable, numberCell, section, textCell } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";
import { openPositionsTable } from "./open-positions-table.ts";
import { tradeCharts } from "./trade-charts.ts";
import { tradeTable } from "./trade-table.ts";

/** Trades shown; the rest is in trades.csv and result.json. */
export const TRADES_SHOWN = 1_000;
const EXTREMES = 10;
/** Instruments shown; a universe of hundreds would bury the rest. */
const GROUPS_SHOWN = 50;

/** Summaries from five sides, charts, the best and the worst, and the trades themselves. */
export function tradesSection(input: ReportInput): string {
  const { result } = input;
  const open = openPositionsTable(input);
  if (result.trades.length === 0) return section("trades", "Trades", `<p>No trade was closed.</p>\n${open}`);
  const { currency, tz } = result.config;
  const { groups } = result.analysis;
  const table = (title: string, name: string, of: readonly TradeGroup[]): string =>
    groupTable({ title, name }, of, currency);
  const count = result.trades.length;
  const first = [...result.trades.keys()].slice(0, TRADES_SHOWN);
  const byNet = [...result.trades.keys()].sort(
    (a, b) => Number(result.trades[b]?.netPnl) - Number(result.trades[a]?.netPnl) || a - b,
  );
  const note =
    count > TRADES_SHOWN
      ? `The first ${groupText(TRADES_SHOWN)} of ${groupText(count)}; all are in trades.csv and result.json.`
      : `All ${groupText(count)}.`;
  return section(
    "trades",
    "Trades",
    `<div class="two"><div>${groups.strategy.length > 1 ? table("By strategy", "Strategy", groups.strategy) : ""}${table("By instrument", "Instrument", groups.instrument)}</div><div>${table("By side", "Side", groups.side)}${table("By exit", "Exit", groups.exitReason)}</div>
<div>${table(`By hour of entry (${tz})`, "Hour", groups.hour)}</div><div>${table(`By weekday of entry (${tz})`, "Weekday", groups.weekday)}</div></div>
${tradeCharts(input)}
${count > EXTREMES ? `<h3>Best ${EXTREMES}</h3>\n${tradeTable(input, byNet.slice(0, EXTREMES), "Best trades")}\n<h3>Worst ${EXTREMES}</h3>\n${tradeTable(input, byNet.slice(-EXTREMES).reverse(), "Worst trades")}` : ""}
<h3>All trades</h3>
<p class="soft">${note}</p>
${tradeTable(input, first, "Closed trades")}
${open}`,
  );
}

function groupTable(
  { title, name: first }: { readonly title: string; readonly name: string },
  groups: readonly TradeGroup[],
  currency: string,
): string {
  const head = [textCell(first), numberCell("Trades"), numberCell("Win rate"), numberCell(`Net ${currency}`)];
  head.push(numberCell("Mean net"));
  const rows = groups
    .slice(0, GROUPS_SHOWN)
    .map(({ name, trades, wins, netPnl }) => [
      textCell(name),
      numberCell(groupText(trades)),
      numberCell(percentText(wins / trades, { signed: false, decimals: 1 })),
      numberCell(amountText(netPnl, { signed: true })),
      numberCell(amountText((Number(netPnl) / trades).toFixed(6), { signed: true })),
    ]);
  const more =
    groups.length > GROUPS_SHOWN
      ? `<p class="soft">The first ${GROUPS_SHOWN} of ${groupText(groups.length)}; all are in result.json.</p>`
      : "";
  return `<h3>${escapeHtml(title)}</h3>\n${htmlTable(`Trades ${title.toLowerCase()}`, head, rows, { isSortable: true, style: "small" })}${more}`;
}
