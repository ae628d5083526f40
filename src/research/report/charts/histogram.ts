import type { AxisTick } from "./chart-frame.ts";
import type { Bar, Marker } from "./bar-chart.ts";
import { barChart } from "./bar-chart.ts";
import { niceTicks } from "./nice-ticks.ts";
import type { ChartUnit } from "./tick-text.ts";
import { tickTexts } from "./tick-text.ts";

/** What a histogram shows. */
export interface Histogram {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly values: readonly number[];
  /** Values at which a line with words stands. */
  readonly lines?: readonly { readonly value: number; readonly text: string }[];
  /** True: bars below 0 are losses, above gains. */
  readonly isSigned: boolean;
  readonly unit: ChartUnit;
}

/** How many values fall in each of equally wide bins; bin edges are round and 0 is one of them. */
export interface Bins {
  readonly start: number;
  readonly width: number;
  readonly counts: readonly number[];
}

const BINS = 40;
/** Outliers beyond these quantiles go to the outermost bins when they would empty the middle. */
const TAIL = 0.005;

/** Counts of `values` in bins with round edges; both ends may hold outliers. */
export function binsOf(values: readonly number[]): Bins {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0) return { start: 0, width: 1, counts: [] };
  const tail = Math.floor(n * TAIL);
  // Where nearly all values are one value, the others are what there is to see.
  const cut = sorted[tail] === sorted[n - 1 - tail] ? 0 : tail;
  const low = sorted[cut] as number;
  const high = sorted[n - 1 - cut] as number;
  const rough = (high - low) / BINS || Math.abs(high) / 10 || 0.01;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const width = ([1, 2, 2.5, 5, 10].find((m) => m * unit >= rough) ?? 10) * unit;
  const first = Math.floor(low / width);
  const counts = new Array<number>(Math.floor(high / width) - first + 1).fill(0);
  for (const value of sorted) {
    const at = Math.min(counts.length - 1, Math.max(0, Math.floor(value / width) - first));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return { start: first * width, width, counts };
}

/** A histogram with the count in its tips and lines at named values. */
export function histogram(chart: Histogram): string {
  const { start, width, counts } = binsOf(chart.values);
  const span = width * counts.length;
  const at = (value: number): number => Math.min(1, Math.max(0, (value - start) / span));
  const edges = tickTexts(
    Array.from({ length: counts.length + 1 }, (_, i) => start + i * width),
    chart.unit,
    chart.isSigned,
  );
  const bars = counts.map((value, i): Bar => {
    const from = start + i * width;
    const tip = `${value} from ${edges[i]} to ${edges[i + 1]}`;
    // An edge that should be 0 may be a hair off.
    const style = chart.isSigned ? (from < -width / 2 ? "loss" : "gain") : "z";
    return { value, tip, style };
  });
  const markers = (chart.lines ?? []).map(({ value, text }): Marker => ({ at: at(value), text }));
  const ticks = niceTicks(start, start + span, 6);
  const texts = tickTexts(ticks, chart.unit, chart.isSigned);
  const xTicks = ticks.map((value, i): AxisTick => ({ at: at(value), text: texts[i] ?? "" }));
  return barChart({ ...chart, height: "m", bars, markers, xTicks, unit: "count" });
}
