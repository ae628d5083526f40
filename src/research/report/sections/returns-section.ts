import { returnCalendar } from "../analysis/return-calendar.ts";
import { rollingFigures } from "../analysis/rolling-figures.ts";
import type { RollingFigures } from "../analysis/rolling-figures.ts";
import { chartKey, pointsText } from "../chart-key.ts";
import { barChart } from "../charts/bar-chart.ts";
import { calendarChart } from "../charts/calendar-chart.ts";
import { histogram } from "../charts/histogram.ts";
import type { ChartLine, LineChart } from "../charts/line-chart.ts";
import { lineChart } from "../charts/line-chart.ts";
import { dailyReturns } from "../daily-returns.ts";
import { decimate } from "../decimate.ts";
import { groupText, percentText } from "../format-figure.ts";
import { escapeHtml, figure, htmlTable, section, textCell } from "../html-text.ts";
import type { Cell } from "../html-text.ts";
import type { YearReturns } from "../monthly-returns.ts";
import type { ReportInput } from "../report-input.ts";

const MONTH_NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Labels under the bars of the years. */
const YEARS_NAMED = 7;
/** Calendars drawn; each has some 250 fields. */
const CALENDARS_MAX = 10;
const WINDOWS = [60, 252] as const;
const change = (value: number | null): string => percentText(value, { signed: true, decimals: 2 });

/** Months, years, the distribution of daily returns and rolling figures. */
export function returnsSection(input: ReportInput): string {
  const { years } = input.result.analysis;
  if (years.length === 0) return section("returns", "Returns", "<p>No session was marked.</p>");
  return section(
    "returns",
    "Returns",
    `<h3>By month</h3>\n${monthTable(years)}
<div class="two"><div><h3>By year</h3>\n${yearBars(years)}</div><div><h3>Distribution of daily returns</h3>\n${distribution(input)}</div></div>
${calendar(input)}
${rolling(input)}`,
  );
}

/** The latest years, a column a week. */
function calendar({ result }: ReportInput): string {
  const all = returnCalendar(dailyReturns(result).returns, result.analysis.days);
  const years = all.slice(-CALENDARS_MAX);
  const more = years.length < all.length ? ` The latest ${CALENDARS_MAX} of ${all.length} years.` : "";
  const charts = years.map((year) => `<figure><h4>${escapeHtml(year.year)}</h4>${calendarChart(year)}</figure>`);
  return `<h3>By day</h3>
${charts.join("\n")}
<p class="soft"><small>A column a week, a field a session: high and blue a gain, low and orange a loss, stronger the larger, grey nothing. The strongest are the size one session in twenty exceeds.${more}</small></p>`;
}

/** Returns by month and year. */
export function monthTable(years: readonly YearReturns[]): string {
  const rows = years.map(({ year, months, total }) => [textCell(year), ...months.map(shadedCell), shadedCell(total)]);
  const head = [textCell("Year"), ...MONTH_NAMES.map((name) => textCell(name)), textCell("Whole year")];
  return `<div class="heat">${htmlTable("Monthly returns", head, rows, { style: "small" })}</div>
<p class="soft"><small>Daily returns chained; shades repeat the sign: blue a gain, orange a loss, stronger from 2% and 5% on. An empty cell had no session.</small></p>`;
}

function shadedCell(value: number | null): Cell {
  if (value === null) return textCell("");
  const size = Math.abs(value);
  const shade = size >= 0.05 ? 3 : size >= 0.02 ? 2 : size >= 0.0005 ? 1 : 0;
  return textCell(change(value), shade === 0 ? undefined : `${value > 0 ? "g" : "l"}${shade}`);
}

function yearBars(years: readonly YearReturns[]): string {
  const chart = barChart({
    id: "years",
    title: "Return by year",
    description: years.map(({ year, total }) => `${year} ${change(total)}`).join(", "),
    height: "m",
    bars: years.map(({ year, total }) => ({
      value: total,
      tip: `${year} ${change(total)}`,
      style: total < 0 ? "loss" : "gain",
    })),
    unit: "percent",
    xTicks: years
      .map(({ year }, i) => ({ at: (i + 0.5) / years.length, text: year }))
      .filter((_, i) => i % Math.ceil(years.length / YEARS_NAMED) === 0),
  });
  return figure(chart, "The first and the last year may be parts of one.");
}

function distribution({ result }: ReportInput): string {
  const { returns } = dailyReturns(result);
  if (returns.every((value) => value === returns[0])) {
    const same = `All ${groupText(returns.length)} daily returns are ${change(returns[0] ?? null)}.`;
    return `<p class="soft">${same}</p>`;
  }
  const { var95, cvar95 } = result.metrics;
  const lines = [
    { name: "CVaR 95", value: cvar95 },
    { name: "VaR 95", value: var95 },
  ].flatMap(({ name, value }) => (value === null ? [] : [{ value: -value, text: `${name} ${change(-value)}` }]));
  const chart = histogram({
    id: "distribution",
    title: "Daily returns",
    description: `${returns.length} daily returns; ${lines.map(({ text }) => text).join(", ")}.`,
    values: returns,
    lines,
    isSigned: true,
    unit: "percent",
  });
  return figure(
    chart,
    `${groupText(returns.length)} sessions; height counts them. The outermost bars hold everything beyond.`,
  );
}

function rolling(input: ReportInput): string {
  const { returns, benchmark } = dailyReturns(input.result);
  const windows = WINDOWS.filter((window) => returns.length >= window);
  const missing = WINDOWS.filter((window) => returns.length < window);
  const note =
    missing.length === 0
      ? ""
      : `<p class="soft">${returns.length} sessions are too few for rolling figures over ${missing.join(" and ")}.</p>`;
  if (windows.length === 0) return `<h3>Rolling figures</h3>\n${note}`;
  const figures = windows.map((window) => rollingFigures(returns, benchmark, window));
  const key = chartKey(windows.map((window, i) => [i === 0 ? "a" : "b", `${window} sessions`] as const));
  const begin = Math.min(...windows) - 1;
  const times = input.result.equity.times.map((time) => Date.parse(time) * 1000);
  const charts: readonly (readonly [keyof Omit<RollingFigures, "window">, string, LineChart["unit"]])[] = [
    ["sharpe", "Rolling Sharpe (√252, rf 0)", "ratio"],
    ["volatility", "Rolling volatility (√252)", "percent"],
    ["beta", "Rolling beta to buy & hold", "ratio"],
  ];
  const shown = input.result.benchmark.basis === "none" ? charts.slice(0, -1) : charts;
  const drawn = shown.map(([name, title, unit]) => {
    const lines = figures.map((of, i) => lineOf(of[name], `${of.window} sessions`, i === 0 ? "a" : "b"));
    const chart = lineChart({
      id: `rolling-${name}`,
      title,
      description: `Over ${windows.join(" and ")} sessions.`,
      // The axis begins where the first line does.
      lines: lines.map((line) => ({ ...line, at: line.at.map((at) => at - begin) })),
      count: returns.length - begin,
      times: (lines[0]?.at ?? []).map((at) => times[at] ?? 0),
      height: "m",
      unit,
      isHalf: true,
    });
    return `<div><h3>${escapeHtml(title)}</h3>${figure(key + chart, pointsText(returns.length, Math.min(returns.length, 2_000), "session"))}</div>`;
  });
  return `<div class="two">${drawn.join("\n")}</div>\n${note}`;
}

/** The values that there are, at most as many as a chart draws. */
function lineOf(series: readonly (number | null)[], name: string, style: "a" | "b"): ChartLine {
  const positions = series.flatMap((value, i) => (value === null ? [] : [i]));
  const values = positions.map((at) => series[at] ?? 0);
  const kept = decimate(values, values.length);
  return { name, style, at: kept.map((k) => positions[k] ?? 0), values: kept.map((k) => values[k] ?? 0) };
}
