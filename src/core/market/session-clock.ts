/**
 * Which session a time belongs to. A cursor remembers the last answer: while time moves forward a
 * query costs a step or none, any other time is found by bisection. The cursor never changes an
 * answer, only how fast it comes.
 */
import { assert } from "../assert.ts";
import type { SessionTable } from "../model/session-table.ts";
import type { UnixMicros } from "../model/units.ts";

/** The sessions of one calendar with a cursor; plain data. */
export interface SessionClock {
  readonly calendar: string;
  /** The market never closes; the rows are calendar days. */
  readonly alwaysOpen: boolean;
  /** Session dates `YYYY-MM-DD`. */
  readonly days: readonly string[];
  /** Float64Array[sessions] of UnixMicros, ascending. */
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  /** Float64Array[sessions]: open session micros of all sessions before this one. */
  readonly openBefore: Float64Array;
  /** Last session found to have started, -1: before the first. */
  cursor: number;
}

/** Forward steps tried before bisection. */
const STEPS = 4;

/** A clock over `table`, whose sessions are in order and do not overlap. */
export function createSessionClock(table: SessionTable): SessionClock {
  const count = table.days.length;
  assert(table.opens.length === count && table.closes.length === count, "a session has a day, an open and a close");
  const opens = Float64Array.from(table.opens);
  const closes = Float64Array.from(table.closes);
  const openBefore = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const open = opens[i] as number;
    const close = closes[i] as number;
    assert(open < close, "a session opens before it closes");
    if (i === 0) continue;
    assert((closes[i - 1] as number) <= open, "a session opens after the one before closed");
    openBefore[i] = (openBefore[i - 1] as number) + (closes[i - 1] as number) - (opens[i - 1] as number);
  }
  return {
    calendar: table.calendar,
    alwaysOpen: table.alwaysOpen,
    days: table.days.slice(),
    opens,
    closes,
    openBefore,
    cursor: -1,
  };
}

/** Index of the last session with open <= ts, whether closed since or not; -1 before the first. */
export function lastSessionStarted(clock: SessionClock, ts: UnixMicros): number {
  const { opens } = clock;
  const last = opens.length - 1;
  let i = clock.cursor;
  if (i < 0 || ts >= (opens[i] as number)) {
    for (let step = 0; step < STEPS; step++) {
      if (i === last || !(ts >= (opens[i + 1] as number))) {
        clock.cursor = i;
        return i;
      }
      i++;
    }
  }
  i = bisect(opens, ts);
  clock.cursor = i;
  return i;
}

/** Index of the session with open <= ts < close, -1 when none; of an always-open table the day. */
export function sessionIndexContaining(clock: SessionClock, ts: UnixMicros): number {
  const i = lastSessionStarted(clock, ts);
  return i >= 0 && ts < (clock.closes[i] as number) ? i : -1;
}

/** True when the market trades at `ts`; always, when it never closes. */
export function isOpenAt(clock: SessionClock, ts: UnixMicros): boolean {
  return clock.alwaysOpen || sessionIndexContaining(clock, ts) >= 0;
}

/**
 * The first opening of a session at or after `ts`, also when a session is open at `ts`; NaN when
 * the table ends before. A market that never closes is open at `ts` itself.
 */
export function nextOpenAtOrAfter(clock: SessionClock, ts: UnixMicros): UnixMicros {
  if (clock.alwaysOpen) return ts;
  const i = lastSessionStarted(clock, ts);
  if (i >= 0 && clock.opens[i] === ts) return ts;
  return i + 1 < clock.opens.length ? (clock.opens[i + 1] as number) : Number.NaN;
}

/**
 * Micros of open session time in [from, to), negative when `to` is before `from`. Time beyond the
 * table counts as closed; a market that never closes counts all time.
 */
export function sessionTimeBetween(clock: SessionClock, from: UnixMicros, to: UnixMicros): number {
  if (clock.alwaysOpen) return to - from;
  const i = lastSessionStarted(clock, to);
  // Nearly always the same session: the cursor stays, and nothing is searched.
  const k = i >= 0 && from >= (clock.opens[i] as number) && from <= to ? i : bisect(clock.opens, from);
  return openUntil(clock, i, to) - openUntil(clock, k, from);
}

/** Open session time before `ts`, whose last started session is `i`. */
function openUntil(clock: SessionClock, i: number, ts: UnixMicros): number {
  if (i < 0) return 0;
  const close = clock.closes[i] as number;
  return (clock.openBefore[i] as number) + (ts < close ? ts : close) - (clock.opens[i] as number);
}

/** Index of the last element <= ts of an ascending array, -1 when all are above. */
function bisect(opens: Float64Array, ts: UnixMicros): number {
  let low = -1;
  let high = opens.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((opens[middle] as number) <= ts) low = middle;
    else high = middle;
  }
  return low;
}
