import { AreaSeries, type ISeriesApi, LineSeries, LineStyle } from "lightweight-charts";
import { formatNum } from "../format/num.ts";
import { themeColour } from "./chart-colours.ts";
import type { LineLook } from "./line-looks.ts";
import type { LinePoint, PlotLine } from "./line-points.ts";
import { BELOW_ZERO, belowZero, chartTime, createTimeChart, translucent } from "./time-chart.ts";

/** A chart of several lines over one time axis. */
export interface LinePlot {
  /** `below`: an area under the lines, in percent; null: none. */
  readonly show: (lines: readonly PlotLine[], below: readonly LinePoint[] | null) => void;
  readonly recolour: () => void;
  readonly onPoint: (listener: (time: number | null) => void) => void;
  readonly remove: () => void;
}

const STYLES: Readonly<Record<LineLook["dash"], LineStyle>> = {
  solid: LineStyle.Solid,
  dotted: LineStyle.Dotted,
  dashed: LineStyle.Dashed,
  long: LineStyle.LargeDashed,
  sparse: LineStyle.SparseDotted,
};
const BELOW = "--loss";
const dataOf = (points: readonly LinePoint[]) => points.map(({ time, value }) => ({ time: chartTime(time), value }));

/** Makes the chart inside an element; `unit` decides how its values print. */
export function createLineChart(element: HTMLElement, unit: "money" | "ratio"): LinePlot {
  const { chart, setSpan, recolour } = createTimeChart(element);
  const formatter = (value: number): string =>
    formatNum(unit === "money" && element.clientWidth < 520 ? "compact" : unit, value);
  let drawn: { readonly series: ISeriesApi<"Line">; readonly look: LineLook }[] = [];
  let area: ISeriesApi<"Area"> | null = null;
  const dress = (): void => {
    recolour();
    for (const { series, look } of drawn) series.applyOptions({ color: themeColour(look.colour) });
    const colour = themeColour(BELOW);
    area?.applyOptions({
      lineColor: colour,
      topColor: translucent(colour, 0.08),
      bottomColor: translucent(colour, 0.3),
    });
  };
  const lineOf = ({ look, points }: PlotLine): (typeof drawn)[number] => {
    const series = chart.addSeries(LineSeries, {
      lineWidth: 2,
      lineStyle: STYLES[look.dash],
      priceLineVisible: false,
      lastValueVisible: false,
      priceFormat: { type: "custom", minMove: 0.01, formatter },
    });
    series.setData(dataOf(points));
    return { series, look };
  };
  const areaOf = (points: readonly LinePoint[]): ISeriesApi<"Area"> => {
    const priceFormat = {
      type: "custom",
      minMove: 0.01,
      formatter: (value: number) => `${formatNum("ratio", value)}%`,
    } as const;
    const made = chart.addSeries(
      AreaSeries,
      {
        lineWidth: 1,
        invertFilledArea: true,
        priceLineVisible: false,
        lastValueVisible: false,
        priceFormat,
        autoscaleInfoProvider: belowZero,
      },
      1,
    );
    made.priceScale().applyOptions(BELOW_ZERO);
    made.setData(dataOf(points));
    chart.panes()[0]?.setStretchFactor(3);
    chart.panes()[1]?.setStretchFactor(1);
    return made;
  };
  return {
    show: (lines, below) => {
      for (const { series } of drawn) chart.removeSeries(series);
      if (area !== null) chart.removeSeries(area);
      const times = lines.flatMap(({ points }) => [points[0]?.time ?? 0, points.at(-1)?.time ?? 0]);
      setSpan(Math.max(...times) - Math.min(...times));
      drawn = lines.map(lineOf);
      area = below === null ? null : areaOf(below);
      dress();
      chart.timeScale().fitContent();
    },
    recolour: dress,
    onPoint: (listener) => {
      chart.subscribeCrosshairMove((event) => listener(event.time === undefined ? null : (event.time as number)));
    },
    remove: () => chart.remove(),
  };
}
