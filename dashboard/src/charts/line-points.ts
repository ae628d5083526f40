import { plotNumber } from "../format/plot-number.ts";
import type { LineLook } from "./line-looks.ts";

/** A point of a line: seconds and a height. */
export interface LinePoint {
  readonly time: number;
  readonly value: number;
}
/** A line of a chart with its name in the legend. */
export interface PlotLine {
  readonly name: string;
  readonly look: LineLook;
  readonly points: readonly LinePoint[];
}

/** Second of a moment, as the chart counts. */
export function secondOf(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000);
}

/** Points with rising times; without a value there is no point, of several within a second the last one stays. */
export function linePoints(
  points: readonly { readonly t: string; readonly value: string | null }[],
  scale = 1,
): readonly LinePoint[] {
  const plotted: LinePoint[] = [];
  for (const { t, value } of points) {
    if (value === null) continue;
    const time = secondOf(t);
    const last = plotted.at(-1);
    if (last !== undefined && time < last.time) continue;
    if (last?.time === time) plotted.pop();
    plotted.push({ time, value: scale * plotNumber(value) });
  }
  return plotted;
}
