import { isoDay } from "../format-figure.ts";
import { escapeHtml } from "../html-text.ts";
import type { AxisTick } from "./chart-frame.ts";
import { chartFrame, PLOT } from "./chart-frame.ts";
import { logTicks, niceTicks } from "./nice-ticks.ts";
import type { ChartUnit } from "./tick-text.ts";
import { tickTexts } from "./tick-text.ts";

/** Classes of the stylesheet for lines; `d` and `e` are areas down and up from 0. */
export type LineStyle = "a" | "b" | "c" | "p" | "q" | "r";

/** One line of a chart at some of its positions. */
export interface ChartLine {
  readonly name: string;
  readonly style: LineStyle | "d" | "e";
  /** Positions, ascending, from 0 to `count` - 1. */
  readonly at: readonly number[];
  readonly values: readonly number[];
}

/** What a chart shows. */
export interface LineChart {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly lines: readonly ChartLine[];
  /** Positions on the x axis: bars or sessions, so that nights and weekends take no room. */
  readonly count: number;
  /** UnixMicros at the positions of the first line. */
  readonly times: readonly number[];
  readonly height: "s" | "m" | "l";
  readonly unit: Exclude<ChartUnit, "count">;
  readonly isLog?: boolean;
  /** Half as wide as the page. */
  readonly isHalf?: boolean;
}

/** Labels of days on a chart as wide as the page and on one of half its width. */
const X_TICKS = 6;
const X_TICKS_HALF = 3;
const MINUTE_MICROS = 60_000_000;
/** Decimals the crosshair reads, as powers of ten. */
const SCALES: Readonly<Record<LineChart["unit"], number>> = { money: 100, percent: 1_000_000, ratio: 1_000 };

/** A line chart; the values and times of its points stand in attributes for the crosshair. */
export function lineChart(chart: LineChart): string {
  const { lines, count, times, isLog = false } = chart;
  const { low, high } = extent(chart);
  const shape = (value: number): number => (isLog ? Math.log(value) : value);
  const span = shape(high) - shape(low) || 1;
  const y = (value: number): number => (shape(value) - shape(low)) / span;
  const x = (at: number): number => (count < 2 ? 0 : at / (count - 1));
  const ticks = isLog ? logTicks(low, high) : niceTicks(low, high);
  const texts = tickTexts(ticks, chart.unit);
  const minutes = times.map((time) => Math.round(time / MINUTE_MICROS));
  return chartFrame({
    ...chart,
    xTicks: dayTicks(lines[0]?.at ?? [], times, x, chart.isHalf === true ? X_TICKS_HALF : X_TICKS),
    yTicks: ticks.map((value, i) => ({ at: y(value), text: texts[i] ?? "" })),
    paths: lines.map((line) => pathOf(line, x, y)).join(""),
    attributes: ` data-unit="${chart.unit}" data-scale="${SCALES[chart.unit]}" data-times="${deltas(minutes)}"`,
  });

  function pathOf({ at, values, name, style }: ChartLine, toX: typeof x, toY: typeof y): string {
    if (at.length === 0) return "";
    const points = at.map(
      (position, i) => `${Math.round(toX(position) * PLOT)} ${Math.round((1 - toY(values[i] as number)) * PLOT)}`,
    );
    const scaled = values.map((value) => Math.round(value * SCALES[chart.unit]));
    const drawn = `M${points.join("L")}`;
    const base = Math.round((1 - toY(0)) * PLOT);
    const ends = `L${Math.round(toX(at.at(-1) as number) * PLOT)} ${base}L${Math.round(toX(at[0] as number) * PLOT)} ${base}Z`;
    // The outline of an area would draw its base as well.
    const area = style === "d" || style === "e" ? `<path class="${style}f" d="${drawn}${ends}"/>` : "";
    return `${area}<path class="${style}" data-name="${escapeHtml(name)}" data-values="${deltas(scaled)}" d="${drawn}"/>`;
  }
}

/** Whole numbers as differences to the one before, base 36. */
export function deltas(values: readonly number[]): string {
  let before = 0;
  return values
    .map((value) => {
      const text = (value - before).toString(36);
      before = value;
      return text;
    })
    .join(" ");
}

/** Up to `wanted` days along the axis, each at a drawn point, never two in one place. */
function dayTicks(
  at: readonly number[],
  times: readonly number[],
  x: (at: number) => number,
  wanted: number,
): AxisTick[] {
  const ticks: AxisTick[] = [];
  for (let k = 0; k < wanted && at.length > 0; k += 1) {
    const i = Math.round((k / (wanted - 1)) * (at.length - 1));
    const text = isoDay(times[i] as number);
    const place = x(at[i] as number);
    if (ticks.some((tick) => tick.text === text || place - tick.at < 0.8 / wanted)) continue;
    ticks.push({ at: place, text });
  }
  return ticks;
}

function extent({ lines }: LineChart): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { values, style } of lines) {
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    // Areas stand on 0.
    if (style === "d" || style === "e") [low, high] = [Math.min(low, 0), Math.max(high, 0)];
  }
  if (low > high) return { low: 0, high: 1 };
  // A flat line lies in the middle of its chart.
  return low === high
    ? { low: low - Math.abs(low || 1) * 0.01, high: high + Math.abs(high || 1) * 0.01 }
    : { low, high };
}
