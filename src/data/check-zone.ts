import type { SessionTable } from "../core/model/session-table.ts";
import { utcOfWall, zoneClock } from "./calendar/zone-clock.ts";
import type { ScannedRows } from "./scanned-rows.ts";

/**
 * Tells a file read in the wrong zone from one with extended hours: when more than 5 % of the rows
 * fall outside regular hours, the same wall clock is tried in other common zones.
 */
export type ZoneVerdict =
  | { readonly kind: "fits" }
  /** No zone fits: extended hours, or no regular-hours file at all. */
  | { readonly kind: "extended" }
  | { readonly kind: "wrong"; readonly zone: string; readonly outsideShare: number }
  | { readonly kind: "mixed"; readonly zone: string; readonly twinCount: number; readonly line: number };

const COMMON_ZONES = [
  "UTC",
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Los_Angeles",
  "Europe/London",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Asia/Hong_Kong",
  "Asia/Tokyo",
];
const OUTSIDE_MAX = 0.05;
/** Open and close of two copies of one bar agree this closely, relative to the price. */
const TWIN_TOLERANCE = 0.0002;

/** Judges rows of bars shorter than a day, in time order; `shiftMicros` is subtracted to get their open. */
export function checkZone(
  rows: ScannedRows,
  options: { readonly table: SessionTable; readonly shiftMicros: number },
): ZoneVerdict {
  const total = rows.count;
  if (outsideCount(rows, options) <= OUTSIDE_MAX * total) return { kind: "fits" };
  const keep = new Int32Array(total);
  for (let i = 0; i < total; i += 1) keep[i] = i;
  const outside = outsideRows(rows, keep, options, null);
  let bestZone = "";
  let bestOutside = Number.POSITIVE_INFINITY;
  for (const zone of COMMON_ZONES) {
    const count = outsideRows(rows, keep, options, zone).length;
    if (count < bestOutside) {
      bestOutside = count;
      bestZone = zone;
    }
  }
  if (bestOutside <= OUTSIDE_MAX * keep.length) {
    return { kind: "wrong", zone: bestZone, outsideShare: outside.length / keep.length };
  }
  for (const zone of COMMON_ZONES) {
    if (outsideRows(rows, outside, options, zone).length > OUTSIDE_MAX * outside.length) continue;
    const twinCount = countTwins(rows, keep, outside, zone);
    if (twinCount * 2 >= outside.length) {
      return { kind: "mixed", zone, twinCount, line: rows.line[outside[0] as number] as number };
    }
  }
  return { kind: "extended" };
}

/** How many rows lie outside every session as they were read: the question every file is asked. */
function outsideCount(
  rows: ScannedRows,
  options: { readonly table: SessionTable; readonly shiftMicros: number },
): number {
  const { opens, closes } = options.table;
  const { utc, count } = rows;
  let outside = 0;
  let s = 0;
  let sessionOpen = opens[0] ?? Number.POSITIVE_INFINITY;
  let sessionClose = closes[0] ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i += 1) {
    const open = (utc[i] as number) - options.shiftMicros;
    while (sessionClose <= open) {
      s += 1;
      sessionOpen = opens[s] ?? Number.POSITIVE_INFINITY;
      sessionClose = closes[s] ?? Number.POSITIVE_INFINITY;
    }
    if (open < sessionOpen) outside += 1;
  }
  return outside;
}

/** Rows outside every session when their wall clock is read in `zone` (null: as it was read). */
function outsideRows(
  rows: ScannedRows,
  keep: Int32Array,
  options: { readonly table: SessionTable; readonly shiftMicros: number },
  zone: string | null,
): Int32Array {
  const clock = zone === null ? null : zoneClock(zone);
  const { opens, closes } = options.table;
  const outside = new Int32Array(keep.length);
  let count = 0;
  let s = 0;
  for (let k = 0; k < keep.length; k += 1) {
    const i = keep[k] as number;
    const time = clock === null ? (rows.utc[i] as number) : utcOfWall(clock, rows.wall[i] as number);
    const open = time - options.shiftMicros;
    while (s < closes.length && (closes[s] as number) <= open) s += 1;
    if (s < closes.length && open >= (opens[s] as number)) continue;
    outside[count] = i;
    count += 1;
  }
  return outside.subarray(0, count);
}

/** Of `outside`, how many repeat the bar that stands at the same instant once they are read in `zone`. */
function countTwins(rows: ScannedRows, keep: Int32Array, outside: Int32Array, zone: string): number {
  const clock = zoneClock(zone);
  if (clock === null) return 0;
  const rowAt = new Map<number, number>();
  for (const i of keep) rowAt.set(rows.utc[i] as number, i);
  let twins = 0;
  for (const i of outside) {
    const twin = rowAt.get(utcOfWall(clock, rows.wall[i] as number));
    if (twin !== undefined && isNear(rows.open, i, twin) && isNear(rows.close, i, twin)) twins += 1;
  }
  return twins;
}

function isNear(column: Float64Array, i: number, j: number): boolean {
  const a = column[i] as number;
  return Math.abs(a - (column[j] as number)) <= TWIN_TOLERANCE * a;
}
