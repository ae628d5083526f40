import { chartKey } from "../report/chart-key.ts";
import type { LineStyle } from "../report/charts/line-chart.ts";
import { lineChart } from "../report/charts/line-chart.ts";
import { decimate } from "../report/decimate.ts";
import { NONE } from "../report/format-figure.ts";
import { escapeHtml, figure, htmlTable, numberCell, section, textCell } from "../report/html-text.ts";
import { htmlPage } from "../report/report-html.ts";
import type { Comparison } from "./compare-runs.ts";
import { comparedText } from "./comparison-text.ts";

/** Lines of the runs in order; dashes tell them apart where colours do not. */
const STYLES: readonly LineStyle[] = ["a", "b", "c", "p", "q", "r"];

/** A comparison as one HTML file, made like a report. */
export function comparisonHtml(comparison: Comparison): string {
  const { runs, warnings } = comparison;
  const names = runs.map((run) => `${run.strategy} ${run.runId}`);
  const list = warnings.map(
    (text) => `<li class="warn"><span class="s">! Warning</span><span>${escapeHtml(text)}</span></li>`,
  );
  const body = [
    `<header><h1>${runs.length} runs compared</h1><p class="soft">${escapeHtml(names.join(", "))}</p></header>`,
    section(
      "warnings",
      "Warnings",
      list.length === 0
        ? "<p>Same period, data, costs and build.</p>"
        : `<ul class="checks">\n${list.join("\n")}\n</ul>`,
    ),
    section("figures", "Key figures", figures(comparison, names)),
    section("equity", "Equity", equity(comparison, names)),
    section("settings", "Settings that differ", settings(comparison, names)),
  ];
  return htmlPage(
    `${runs.length} runs compared`,
    body.join("\n"),
    "Past results on simulated fills. The best of several runs looks better than it is: it was chosen for that.",
  );
}

function figures(comparison: Comparison, names: readonly string[]): string {
  const rows = comparison.figures.map(({ label, unit, values, best }) => [
    textCell(label),
    ...values.map((value, i) => numberCell(`${best.includes(i) ? "★ " : ""}${comparedText(unit, value)}`)),
  ]);
  const head = [textCell("Figure"), ...names.map((name) => numberCell(name))];
  return `${htmlTable("Figures side by side", head, rows)}\n<p class="soft"><small>★ the best of the row, where better is clear. Ratios use daily returns, √252 and a risk-free rate of 0.</small></p>`;
}

function equity({ equity: curves }: Comparison, names: readonly string[]): string {
  const days = [...new Set(curves.flatMap(({ times }) => times.map((time) => time.slice(0, 10))))].sort();
  const place = new Map(days.map((day, i) => [day, i]));
  const lines = curves.map(({ times, values }, i) => {
    const kept = decimate(values, values.length);
    return {
      name: names[i] ?? "",
      style: STYLES[i % STYLES.length] ?? "a",
      at: kept.map((k) => place.get((times[k] ?? "").slice(0, 10)) ?? 0),
      values: kept.map((k) => values[k] ?? 0),
    };
  });
  const longest = lines.reduce((most, line) => (line.at.length > most.at.length ? line : most));
  if (longest.at.length === 0) return "<p>No run has a daily curve.</p>";
  // Times belong to the first line, so the longest one leads.
  const ordered = [longest, ...lines.filter((line) => line !== longest)];
  const chart = lineChart({
    id: "indexed",
    title: "Equity, the initial capital being 100",
    description: lines.map(({ name, values }) => `${name} ends at ${(values.at(-1) ?? 0).toFixed(2)}`).join(", "),
    lines: ordered,
    count: days.length,
    times: longest.at.map((at) => Date.parse(`${days[at] ?? ""}T00:00:00Z`) * 1000),
    height: "l",
    unit: "ratio",
  });
  const key = chartKey(lines.map(({ style, name }) => [style, name] as const));
  return figure(
    key + chart,
    "At the end of each session, initial capital = 100. The axis counts sessions of all runs.",
  );
}

function settings({ settings: rows }: Comparison, names: readonly string[]): string {
  if (rows.length === 0) return "<p>All settings are the same.</p>";
  const cells = rows.map(({ name, values }) => [
    textCell(name),
    ...values.map((value) => textCell(value ?? NONE, "mono")),
  ]);
  return htmlTable("Settings of the runs", [textCell("Setting"), ...names.map((name) => textCell(name))], cells, {
    style: "small",
  });
}
