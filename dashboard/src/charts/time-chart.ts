import {
  type AutoscaleInfo,
  ColorType,
  createChart,
  type DeepPartial,
  type IChartApi,
  type PriceScaleOptions,
  TickMarkType,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { formatTime, viewerZone } from "../format/time.ts";
import { chartColours } from "./chart-colours.ts";

/** A chart over time in the house's dress, still without a series. */
export interface TimeChart {
  readonly chart: IChartApi;
  /** Tells the axis how long the series are: beyond three days it prints days, and years where they begin. */
  readonly setSpan: (seconds: number) => void;
  readonly recolour: () => void;
}

const DAY_S = 86_400;
const msOf = (time: Time): number => (time as number) * 1000;

/** Seconds since 1970 as the library's own type. */
export function chartTime(seconds: number): UTCTimestamp {
  return seconds as UTCTimestamp;
}
/** Scale of a drawdown: room for the labels at its ends, none for a tick above zero. */
export const BELOW_ZERO: DeepPartial<PriceScaleOptions> = {
  ensureEdgeTickMarksVisible: false,
  scaleMargins: { top: 0.12, bottom: 0.12 },
};
/** Range of a drawdown: it ends at zero, also where it never recovered. */
export function belowZero(original: () => AutoscaleInfo | null): AutoscaleInfo | null {
  const info = original();
  if (info === null || info.priceRange === null) return info;
  return { ...info, priceRange: { minValue: info.priceRange.minValue, maxValue: 0 } };
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
      // A thousand points on a phone: at the library's half a pixel the first ones would not fit.
      minBarSpacing: 0.05,
      // Also keeps the first and the last label inside.
      fixLeftEdge: true,
      fixRightEdge: true,
      tickMarkFormatter: (time: Time, type: TickMarkType) => {
        if (spanS <= 3 * DAY_S) return formatTime("clock", msOf(time), zone);
        const day = formatTime("day", msOf(time), zone);
        return type === TickMarkType.Year ? day.slice(-4) : day.slice(0, -6);
      },
    },
    // Else the labels at the top and the bottom of a pane are cut.
    rightPriceScale: { borderVisible: false, ensureEdgeTickMarksVisible: true },
    handleScroll: { vertTouchDrag: false, mouseWheel: false },
    handleScale: { mouseWheel: false },
  });
  chart.timeScale().subscribeSizeChange(() => chart.timeScale().fitContent());
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
