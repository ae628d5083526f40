import type { EquityPoint } from "../../../src/contract/equity-series.ts";
import { plotNumber } from "../format/plot-number.ts";

/** A point as the chart library wants it: seconds, and heights as floats. */
export interface PlottedPoint {
  readonly time: number;
  readonly equity: number;
  /** Below zero, in percent of the peak. */
  readonly drawdown: number;
}

/** Points with rising times: of several within a second the last one stays. */
export function plottedPoints(points: readonly EquityPoint[]): readonly PlottedPoint[] {
  const plotted: PlottedPoint[] = [];
  for (const point of points) {
    const time = Math.floor(Date.parse(point.t) / 1000);
    const last = plotted.at(-1);
    if (last !== undefined && time < last.time) continue;
    if (last?.time === time) plotted.pop();
    plotted.push({ time, equity: plotNumber(point.equity), drawdown: -100 * plotNumber(point.drawdownPct) });
  }
  return plotted;
}

/** Points to add with `update()` when `next` goes on from `shown`; null: the whole series is another one. */
export function pointsToUpdate(
  shown: readonly PlottedPoint[],
  next: readonly PlottedPoint[],
): readonly PlottedPoint[] | null {
  const lastIndex = shown.length - 1;
  if (lastIndex < 0 || next.length < shown.length) return null;
  const middle = lastIndex >> 1;
  for (const index of [0, middle, lastIndex]) {
    if (shown[index]?.time !== next[index]?.time) return null;
  }
  return next.slice(lastIndex);
}
