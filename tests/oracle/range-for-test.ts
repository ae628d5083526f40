import type { InstrumentRange } from "../../src/core/risk/volatility-breaker.ts";

/** A range record that says only what a check reads. */
export function rangeForTest(hasUsualRange: boolean, tsPauseEnds: number): InstrumentRange {
  return {
    sessionIndex: 0,
    tsStart: Number.NaN,
    startMicros: Number.NaN,
    highMicros: Number.NaN,
    lowMicros: Number.NaN,
    ranges: new Float64Array(0),
    rangeCount: 0,
    medians: new Float64Array(0),
    medianCount: 0,
    usualRange: hasUsualRange ? 0.001 : Number.NaN,
    tsPauseEnds,
  };
}
