import type { AxisTick } from "./chart-frame.ts";
import { chartFrame, percent } from "./chart-frame.ts";
import { niceTicks } from "./nice-ticks.ts";
import type { ChartUnit } from "./tick-text.ts";
import { tickTexts } from "./tick-text.ts";

/** What a scatter chart shows; wins are discs, losses crosses, so that colour only repeats it. */
export interface ScatterChart {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly isWin: readonly boolean[];
  readonly unit: ChartUnit;
}

/** Points in the positive quadrant; the caller says what the axes are. */
export function scatterChart(chart: ScatterChart): string {
  const { x, y } = chart;
  const right = x.reduce((most, value) => Math.max(most, value), 0) * 1.02 || 1;
  const top = y.reduce((most, value) => Math.max(most, value), 0) * 1.02 || 1;
  const marks = x.map((value, i) => {
    const cx = percent(value / right);
    const cy = percent(1 - (y[i] as number) / top);
    return chart.isWin[i] === true
      ? `<circle class="gain" cx="${cx}" cy="${cy}" r="3"/>`
      : `<text class="cross" x="${cx}" y="${cy}">×</text>`;
  });
  return chartFrame({
    ...chart,
    height: "l",
    xTicks: axis(right, chart.unit),
    yTicks: axis(top, chart.unit),
    marks: marks.join(""),
  });
}

function axis(most: number, unit: ChartUnit): AxisTick[] {
  const ticks = niceTicks(0, most);
  const texts = tickTexts(ticks, unit);
  return ticks.map((value, i) => ({ at: value / most, text: texts[i] ?? "" }));
}
