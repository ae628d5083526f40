/**
 * Builds bars of a longer timeframe from base bars, one at a time, counted from the session's open.
 *
 * A bucket is [open + k x length, open + (k + 1) x length), cut at the session's close; a length
 * of a day is the session itself. A base bar belongs to the bucket in which it opens. A bucket is
 * finished by the base bar that reaches its end (or the session's close), or, when bars are
 * missing at its end, by the first base bar that opens beyond it. A finished bar covers its whole
 * bucket; its tsEvent is the bucket's end, or the close of its last base bar where a misaligned
 * feed overshoots the end, so that it never knows a price from after its tsEvent.
 */
import { assert } from "../assert.ts";
import { emptyBar } from "../model/empty-bar.ts";
import type { BarClosed } from "../model/input.ts";
import { MICROS_PER_DAY, MICROS_PER_SECOND, type InstrumentIndex, type UnixMicros } from "../model/units.ts";

/** One instrument's bucket under way; plain data. */
export interface BarBuilder {
  readonly timeframeSeconds: number;
  /** True while `building` holds at least one base bar. */
  isBuilding: boolean;
  /** End of the bucket under way. */
  bucketEnd: UnixMicros;
  readonly building: BarClosed;
  /** Bars finished by the last call, oldest first; valid until the next one. */
  readonly finished: readonly [BarClosed, BarClosed];
}

/** A builder of bars of `timeframeSeconds`, at most a day, for one instrument. */
export function createBarBuilder(instrument: InstrumentIndex, timeframeSeconds: number): BarBuilder {
  assert(timeframeSeconds > 0 && timeframeSeconds * MICROS_PER_SECOND <= MICROS_PER_DAY, "a bucket is at most a day");
  return {
    timeframeSeconds,
    isBuilding: false,
    bucketEnd: Number.NaN,
    building: emptyBar(instrument, timeframeSeconds),
    finished: [emptyBar(instrument, timeframeSeconds), emptyBar(instrument, timeframeSeconds)],
  };
}

/**
 * Takes in the next base bar of the session [sessionOpen, sessionClose) in which it opens and
 * returns how many bars of `builder.finished` it finished: 0, 1 or 2.
 */
export function addBaseBar(
  builder: BarBuilder,
  bar: BarClosed,
  sessionOpen: UnixMicros,
  sessionClose: UnixMicros,
): number {
  assert(bar.tsOpen >= sessionOpen && bar.tsOpen < sessionClose, "a base bar opens inside its session");
  let count = 0;
  if (builder.isBuilding && bar.tsOpen >= builder.bucketEnd) count = finish(builder, count, bar);
  if (builder.isBuilding) extend(builder.building, bar);
  else start(builder, bar, sessionOpen, sessionClose);
  if (bar.tsEvent >= builder.bucketEnd) count = finish(builder, count, bar);
  return count;
}

/** Ends the data: finishes the bucket under way as it stands; returns 1, or 0 when there is none. */
export function flushBarBuilder(builder: BarBuilder): number {
  return builder.isBuilding ? finish(builder, 0, builder.building) : 0;
}

function start(builder: BarBuilder, bar: BarClosed, sessionOpen: UnixMicros, sessionClose: UnixMicros): void {
  const length = builder.timeframeSeconds * MICROS_PER_SECOND;
  const into = bar.tsOpen - sessionOpen;
  // A day on an always-open table has 23 or 25 hours twice a year: it is the row, not 24 hours.
  const bucketOpen = length === MICROS_PER_DAY ? sessionOpen : bar.tsOpen - (into % length);
  const end = length === MICROS_PER_DAY ? sessionClose : Math.min(bucketOpen + length, sessionClose);
  const building = builder.building;
  copyBar(building, bar);
  building.tsOpen = bucketOpen;
  builder.bucketEnd = end;
  builder.isBuilding = true;
}

function extend(building: BarClosed, bar: BarClosed): void {
  if (bar.highMicros > building.highMicros) building.highMicros = bar.highMicros;
  if (bar.lowMicros < building.lowMicros) building.lowMicros = bar.lowMicros;
  building.closeMicros = bar.closeMicros;
  building.volume += bar.volume;
  building.tsEvent = bar.tsEvent;
}

function finish(builder: BarBuilder, count: number, cause: BarClosed): number {
  const done = builder.finished[count === 0 ? 0 : 1];
  copyBar(done, builder.building);
  if (done.tsEvent < builder.bucketEnd) done.tsEvent = builder.bucketEnd;
  done.seq = cause.seq;
  done.tsReceived = cause.tsReceived;
  done.endsSlice = cause.endsSlice;
  builder.isBuilding = false;
  return count + 1;
}

/** Copies times and prices; instrument and timeframe stay the builder's. */
function copyBar(to: BarClosed, from: BarClosed): void {
  to.seq = from.seq;
  to.tsEvent = from.tsEvent;
  to.tsReceived = from.tsReceived;
  to.tsOpen = from.tsOpen;
  to.openMicros = from.openMicros;
  to.highMicros = from.highMicros;
  to.lowMicros = from.lowMicros;
  to.closeMicros = from.closeMicros;
  to.volume = from.volume;
  to.endsSlice = from.endsSlice;
}
