import { assert } from "../assert.ts";
import type { BarClosed } from "../model/input.ts";

/** The last close of every instrument as columns by InstrumentIndex; NaN before its first bar. */
export interface MarketState {
  readonly instrumentCount: number;
  /** Float64Array[instruments] of UnixMicros: when the last bar became known. */
  readonly tsLastClose: Float64Array;
  /** Float64Array[instruments], PriceMicros: on a feed of bars this is mid, bid and ask. */
  readonly closeMicros: Float64Array;
  /** Uint8Array[instruments]: 1 while the last close is so far from the one before that it may be a bad tick (F31). */
  readonly isSuspect: Uint8Array;
}

/** A close this far from the one before is believed once the next one confirms it. */
const SUSPECT_RATIO = 0.05;
/** Only closes this near to each other are compared: over a night or on daily bars prices do jump. */
const SUSPECT_MICROS = 300_000_000;

/** A market of `count` instruments that has seen no bar. */
export function createMarketState(count: number): MarketState {
  return {
    instrumentCount: count,
    tsLastClose: unknowns(count),
    closeMicros: unknowns(count),
    isSuspect: new Uint8Array(count),
  };
}

/** Marks the bar's instrument with it; bars of one instrument come in the order of their close. */
export function applyBar(market: MarketState, bar: BarClosed): void {
  const i = bar.instrument;
  assert(i >= 0 && i < market.instrumentCount, "a bar belongs to a loaded instrument");
  assert(!(bar.tsEvent < (market.tsLastClose[i] as number)), "an instrument's bars never run backwards");
  const before = market.closeMicros[i] as number;
  const isNear = bar.tsEvent - (market.tsLastClose[i] as number) <= SUSPECT_MICROS;
  // Before the first bar NaN: nothing to compare with, nothing suspect.
  market.isSuspect[i] = isNear && Math.abs(bar.closeMicros - before) > before * SUSPECT_RATIO ? 1 : 0;
  market.tsLastClose[i] = bar.tsEvent;
  market.closeMicros[i] = bar.closeMicros;
}

function unknowns(count: number): Float64Array {
  return new Float64Array(count).fill(Number.NaN);
}
