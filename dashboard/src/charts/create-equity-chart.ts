import {
  AreaSeries,
  ColorType,
  createChart,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { formatNum } from "../format/num.ts";
import { formatTime, viewerZone } from "../format/time.ts";
import { chartColours } from "./chart-colours.ts";
import { type PlottedPoint, pointsToUpdate } from "./equity-points.ts";

/** A chart of equity above its drawdown. */
export interface EquityPlot {
  readonly show: (points: readonly PlottedPoint[]) => void;
  readonly recolour: () => void;
  readonly onPoint: (listener: (time: number | null) => void) => void;
  readonly remove: () => void;
}

const DAY_S = 86_400;
/** `rgb(1, 2, 3)` with an alpha. */
const translucent = (colour: string, alpha: number): string =>
  colour.replace("rgb(", "rgba(").replace(")", `, ${alpha})`);
const msOf = (time: Time): number => (time as number) * 1000;

/** Makes the chart inside an element; it fills its width and height. */
export function createEquityChart(element: HTMLElement): EquityPlot {
  const zone = viewerZone();
  let spanS = 0;
  const chart: IChartApi = createChart(element, {
    autoSize: true,
    // The library's own logo brings a style element, which the content security policy refuses;
    // the page prints the attribution instead.
    layout: { attributionLogo: false, fontFamily: "system-ui, sans-serif", panes: { enableResize: false } },
    localization: { timeFormatter: (time: Time) => formatTime("minute", msOf(time), zone) },
    timeScale: {
      timeVisible: true,
      borderVisible: false,
      tickMarkFormatter: (time: Time) => {
        const kind = spanS > 3 * DAY_S ? "day" : "time";
        const text = formatTime(kind, msOf(time), zone);
        return kind === "day" ? text.replace(/, \d{4}$/, "") : text.slice(0, 5);
      },
    },
    rightPriceScale: { borderVisible: false },
    handleScroll: { vertTouchDrag: false, mouseWheel: false },
    handleScale: { mouseWheel: false },
  });
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
    },
    1,
  );
  chart.panes()[0]?.setStretchFactor(3);
  chart.panes()[1]?.setStretchFactor(1);
  let shown: readonly PlottedPoint[] = [];

  const plot: EquityPlot = {
    show: (points) => {
      const added = pointsToUpdate(shown, points);
      spanS = (points.at(-1)?.time ?? 0) - (points[0]?.time ?? 0);
      if (added === null) {
        equity.setData(points.map((point) => ({ time: point.time as UTCTimestamp, value: point.equity })));
        drawdown.setData(points.map((point) => ({ time: point.time as UTCTimestamp, value: point.drawdown })));
        chart.timeScale().fitContent();
      } else {
        for (const point of added) {
          equity.update({ time: point.time as UTCTimestamp, value: point.equity });
          drawdown.update({ time: point.time as UTCTimestamp, value: point.drawdown });
        }
      }
      shown = points;
    },
    recolour: () => {
      const colours = chartColours();
      chart.applyOptions({
        layout: {
          background: { type: ColorType.Solid, color: "transparent" },
          textColor: colours.text,
          panes: { separatorColor: colours.line },
        },
        grid: { vertLines: { visible: false }, horzLines: { color: colours.line } },
      });
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
