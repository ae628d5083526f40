import { assert } from "../assert.ts";
import type { BarClosed } from "../model/input.ts";
import type { InstrumentIndex, PriceMicros, UnixMicros } from "../model/units.ts";
import { MICROS_PER_MINUTE } from "../model/units.ts";

/**
 * Breaker of RISK-10: when the range of five minutes is above five times its usual size, nothing
 * may be entered there for fifteen minutes. A range is high less low over the price at its start,
 * so that a split changes nothing; its usual size is the median over the last 20 sessions of each
 * session's median range. Before 20 sessions are known the breaker is off.
 */
export interface VolatilityBreaker {
  /** By InstrumentIndex, grown by the first bar of each. */
  readonly instruments: InstrumentRange[];
}

/** Ranges of one instrument. */
export interface InstrumentRange {
  /** Session of the last bar, -2 before the first. */
  sessionIndex: number;
  /** The five minutes under way; NaN before the first bar. */
  tsStart: UnixMicros;
  startMicros: PriceMicros;
  highMicros: PriceMicros;
  lowMicros: PriceMicros;
  /** Float64Array[RANGES_MAX] of the ratios of this session, the one under way left out. */
  readonly ranges: Float64Array;
  rangeCount: number;
  /** Float64Array[SESSIONS]: ring of the medians of past sessions. */
  readonly medians: Float64Array;
  medianCount: number;
  /** Median of `medians`; NaN while there are too few. */
  usualRange: number;
  /** Entries wait until then; 0: never paused. */
  tsPauseEnds: UnixMicros;
}

const SESSIONS = 20;
const FACTOR = 5;
const RANGE_MICROS = 5 * MICROS_PER_MINUTE;
const PAUSE_MICROS = 15 * MICROS_PER_MINUTE;
/** Five-minute ranges of a day that never closes. */
const RANGES_MAX = 288;

/** Written before it is read, within one call. */
const SORTED = new Float64Array(RANGES_MAX);

/** A breaker that has seen no bar. */
export function createVolatilityBreaker(): VolatilityBreaker {
  return { instruments: [] };
}

/**
 * Takes one bar of the feed's own length into account. Bars longer than five minutes say nothing
 * about five minutes and are left out. Allocates only at the first bar of an instrument.
 */
export function noteRange(
  state: VolatilityBreaker,
  instrument: InstrumentIndex,
  bar: BarClosed,
  sessionIndex: number,
): void {
  if (bar.timeframeSeconds > RANGE_MICROS / 1_000_000) return;
  while (state.instruments.length <= instrument) state.instruments.push(createRange());
  const range = state.instruments[instrument] as InstrumentRange;
  if (sessionIndex !== range.sessionIndex) endSession(range, sessionIndex);
  // Nearly every bar lies in the range of the one before; a remainder of doubles per bar is slow.
  if (!(bar.tsOpen >= range.tsStart && bar.tsOpen < range.tsStart + RANGE_MICROS)) {
    keepRange(range);
    range.tsStart = Math.floor(bar.tsOpen / RANGE_MICROS) * RANGE_MICROS;
    range.startMicros = bar.openMicros;
    range.highMicros = bar.highMicros;
    range.lowMicros = bar.lowMicros;
  } else {
    if (bar.highMicros > range.highMicros) range.highMicros = bar.highMicros;
    if (bar.lowMicros < range.lowMicros) range.lowMicros = bar.lowMicros;
  }
  if (ratioOf(range) > FACTOR * range.usualRange) range.tsPauseEnds = bar.tsEvent + PAUSE_MICROS;
}

/** Whether the instrument has a usual range to compare with. */
export function hasUsualRange(state: VolatilityBreaker, instrument: InstrumentIndex): boolean {
  return (state.instruments[instrument]?.usualRange ?? 0) > 0;
}

/** Until when entries wait; 0 when they never had to. */
export function rangePauseEnds(state: VolatilityBreaker, instrument: InstrumentIndex): UnixMicros {
  return state.instruments[instrument]?.tsPauseEnds ?? 0;
}

function createRange(): InstrumentRange {
  return {
    sessionIndex: -2,
    tsStart: Number.NaN,
    startMicros: Number.NaN,
    highMicros: Number.NaN,
    lowMicros: Number.NaN,
    ranges: new Float64Array(RANGES_MAX),
    rangeCount: 0,
    medians: new Float64Array(SESSIONS),
    medianCount: 0,
    usualRange: Number.NaN,
    tsPauseEnds: 0,
  };
}

function ratioOf(range: InstrumentRange): number {
  return (range.highMicros - range.lowMicros) / range.startMicros;
}

/** The five minutes under way are over. */
function keepRange(range: InstrumentRange): void {
  const ratio = ratioOf(range);
  if (!Number.isFinite(ratio) || range.rangeCount >= RANGES_MAX) return;
  range.ranges[range.rangeCount] = ratio;
  range.rangeCount += 1;
}

/** The session's median joins the last twenty. */
function endSession(range: InstrumentRange, sessionIndex: number): void {
  keepRange(range);
  if (range.rangeCount > 0) {
    range.medians[range.medianCount % SESSIONS] = medianOf(range.ranges, range.rangeCount);
    range.medianCount += 1;
    range.rangeCount = 0;
  }
  if (range.medianCount >= SESSIONS) range.usualRange = medianOf(range.medians, SESSIONS);
  range.sessionIndex = sessionIndex;
  range.tsStart = Number.NaN;
  range.startMicros = Number.NaN;
}

/** Middle of the first `count`, the mean of the two middle ones when even; insertion sort, no allocation. */
function medianOf(values: Float64Array, count: number): number {
  assert(count > 0 && count <= RANGES_MAX, "a median is taken of at least one range");
  for (let i = 0; i < count; i += 1) {
    const value = values[i] as number;
    let at = i;
    for (; at > 0 && (SORTED[at - 1] as number) > value; at -= 1) SORTED[at] = SORTED[at - 1] as number;
    SORTED[at] = value;
  }
  const upper = SORTED[Math.floor(count / 2)] as number;
  return count % 2 === 1 ? upper : (upper + (SORTED[count / 2 - 1] as number)) / 2;
}
