import { histogram } from "../charts/histogram.ts";
import { scatterChart } from "../charts/scatter-chart.ts";
import { POINTS_MAX } from "../decimate.ts";
import { durationText, groupText, percentText } from "../format-figure.ts";
import { escapeHtml, figure } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";

const amount = (value: number): string =>
  value < 0 ? `−${groupText(Number((-value).toPrecision(6)))}` : groupText(Number(value.toPrecision(6)));

/** Histograms of net result and duration, and how far prices went while trades were open. */
export function tradeCharts(input: ReportInput): string {
  const { result } = input;
  const { currency } = result.config;
  const net = result.trades.map((trade) => Number(trade.netPnl));
  const lasted = result.trades.map((trade) => (Date.parse(trade.exitTime) - Date.parse(trade.entryTime)) / 1000);
  const count = `${groupText(net.length)} trades; height counts them.`;
  const results = histogram({
    id: "net-results",
    title: "Net result of trades",
    description: `From ${amount(least(net))} to ${amount(most(net))} ${currency}.`,
    values: net,
    isSigned: true,
    unit: "money",
  });
  const [unit, unitName] =
    most(lasted) > 172_800 ? [86_400, "days"] : most(lasted) > 7_200 ? [3_600, "hours"] : [60, "minutes"];
  const durations = histogram({
    id: "durations",
    title: "Duration of trades",
    description: `From ${durationText(least(lasted))} to ${durationText(most(lasted))}.`,
    values: lasted.map((seconds) => seconds / unit),
    isSigned: false,
    unit: "count",
  });
  return `<div class="two"><div><h3>Net result (${escapeHtml(currency)})</h3>${figure(results, `${count} The outermost bars hold everything beyond.`)}</div>
<div><h3>Duration (${unitName})</h3>${figure(durations, `${count} From entry fill to exit fill, nights and weekends included.`)}</div></div>
<h3>Excursions: how far prices went against and for each trade</h3>
${excursions(input)}`;
}

function excursions({ result, charts }: ReportInput): string {
  const { adverse, favourable } = charts.excursions;
  const step = Math.max(1, Math.ceil(adverse.length / POINTS_MAX));
  const shown = [...adverse.keys()].filter((i) => i % step === 0);
  const label = (value: number): string => percentText(value, { signed: false, decimals: 2 });
  const chart = scatterChart({
    id: "excursions",
    title: "Largest adverse and favourable excursion of each trade",
    description: `Adverse up to ${label(most(adverse))}, favourable up to ${label(most(favourable))} of the entry price.`,
    x: shown.map((i) => adverse[i] ?? 0),
    y: shown.map((i) => favourable[i] ?? 0),
    isWin: shown.map((i) => Number(result.trades[i]?.netPnl) > 0),
    unit: "percent",
  });
  const some = step === 1 ? "" : ` Every ${step}th of ${groupText(adverse.length)} trades is drawn.`;
  return figure(
    chart,
    `Across: largest move against the trade (MAE). Up: largest move for it (MFE). In percent of the entry price, from the bars it was open for. ● net win, × net loss.${some}`,
  );
}

function least(values: readonly number[]): number {
  return values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
}

function most(values: readonly number[]): number {
  return values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
}
