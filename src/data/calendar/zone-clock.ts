import type { UnixMicros } from "../../core/model/units.ts";
import { MICROS_PER_DAY } from "../../core/model/units.ts";

/**
 * Wall clock of one time zone to UTC and back, by the runtime's zone database. A wall time that a
 * spring change skips moves forward by the gap; one that occurs twice in autumn is the first.
 * Offsets are asked for once a day, on days of a change once a quarter of an hour, and kept.
 */
export interface ZoneClock {
  readonly zone: string;
  readonly format: Intl.DateTimeFormat | null;
  /** Offset micros by UTC day; NaN on a day in which it changes. */
  readonly offsetByDay: Map<number, number>;
  readonly offsetByQuarter: Map<number, number>;
  /** Offset micros by day of the wall clock; NaN near a change. */
  readonly offsetByWallDay: Map<number, number>;
  lastWallDay: number;
  lastWallOffset: number;
}

const MICROS_PER_QUARTER = 900_000_000;
const HALF_DAY = MICROS_PER_DAY / 2;

// Offsets are facts, so sharing the clocks changes no answer.
const clocks = new Map<string, ZoneClock>();

/** The clock of an IANA zone name, or null when the runtime does not know the zone. */
export function zoneClock(zone: string): ZoneClock | null {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  if (zone !== "UTC") {
    try {
      format = new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        hourCycle: "h23",
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
      });
    } catch {
      return null;
    }
  }
  const clock: ZoneClock = {
    zone,
    format,
    offsetByDay: new Map(),
    offsetByQuarter: new Map(),
    offsetByWallDay: new Map(),
    lastWallDay: Number.NaN,
    lastWallOffset: Number.NaN,
  };
  clocks.set(zone, clock);
  return clock;
}

/** Offset of the zone at a UTC instant, micros east of UTC (New York in winter: -18,000,000,000). */
export function offsetAt(clock: ZoneClock, utc: UnixMicros): number {
  const day = Math.floor(utc / MICROS_PER_DAY);
  let offset = clock.offsetByDay.get(day);
  if (offset === undefined) {
    offset = askOffset(clock, day * MICROS_PER_DAY);
    if (offset !== askOffset(clock, (day + 1) * MICROS_PER_DAY)) offset = Number.NaN;
    clock.offsetByDay.set(day, offset);
  }
  return Number.isNaN(offset) ? askOffset(clock, Math.floor(utc / MICROS_PER_QUARTER) * MICROS_PER_QUARTER) : offset;
}

/** UTC instant of a wall time given as if it were UTC micros. */
export function utcOfWall(clock: ZoneClock, wall: UnixMicros): UnixMicros {
  const day = Math.floor(wall / MICROS_PER_DAY);
  if (day !== clock.lastWallDay) {
    clock.lastWallDay = day;
    clock.lastWallOffset = offsetOfWallDay(clock, day);
  }
  const offset = clock.lastWallOffset;
  return Number.isNaN(offset) ? wall - offsetOfWall(clock, wall) : wall - offset;
}

function offsetOfWallDay(clock: ZoneClock, day: number): number {
  let offset = clock.offsetByWallDay.get(day);
  if (offset === undefined) {
    offset = offsetAt(clock, day * MICROS_PER_DAY - HALF_DAY);
    // No zone is more than 14 hours from UTC: a day and a half on both sides covers the wall day.
    if (offset !== offsetAt(clock, (day + 1) * MICROS_PER_DAY + HALF_DAY)) offset = Number.NaN;
    clock.offsetByWallDay.set(day, offset);
  }
  return offset;
}

function offsetOfWall(clock: ZoneClock, wall: UnixMicros): number {
  // The offsets half a day before and after bracket any change: the earlier one is right for a
  // time that occurs twice, and it moves a skipped time forward.
  const before = offsetAt(clock, wall - HALF_DAY);
  const after = offsetAt(clock, wall + HALF_DAY);
  if (before === after || offsetAt(clock, wall - before) === before) return before;
  return offsetAt(clock, wall - after) === after ? after : before;
}

function askOffset(clock: ZoneClock, utc: UnixMicros): number {
  if (clock.format === null) return 0;
  const quarter = utc / MICROS_PER_QUARTER;
  let offset = clock.offsetByQuarter.get(quarter);
  if (offset === undefined) {
    // "02/20/2024, 04:00:00"
    const text = clock.format.format(utc / 1000);
    const part = (from: number, to: number): number => Number(text.slice(from, to));
    const wall = Date.UTC(part(6, 10), part(0, 2) - 1, part(3, 5), part(12, 14), part(15, 17), part(18, 20));
    offset = wall * 1000 - utc;
    clock.offsetByQuarter.set(quarter, offset);
  }
  return offset;
}
