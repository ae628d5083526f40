import { chartKey, pointsText } from "../chart-key.ts";
import { lineChart } from "../charts/line-chart.ts";
import { amountText, groupText, NONE, percentText, ratioText } from "../format-figure.ts";
import { figure, htmlTable, numberCell, pairTable, section, textCell } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";
import { crisisText } from "../crisis-windows.ts";

const KEY = chartKey([
  ["a", "Mean of the session's bars"],
  ["b", "Highest"],
]);

/** How much was at stake over time, how concentrated, and which hard times the period covers. */
export function riskSection({ result, charts }: ReportInput): string {
  const { figures } = result.analysis;
  const share = (value: number | null): string => percentText(value, { signed: false, decimals: 1 });
  const shareOf = (value: number | null, of: string): string => (value === null ? NONE : `${share(value)} ${of}`);
  const table = pairTable("Exposure and concentration", [
    ["Bars with a position", share(result.metrics.exposure)],
    [
      "Leverage while invested",
      `mean ${ratioText(figures.averageLeverage)}, highest ${ratioText(figures.maxLeverage)}`,
    ],
    ["Largest instrument", shareOf(figures.largestShare, "of the notional of all entries")],
    ["Best trade", shareOf(figures.bestTradeShare, "of the winners' profit")],
    ["Hard times covered", crisisText(result.data.from, result.data.to, true)],
    ["Not covered", crisisText(result.data.from, result.data.to, false)],
  ]);
  if (figures.maxLeverage === null) return section("risk", "Exposure and risk", table);
  const { mean, most } = charts.leverage;
  const chart = lineChart({
    id: "leverage",
    title: "Leverage",
    description: `Position value over equity by session, at most ${ratioText(figures.maxLeverage)}.`,
    lines: [
      { name: "Mean", style: "e", ...mean },
      { name: "Highest", style: "b", ...most },
    ],
    count: result.metrics.days,
    times: mean.times,
    height: "s",
    unit: "ratio",
  });
  const note = `|Position value| / equity at bar closes; long and short of one bar cancel. ${pointsText(result.metrics.days, mean.at.length, "session")}`;
  return section(
    "risk",
    "Exposure and risk",
    `${table}\n<h3>Leverage by session</h3>\n${figure(KEY + chart, note)}${strategies(result)}`,
  );
}

function strategies({ strategies: rows, config: { currency } }: ReportInput["result"]): string {
  if (rows.length < 2) return "";
  const head = [
    textCell("Strategy"),
    numberCell("Trades"),
    numberCell("Wins"),
    numberCell(`Closed trades ${currency}`),
  ];
  head.push(numberCell("All it made"), numberCell("Commission"), numberCell("Exposure"));
  const cells = rows.map(({ id, trades, wins, netPnl, totalPnl, commission, exposure }) => [
    textCell(id),
    numberCell(groupText(trades)),
    numberCell(groupText(wins)),
    numberCell(amountText(netPnl, { signed: true })),
    numberCell(amountText(totalPnl, { signed: true })),
    numberCell(amountText(commission, { signed: false })),
    numberCell(percentText(exposure, { signed: false, decimals: 1 })),
  ]);
  return `<h3>By strategy</h3>\n${htmlTable("Strategies of the run", head, cells, { style: "fit", isSortable: true })}`;
}
