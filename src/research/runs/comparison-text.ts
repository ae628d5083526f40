import { amountText, groupText, NONE, percentText, ratioText, timesText } from "../report/format-figure.ts";
import type { ComparedFigure, Comparison } from "./compare-runs.ts";

const GAP = 2;

/** A figure of one run as people read it. */
export function comparedText(unit: ComparedFigure["unit"], value: number | string | null): string {
  if (value === null) return NONE;
  const number = Number(value);
  switch (unit) {
    case "change":
      return percentText(number, { signed: true, decimals: 2 });
    case "share":
      return percentText(number, { signed: false, decimals: 2 });
    case "loss":
      return percentText(-number, { signed: true, decimals: 2 });
    case "ratio":
      return ratioText(number);
    case "times":
      return timesText(number);
    case "count":
      return groupText(number);
    case "money":
      return amountText(String(value), { signed: false });
    default:
      return String(value);
  }
}

/** The terminal's table of a comparison: warnings first, `*` beside the best. */
export function comparisonText({ runs, warnings, figures, settings }: Comparison): string {
  const lines = warnings.map((text) => `Warning   ! ${text}`);
  const rows = [
    ["", ...runs.map((run) => `${run.runId}  `)],
    ["Strategy", ...runs.map((run) => `${run.strategy}  `)],
    ...figures.map(({ label, unit, values, best }) => [
      label,
      ...values.map((value, i) => `${comparedText(unit, value)}${best.includes(i) ? " *" : "  "}`),
    ]),
  ];
  lines.push(...table(rows, true));
  lines.push("* the best of the row");
  if (settings.length > 0) {
    lines.push("", "Settings that differ");
    lines.push(
      ...table(
        settings.map(({ name, values }) => [name, ...values.map((value) => value ?? NONE)]),
        false,
      ),
    );
  }
  return lines.join("\n");
}

function table(rows: readonly (readonly string[])[], isRight: boolean): string[] {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, c) => Math.max(...rows.map((row) => row[c]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, c) => (c > 0 && isRight ? cell.padStart(widths[c] ?? 0) : cell.padEnd(widths[c] ?? 0)))
      .join(" ".repeat(GAP))
      .trimEnd(),
  );
}
