import type { BarClosed } from "./input.ts";
import type { InstrumentIndex } from "./units.ts";

/** A bar of one series to be filled and reused; all numbers are 0 until then. */
export function emptyBar(instrument: InstrumentIndex, timeframeSeconds: number): BarClosed {
  return {
    kind: "BarClosed",
    seq: 0,
    tsEvent: 0,
    tsReceived: 0,
    instrument,
    timeframeSeconds,
    tsOpen: 0,
    openMicros: 0,
    highMicros: 0,
    lowMicros: 0,
    closeMicros: 0,
    volume: 0,
    endsSlice: false,
  };
}
