import { assert } from "../assert.ts";
import type { BarClosed } from "../model/input.ts";

/** The last close of every instrument as columns by InstrumentIndex; NaN before its first bar. */
export interface MarketState {
  readonly instrumentCount: number;
  /** Float64Array[instruments] of UnixMicros: when the last bar became known. */
  readonly tsLastClose: Float64Array;
  /** Float64Array[instruments], PriceMicros: on a feed of bars this is mid, bid and ask. */
  readonly closeMicros: Float64Array;
}

/** A market of `count` instruments that has seen no bar. */
export function createMarketState(count: number): MarketState {
  return {
    instrumentCount: count,
    tsLastClose: unknowns(count),
    closeMicros: unknowns(count),
  };
}

/** Marks the bar's instrument with it; bars of one instrument come in the order of their close. */
export function applyBar(market: MarketState, bar: BarClosed): void {
  const i = bar.instrument;
  assert(i >= 0 && i < market.instrumentCount, "a bar belongs to a loaded instrument");
  assert(!(bar.tsEvent < (market.tsLastClose[i] as number)), "an instrument's bars never run backwards");
  market.tsLastClose[i] = bar.tsEvent;
  market.closeMicros[i] = bar.closeMicros;
}

function unknowns(count: number): Float64Array {
  return new Float64Array(count).fill(Number.NaN);
}
