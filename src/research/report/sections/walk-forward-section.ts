import type { WalkForwardResult } from "../../walk-forward/walk-forward-result.ts";
import { barChart } from "../charts/bar-chart.ts";
import type { WindowSpan } from "../charts/window-chart.ts";
import { windowChart } from "../charts/window-chart.ts";
import { groupText, NONE, percentText, ratioText } from "../format-figure.ts";
import type { Cell } from "../html-text.ts";
import { escapeHtml, figure, htmlTable, numberCell, section, textCell } from "../html-text.ts";
import { objectiveTextOf } from "../objective-text.ts";
import type { ReportInput } from "../report-input.ts";

/** Labels under the bars of windows. */
const WINDOWS_NAMED = 8;
const change = (value: number | null | undefined): string => percentText(value ?? null, { signed: true, decimals: 2 });

/** Windows, efficiency and stability of a walk-forward of the strategy; empty text without one. */
export function walkForwardSection({ parts }: ReportInput): string {
  const result = parts.walkForward;
  if (result === undefined) return "";
  return section(
    "walk-forward",
    "Walk-forward",
    `<p>Walk-forward <span class="mono">${escapeHtml(result.runId)}</span>. ${efficiencyText(result)} All figures of it are out-of-sample unless they say otherwise.</p>
${windowFigure(result)}
${windowTable(result)}
<h3>Parameter stability</h3>
${stability(result)}`,
  );
}

/** `Efficiency 0.62: mean daily return out-of-sample / in-sample.` */
export function efficiencyText(result: WalkForwardResult): string {
  const { efficiency } = result;
  const value = efficiency === null ? `${NONE} (${noEfficiencyText(result)})` : ratioText(efficiency);
  return `Efficiency ${value}: mean daily return out-of-sample / that of the winners in-sample.`;
}

/** Why there is no efficiency. */
export function noEfficiencyText({ efficiencyReason }: WalkForwardResult): string {
  return efficiencyReason === "NO_VALID_WINDOW" ? "no window had a winner" : "the winners gained nothing in-sample";
}

/** When each window was trained and judged. */
export function windowFigure({ windows }: WalkForwardResult): string {
  if (windows.length === 0) return "<p>No window was finished.</p>";
  const spans = windows.map((row): WindowSpan => {
    const gained = row.outOfSampleMetrics?.totalReturn ?? null;
    const outcome = row.isValid ? change(gained) : row.reason;
    return {
      name: String(row.n),
      trainFrom: row.trainFrom,
      trainTo: row.trainTo,
      testFrom: row.testFrom,
      testTo: row.testTo,
      outcome: gained === null ? "none" : gained < 0 ? "loss" : "gain",
      tip: `Window ${row.n}: trained ${row.trainFrom} to ${row.trainTo}, judged ${row.testFrom} to ${row.testTo}, ${outcome}`,
    };
  });
  return figure(
    windowChart(spans),
    "One row a window. Thin and grey: in-sample, where parameters were chosen. Thick: out-of-sample, where they were judged, with ▲ a gain, ▼ a loss, × no winner. The axis counts calendar days.",
  );
}

/** One row per window: what won, and its objective and return in-sample and out-of-sample. */
export function windowTable({ windows, grid, settings }: WalkForwardResult): string {
  const { name, shown, write } = objectiveTextOf(settings.objective);
  const of = (value: number | null): string => write(value === null ? null : shown(value));
  const names = grid.axes.map((axis) => axis.name);
  const head = [textCell("#"), textCell("In-sample"), textCell("Out-of-sample")];
  head.push(...names.map((parameter) => numberCell(parameter)));
  head.push(...[`${name} in`, "out", "Out / in", "Return in", "out", "Trades"].map((text) => numberCell(text)));
  head.push(textCell("Note"));
  const rows = windows.map((row): Cell[] => [
    textCell(String(row.n)),
    textCell(`${row.trainFrom} – ${row.trainTo}`, "t"),
    textCell(`${row.testFrom} – ${row.testTo}`, "t"),
    ...names.map((parameter) => numberCell(String(row.bestParameters?.[parameter] ?? NONE))),
    numberCell(of(row.inSample)),
    numberCell(of(row.outOfSample)),
    numberCell(ratioText(row.ratio)),
    numberCell(change(row.inSampleMetrics?.totalReturn)),
    numberCell(change(row.outOfSampleMetrics?.totalReturn)),
    numberCell(groupText(row.trades)),
    textCell([row.isShort ? "short" : "", row.reason].filter((text) => text !== "").join(", ")),
  ]);
  return htmlTable("Walk-forward windows", head, rows, { style: "small", isSortable: true });
}

/** How the winning parameters moved from window to window. */
export function stability({ parameterStability, windows }: WalkForwardResult): string {
  if (parameterStability.length === 0) return "<p>No window had a winner.</p>";
  const head = ["Mean", "Standard deviation", "Variation", "Kept from window to window"].map((name) =>
    numberCell(name),
  );
  const rows = parameterStability.map(({ name, mean, deviation, variation, keptShare }) => [
    textCell(name),
    numberCell(ratioText(mean)),
    numberCell(ratioText(deviation)),
    numberCell(ratioText(variation)),
    numberCell(percentText(keptShare, { signed: false, decimals: 0 })),
  ]);
  const valid = windows.filter((row) => row.isValid).map((row) => String(row.n));
  const every = Math.ceil(valid.length / WINDOWS_NAMED);
  const charts = parameterStability.map(({ name, values }, i) => {
    const chart = barChart({
      id: `stability-${i}`,
      title: `${name} by window`,
      description: values.map((value, k) => `window ${valid[k]} ${value}`).join(", "),
      height: "s",
      bars: values.map((value, k) => ({ value, tip: `Window ${valid[k]}: ${name} ${value}`, style: "z" })),
      unit: "ratio",
      xTicks: valid.flatMap((text, k) => (k % every === 0 ? [{ at: (k + 0.5) / valid.length, text }] : [])),
    });
    return `<div><h3>${escapeHtml(name)} by window</h3>${figure(chart, "What won in each window with a winner.")}</div>`;
  });
  return `${htmlTable("Parameter stability", [textCell("Parameter"), ...head], rows, { style: "fit" })}
<p class="soft"><small>Variation is the standard deviation / the mean. Parameters that jump from window to window follow the noise.</small></p>
<div class="two">${charts.join("\n")}</div>`;
}
