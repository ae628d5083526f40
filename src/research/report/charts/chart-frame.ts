import { escapeHtml } from "../html-text.ts";

/** Inside of the stretched part of a chart: paths run from 0 to this on both axes, y downwards. */
export const PLOT = 10_000;

/** One labelled position on an axis, 0 to 1 from the left or from the bottom. */
export interface AxisTick {
  readonly at: number;
  readonly text: string;
}

/** What surrounds the marks of a chart. */
export interface ChartFrame {
  readonly id: string;
  readonly title: string;
  /** Said to those who cannot see it: what it shows and its extremes. */
  readonly description: string;
  /** Small, medium or large: 140, 200 or 300 CSS pixels. */
  readonly height: "s" | "m" | "l";
  readonly xTicks: readonly AxisTick[];
  readonly yTicks: readonly AxisTick[];
  /** SVG with percentages, for marks that keep their shape. */
  readonly marks?: string;
  /** SVG in {@link PLOT} coordinates, stretched over the chart. */
  readonly paths?: string;
  /** Further attributes for the script, already escaped. */
  readonly attributes?: string;
}

/**
 * An inline SVG that is readable without script. It has no viewBox of its own: text keeps its size
 * on every screen and only the paths stretch.
 */
export function chartFrame(chart: ChartFrame): string {
  const { id, xTicks, yTicks, marks = "", paths = "", attributes = "" } = chart;
  const lines = yTicks.map(({ at, text }) => {
    const y = percent(1 - at);
    return `<line class="g" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="yl" x="-8" y="${y}">${escapeHtml(text)}</text>`;
  });
  const labels = xTicks.map(({ at, text }, i) => {
    const anchor = at < 0.02 ? "start" : at > 0.98 ? "end" : "middle";
    // Narrow screens have room for the ends and the middle.
    const odd = [0, Math.round((xTicks.length - 1) / 2), xTicks.length - 1].includes(i) ? "" : " o";
    return `<text class="xl${odd}" text-anchor="${anchor}" x="${percent(at)}" y="100%" dy="18">${escapeHtml(text)}</text>`;
  });
  const plot =
    paths === ""
      ? ""
      : `<svg class="plot" viewBox="0 0 ${PLOT} ${PLOT}" preserveAspectRatio="none" width="100%" height="100%">${paths}</svg>`;
  return `<div class="chart"><svg class="h${chart.height}" role="img" aria-labelledby="${id}-t ${id}-d"${attributes}>
<title id="${id}-t">${escapeHtml(chart.title)}</title><desc id="${id}-d">${escapeHtml(chart.description)}</desc>
${lines.join("")}${labels.join("")}${plot}${marks}
</svg></div>`;
}

/** `12.34%` of a share. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}
