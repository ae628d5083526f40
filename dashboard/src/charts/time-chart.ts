import { ColorType, createChart, type IChartApi, type Time, type UTCTimestamp } from "lightweight-charts";
import { formatTime, viewerZone } from "../format/time.ts";
import { chartColours } from "./chart-colours.ts";

/** A chart over time in the house's dress, still without a series. */
export interface TimeChart {
  readonly chart: IChartApi;
  /** Tells the axis how long the series are: beyond three days it prints days. */
  readonly setSpan: (seconds: number) => void;
  readonly recolour: () => void;
}

const DAY_S = 86_400;
const msOf = (time: Time): number => (time as number) * 1000;

/** Seconds since 1970 as the library's own type. */
export function chartTime(seconds: number): UTCTimestamp {
  return seconds as UTCTimestamp;
}
/** `rgb(1, 2, 3)` with an alpha. */
export function translucent(colour: string, alpha: number): string {
  return colour.replace("rgb(", "rgba(").replace(")", `, ${alpha})`);
}

/** Makes the chart inside an element; it fills its width and height. */
export function createTimeChart(element: HTMLElement): TimeChart {
  const zone = viewerZone();
  let spanS = 0;
  const chart = createChart(element, {
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
  return {
    chart,
    setSpan: (seconds) => {
      spanS = seconds;
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
    },
  };
}
