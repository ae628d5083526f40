import { AreaSeries, type ISeriesApi, LineSeries } from "lightweight-charts";
import { formatNum } from "../format/num.ts";
import { chartColours } from "./chart-colours.ts";
import { type PlottedPoint, pointsToUpdate } from "./equity-points.ts";
import { BELOW_ZERO, belowZero, chartTime, createTimeChart, translucent } from "./time-chart.ts";

/** A chart of equity above its drawdown. */
export interface EquityPlot {
  readonly show: (points: readonly PlottedPoint[]) => void;
  readonly recolour: () => void;
  readonly onPoint: (listener: (time: number | null) => void) => void;
  readonly remove: () => void;
}

/** Makes the chart inside an element; it fills its width and height. */
export function createEquityChart(element: HTMLElement): EquityPlot {
  const { chart, setSpan, recolour } = createTimeChart(element);
  const equity: ISeriesApi<"Line"> = chart.addSeries(LineSeries, {
    lineWidth: 2,
    priceLineVisible: false,
    // A phone has no room for every digit beside the curve; the text below has them.
    priceFormat: {
      type: "custom",
      minMove: 0.01,
      formatter: (value: number) => formatNum(element.clientWidth < 520 ? "compact" : "money", value),
    },
  });
  const drawdown: ISeriesApi<"Area"> = chart.addSeries(
    AreaSeries,
    {
      lineWidth: 1,
      invertFilledArea: true,
      priceLineVisible: false,
      priceFormat: { type: "custom", minMove: 0.01, formatter: (value: number) => `${formatNum("ratio", value)}%` },
      autoscaleInfoProvider: belowZero,
    },
    1,
  );
  drawdown.priceScale().applyOptions(BELOW_ZERO);
  chart.panes()[0]?.setStretchFactor(3);
  chart.panes()[1]?.setStretchFactor(1);
  let shown: readonly PlottedPoint[] = [];

  const plot: EquityPlot = {
    show: (points) => {
      const added = pointsToUpdate(shown, points);
      setSpan((points.at(-1)?.time ?? 0) - (points[0]?.time ?? 0));
      if (added === null) {
        equity.setData(points.map((point) => ({ time: chartTime(point.time), value: point.equity })));
        drawdown.setData(points.map((point) => ({ time: chartTime(point.time), value: point.drawdown })));
        chart.timeScale().fitContent();
      } else {
        for (const point of added) {
          equity.update({ time: chartTime(point.time), value: point.equity });
          drawdown.update({ time: chartTime(point.time), value: point.drawdown });
        }
      }
      shown = points;
    },
    recolour: () => {
      const colours = chartColours();
      recolour();
      equity.applyOptions({ color: colours.equity });
      drawdown.applyOptions({
        lineColor: colours.drawdown,
        topColor: translucent(colours.drawdown, 0.08),
        bottomColor: translucent(colours.drawdown, 0.3),
      });
    },
    onPoint: (listener) => {
      chart.subscribeCrosshairMove((event) => listener(event.time === undefined ? null : (event.time as number)));
    },
    remove: () => chart.remove(),
  };
  plot.recolour();
  return plot;
}
