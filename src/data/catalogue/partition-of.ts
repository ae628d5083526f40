import { required } from "../../core/assert.ts";
import { MICROS_PER_DAY } from "../../core/model/units.ts";
import { civilOfDay, dateText } from "../calendar/civil-date.ts";
import { NYSE_ZONE } from "../calendar/nyse-calendar.ts";
import { offsetAt, zoneClock } from "../calendar/zone-clock.ts";
import { isOptionKind } from "./series.ts";
import type { Series } from "./series.ts";

const SECONDS_PER_DAY = 86_400;

/** The rows that belong to one file: those that open in [tsFirst, tsLast]. */
export interface Partition {
  /** The year of the rows' New York date, or `yyyymmdd`. */
  readonly number: number;
  readonly rows: number;
  readonly tsFirst: number;
  readonly tsLast: number;
}

/**
 * The files that rows belong to, in rising time: one per year of their New York date, or per day for
 * options shorter than a day, whose year would hold a hundred million rows.
 */
export function partitionsOf(series: Series, tsOpen: Float64Array): readonly Partition[] {
  const clock = required(zoneClock(NYSE_ZONE), "the runtime knows America/New_York");
  const isByDay = isOptionKind(series.kind) && series.timeframeSeconds < SECONDS_PER_DAY;
  const found = new Map<number, { -readonly [K in keyof Partition]: Partition[K] }>();
  let lastDay = Number.NaN;
  let part = { number: 0, rows: 0, tsFirst: 0, tsLast: 0 };
  for (let i = 0; i < tsOpen.length; i += 1) {
    const time = tsOpen[i] as number;
    const day = Math.floor((time + offsetAt(clock, time)) / MICROS_PER_DAY);
    if (day !== lastDay) {
      lastDay = day;
      const number = isByDay ? Number(dateText(day).replaceAll("-", "")) : civilOfDay(day).year;
      part = found.get(number) ?? { number, rows: 0, tsFirst: time, tsLast: time };
      found.set(number, part);
    }
    part.rows += 1;
    part.tsFirst = Math.min(part.tsFirst, time);
    part.tsLast = Math.max(part.tsLast, time);
  }
  return [...found.values()].sort((a, b) => a.number - b.number);
}

/** File name of a partition. */
export function partitionFile(partition: number): string {
  return `${partition}.parquet`;
}
