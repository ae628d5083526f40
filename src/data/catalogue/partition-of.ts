import { required } from "../../core/assert.ts";
import { MICROS_PER_DAY } from "../../core/model/units.ts";
import { civilOfDay, dateText } from "../calendar/civil-date.ts";
import { NYSE_ZONE } from "../calendar/nyse-calendar.ts";
import { offsetAt, zoneClock } from "../calendar/zone-clock.ts";
import { isOptionKind } from "./series.ts";
import type { Series } from "./series.ts";

const SECONDS_PER_DAY = 86_400;

/**
 * Number of the file each row belongs to: the year of its New York date, or `yyyymmdd` for options
 * shorter than a day, whose year would hold a hundred million rows.
 */
export function partitionsOf(series: Series, tsOpen: Float64Array): Float64Array {
  const clock = required(zoneClock(NYSE_ZONE), "the runtime knows America/New_York");
  const isByDay = isOptionKind(series.kind) && series.timeframeSeconds < SECONDS_PER_DAY;
  const parts = new Float64Array(tsOpen.length);
  let lastDay = Number.NaN;
  let lastPart = 0;
  for (let i = 0; i < tsOpen.length; i += 1) {
    const time = tsOpen[i] as number;
    const day = Math.floor((time + offsetAt(clock, time)) / MICROS_PER_DAY);
    if (day !== lastDay) {
      lastDay = day;
      lastPart = isByDay ? Number(dateText(day).replaceAll("-", "")) : civilOfDay(day).year;
    }
    parts[i] = lastPart;
  }
  return parts;
}

/** File name of a partition. */
export function partitionFile(partition: number): string {
  return `${partition}.parquet`;
}
