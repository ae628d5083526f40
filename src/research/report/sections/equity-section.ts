import { chartKey, pointsText } from "../chart-key.ts";
import { lineChart } from "../charts/line-chart.ts";
import { amountText, isoDay, percentText } from "../format-figure.ts";
import { figure, section } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";

/** Equity with a logarithmic view, and drawdown, both beside buy and hold. */
export function equitySection({ result, charts }: ReportInput): string {
  const { equity, benchmark, drawdown, benchmarkDrawdown, bars } = charts;
  const { metrics, config } = result;
  const isBeside = result.benchmark.basis !== "none";
  const key = isBeside
    ? chartKey([
        ["a", "Strategy"],
        ["b", "Buy & hold"],
      ])
    : "";
  if (bars === 0) return section("equity", "Equity and drawdown", "<p>No bar was marked.</p>");
  const text = (value: string): string => `${amountText(value, { signed: false })} ${config.currency}`;
  const span = `${isoDay(equity.times[0] ?? 0)} to ${isoDay(equity.times.at(-1) ?? 0)}`;
  const points = pointsText(bars, equity.at.length, "bar");
  const note = `${config.currency} · days are UTC · the axis counts bars, so nights and weekends take no room. ${points}`;
  const isPositive = [...equity.values, ...(isBeside ? benchmark.values : [])].every((value) => value > 0);
  const draw = (isLog: boolean): string =>
    lineChart({
      id: isLog ? "equity-log" : "equity-lin",
      title: `Equity${isLog ? ", logarithmic" : ""}`,
      description: `${span}: from ${text(metrics.initialCapital)} to ${text(metrics.finalEquity)}, max drawdown ${percentText(metrics.maxDrawdown, { signed: false, decimals: 2 })}.`,
      lines: [
        { name: "Strategy", style: "a", ...equity },
        ...(isBeside ? [{ name: "Buy & hold", style: "b" as const, ...benchmark }] : []),
      ],
      count: bars,
      times: equity.times,
      height: "l",
      unit: "money",
      isLog,
    });
  const curve = isPositive
    ? `<div class="scale"><fieldset class="pick"><legend>Scale</legend><label><input type="radio" name="scale" value="lin" checked> linear</label><label><input type="radio" name="scale" value="log"> logarithmic</label></fieldset>${key}<div class="lin">${draw(false)}</div><div class="log">${draw(true)}</div></div>`
    : `${key}${draw(false)}`;
  const scaleNote = isPositive ? "" : " Equity was not always positive, so there is no logarithmic scale.";
  const fall = lineChart({
    id: "drawdown-lines",
    title: "Drawdown",
    description: `At worst ${percentText(metrics.maxDrawdown, { signed: false, decimals: 2 })} below the peak.`,
    lines: [
      { name: "Strategy", style: "a", ...drawdown },
      ...(isBeside ? [{ name: "Buy & hold", style: "b" as const, ...benchmarkDrawdown }] : []),
    ],
    count: bars,
    times: drawdown.times,
    height: "m",
    unit: "percent",
  });
  return section(
    "equity",
    "Equity and drawdown",
    `${figure(curve, note + scaleNote)}
<h3>Drawdown</h3>
${figure(key + fall, `Fall from the highest equity so far, the starting capital included. ${points}`)}`,
  );
}
