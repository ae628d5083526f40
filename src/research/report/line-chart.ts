import { decimate } from "./decimate.ts";
import { escapeHtml } from "./html-text.ts";

/** One line of a chart; all lines of a chart have the same number of values. */
export interface ChartLine {
  readonly name: string;
  /** Class of the stylesheet: `a` the run, `b` the benchmark, `d` a drawdown. */
  readonly style: "a" | "b" | "d";
  readonly values: Float64Array;
}

/** What a chart shows. */
export interface LineChart {
  readonly id: string;
  readonly title: string;
  /** Said to those who cannot see it: what it shows and its extremes. */
  readonly description: string;
  readonly lines: readonly ChartLine[];
  readonly count: number;
  /** UnixMicros of the values. */
  readonly times: Float64Array;
  readonly height: number;
  labelOf(value: number): string;
}

const WIDTH = 960;
const LEFT = 84;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 26;
const Y_TICKS = 5;
const X_TICKS = 6;

/** An inline SVG without script; the x axis counts bars, so that nights and weekends take no room. */
export function lineChart(chart: LineChart): string {
  const { low, high } = extent(chart);
  const bottom = chart.height - BOTTOM;
  const span = high - low || 1;
  const x = (i: number): number => LEFT + (chart.count < 2 ? 0 : (i / (chart.count - 1)) * (WIDTH - LEFT - RIGHT));
  const y = (value: number): number => bottom - ((value - low) / span) * (bottom - TOP);
  const parts: string[] = [];
  for (const tick of niceTicks(low, high)) {
    const at = y(tick).toFixed(1);
    parts.push(`<line class="g" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/>`);
    parts.push(`<text class="yl" x="${LEFT - 8}" y="${at}">${escapeHtml(chart.labelOf(tick))}</text>`);
  }
  for (let k = 0; k < X_TICKS && chart.count > 0; k += 1) {
    const i = Math.round((k / (X_TICKS - 1)) * (chart.count - 1));
    const day = new Date((chart.times[i] as number) / 1000).toISOString().slice(0, 10);
    const anchor = k === 0 ? "start" : k === X_TICKS - 1 ? "end" : "middle";
    parts.push(`<text class="xl" text-anchor="${anchor}" x="${x(i).toFixed(1)}" y="${chart.height - 8}">${day}</text>`);
  }
  for (const line of chart.lines) parts.push(pathOf(line, chart.count, x, y, line.style === "d" ? y(0) : null));
  const ids = `${chart.id}-t ${chart.id}-d`;
  return `<svg viewBox="0 0 ${WIDTH} ${chart.height}" role="img" aria-labelledby="${ids}">
<title id="${chart.id}-t">${escapeHtml(chart.title)}</title><desc id="${chart.id}-d">${escapeHtml(chart.description)}</desc>
${parts.join("\n")}
</svg>`;
}

/** The line; with `base` the area between it and that height. */
function pathOf(
  line: ChartLine,
  count: number,
  x: (i: number) => number,
  y: (value: number) => number,
  base: number | null,
): string {
  const points = decimate(line.values, count).map(
    (i) => `${x(i).toFixed(1)},${y(line.values[i] as number).toFixed(1)}`,
  );
  if (points.length === 0) return "";
  const closed =
    base === null ? "" : `L${x(count - 1).toFixed(1)},${base.toFixed(1)}L${x(0).toFixed(1)},${base.toFixed(1)}Z`;
  return `<path class="${line.style}" d="M${points.join("L")}${closed}"/>`;
}

function extent({ lines, count }: LineChart): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { values } of lines) {
    for (let i = 0; i < count; i += 1) {
      const value = values[i] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return count === 0 ? { low: 0, high: 1 } : { low, high };
}

/** Round values inside [low, high], about five of them. */
function niceTicks(low: number, high: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / Y_TICKS;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((m) => m * unit >= rough) ?? 10) * unit;
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step); k * step <= high; k += 1) ticks.push(k * step);
  return ticks;
}
