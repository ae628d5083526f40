import { escapeHtml } from "../html-text.ts";
import type { AxisTick } from "./chart-frame.ts";
import { chartFrame, percent } from "./chart-frame.ts";
import { niceTicks } from "./nice-ticks.ts";
import type { ChartUnit } from "./tick-text.ts";
import { tickTexts } from "./tick-text.ts";

/** One bar: its height from 0 and what a pointer over it says. */
export interface Bar {
  readonly value: number;
  readonly tip: string;
  /** Class of the stylesheet: gain or loss by sign, or `z` for what has none. */
  readonly style: "gain" | "loss" | "z";
}

/** A vertical line with words, at a share of the width. */
export interface Marker {
  readonly at: number;
  readonly text: string;
}

/** What a bar chart shows. */
export interface BarChart {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly height: "s" | "m" | "l";
  readonly bars: readonly Bar[];
  readonly xTicks: readonly AxisTick[];
  readonly markers?: readonly Marker[];
  readonly unit: ChartUnit;
}

/** Share of a bar's room that it fills. */
const FILL = 0.84;
/** Few bars would otherwise be as wide as walls. */
const WIDEST = 0.12;

/** Bars beside each other, up and down from 0. */
export function barChart(chart: BarChart): string {
  const { bars, markers = [] } = chart;
  const low = Math.min(0, ...bars.map((bar) => bar.value));
  const high = Math.max(0, ...bars.map((bar) => bar.value));
  const span = high - low || 1;
  const y = (value: number): number => (value - low) / span;
  const room = 1 / Math.max(1, bars.length);
  const width = Math.min(room * FILL, WIDEST);
  const rects = bars.map(({ value, tip, style }, i) => {
    const top = 1 - y(Math.max(0, value));
    const height = Math.abs(value) / span;
    const left = (i + 0.5) * room - width / 2;
    return `<rect class="${style}" x="${percent(left)}" y="${percent(top)}" width="${percent(width)}" height="${percent(height)}"><title>${escapeHtml(tip)}</title></rect>`;
  });
  const lines = markers.map(({ at, text }, i) => {
    const anchor = at > 0.5 ? "end" : "start";
    const x = percent(at);
    return `<line class="mark" x1="${x}" x2="${x}" y1="0" y2="100%"/><text class="ml" text-anchor="${anchor}" dx="${at > 0.5 ? -4 : 4}" x="${x}" y="0" dy="${12 + 15 * i}">${escapeHtml(text)}</text>`;
  });
  const ticks = niceTicks(low, high).filter((value) => chart.unit !== "count" || Number.isInteger(value));
  const texts = tickTexts(ticks, chart.unit, true);
  return chartFrame({
    ...chart,
    yTicks: ticks.map((value, i) => ({ at: y(value), text: texts[i] ?? "" })),
    marks: rects.join("") + lines.join(""),
  });
}
