import type { BarClosed } from "../../core/model/input.ts";
import { emptyBar } from "../../core/model/empty-bar.ts";
import type { RandomState } from "../../core/math/random.ts";
import { nextUniform } from "../../core/math/random.ts";
import type { WorldPlan } from "./world-plan.ts";

/** Length of the bars that the venue matches against; the core sees whole minutes. */
export const MINI_SECONDS = 15;
export const MINI_MICROS: number = MINI_SECONDS * 1_000_000;

/** The true market: prices in whole ticks, and the minute that is under way. */
export interface MarketFeed {
  readonly ticks: number[];
  /** One reused bar per instrument for the venue. */
  readonly mini: BarClosed[];
  /** The minute so far, per instrument: open, high, low in ticks and volume. */
  readonly open: number[];
  readonly high: number[];
  readonly low: number[];
  readonly volume: number[];
  /** Standard deviation of a step, as a share of the price. */
  readonly wildness: number;
}

/** A market before its first bar. */
export function createMarketFeed(plan: WorldPlan, random: RandomState): MarketFeed {
  const zeros = (): number[] => plan.instruments.map(() => 0);
  return {
    ticks: plan.instruments.map(() => 2_000 + Math.floor(30_000 * nextUniform(random))),
    mini: plan.instruments.map((instrument) => emptyBar(instrument.index, MINI_SECONDS)),
    open: zeros(),
    high: zeros(),
    low: zeros(),
    volume: zeros(),
    wildness: 0.0003 + 0.0009 * nextUniform(random),
  };
}

/** Moves an instrument by one mini bar that closes at `tsClose`, and returns it; the object is reused. */
export function nextMini(feed: MarketFeed, random: RandomState, instrument: number, tsClose: number): BarClosed {
  const bar = feed.mini[instrument] as BarClosed;
  const from = feed.ticks[instrument] as number;
  const step = feed.wildness * from;
  // Sums of uniforms instead of normals: as good for a market, and cheaper.
  const first = nextUniform(random) + nextUniform(random) - 1;
  const second = nextUniform(random) + nextUniform(random) - 1;
  const isGap = nextUniform(random) < 0.002;
  const open = Math.max(100, Math.round(isGap ? from + 8 * step * first : from));
  const middle = Math.max(100, Math.round(open + 2 * step * first));
  const close = Math.max(100, Math.round(middle + 2 * step * second));
  const high = Math.max(open, middle, close);
  const low = Math.min(open, middle, close);
  const volume = 20 + Math.floor(400 * nextUniform(random));
  feed.ticks[instrument] = close;
  bar.tsEvent = tsClose;
  bar.tsReceived = tsClose;
  bar.tsOpen = tsClose - MINI_MICROS;
  bar.openMicros = open * 10_000;
  bar.highMicros = high * 10_000;
  bar.lowMicros = low * 10_000;
  bar.closeMicros = close * 10_000;
  bar.volume = volume;
  if ((feed.volume[instrument] as number) === 0) {
    feed.open[instrument] = open;
    feed.high[instrument] = high;
    feed.low[instrument] = low;
  } else {
    feed.high[instrument] = Math.max(feed.high[instrument] as number, high);
    feed.low[instrument] = Math.min(feed.low[instrument] as number, low);
  }
  (feed.volume[instrument] as number) += volume;
  return bar;
}

/** The minute that closes at `tsClose`, as the core is to see it; starts the next one. */
export function takeMinute(feed: MarketFeed, instrument: number, tsClose: number): BarClosed {
  const bar: BarClosed = {
    kind: "BarClosed",
    seq: 0,
    tsEvent: tsClose,
    tsReceived: tsClose,
    instrument,
    timeframeSeconds: 60,
    tsOpen: tsClose - 60_000_000,
    openMicros: (feed.open[instrument] as number) * 10_000,
    highMicros: (feed.high[instrument] as number) * 10_000,
    lowMicros: (feed.low[instrument] as number) * 10_000,
    closeMicros: (feed.ticks[instrument] as number) * 10_000,
    volume: feed.volume[instrument] as number,
    endsSlice: false,
  };
  feed.volume[instrument] = 0;
  return bar;
}
