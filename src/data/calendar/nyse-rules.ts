import { dayNumber, weekdayOf } from "./civil-date.ts";

/**
 * When the New York Stock Exchange is closed or closes early, as rules; what no rule explains is
 * in `nyse-exceptions.ts`. Source: NYSE Rule 7.2 and the exchange's published holiday schedules.
 */

/** First and last year the rules describe. */
export const NYSE_FIRST_YEAR = 1970;
export const NYSE_LAST_YEAR = 2030;
/**
 * Last date of the schedules the exchange has published (it publishes about three years ahead);
 * sessions after it follow the same rules but may still be changed, and are marked projected.
 */
export const NYSE_PUBLISHED_UNTIL = "2028-12-31";

/** Day numbers of the full-day holidays that fall in a year by rule, in no particular order. */
export function nyseHolidays(year: number): number[] {
  const days: number[] = [];
  // A New Year's Day on a Saturday is not moved to Friday: that is the end of an accounting year.
  const newYear = dayNumber(year, 1, 1);
  if (weekdayOf(newYear) !== 6) days.push(observed(newYear));
  if (year >= 1998) days.push(nthWeekday(year, 1, 1, 3));
  days.push(year >= 1971 ? nthWeekday(year, 2, 1, 3) : observed(dayNumber(year, 2, 22)));
  days.push(easterSunday(year) - 2);
  // In 1970 Memorial Day was 30 May, a Saturday, and the Friday before it was not taken off.
  if (year >= 1971) days.push(lastMonday(year, 5));
  if (year >= 2022) days.push(observed(dayNumber(year, 6, 19)));
  days.push(observed(dayNumber(year, 7, 4)));
  days.push(nthWeekday(year, 9, 1, 1));
  if (year <= 1980 && year % 4 === 0) days.push(nthWeekday(year, 11, 1, 1) + 1);
  days.push(nthWeekday(year, 11, 4, 4));
  days.push(observed(dayNumber(year, 12, 25)));
  return days;
}

/** Early closes by rule in a year: day number and closing minute of the New York day. */
export function nyseEarlyCloses(year: number): [day: number, closeMinute: number][] {
  const closes: [number, number][] = [];
  const closeMinute = year >= 1993 ? 13 * 60 : 14 * 60;
  if (year >= 1992) closes.push([nthWeekday(year, 11, 4, 4) + 1, closeMinute]);
  const christmasEve = dayNumber(year, 12, 24);
  const eveWeekday = weekdayOf(christmasEve);
  if (year >= 1990 && eveWeekday >= 1 && eveWeekday <= 4) closes.push([christmasEve, closeMinute]);
  if (year >= 1995) {
    const third = dayNumber(year, 7, 3);
    const weekday = weekdayOf(third);
    // With the Fourth on a Thursday the Friday after it was short until 2002, the Wednesday before it since 2013.
    if (weekday === 3 && year < 2013) closes.push([third + 2, closeMinute]);
    else if (weekday >= 1 && weekday <= 4) closes.push([third, closeMinute]);
  }
  return closes;
}

/** Regular opening and closing minute of the New York day. */
export function nyseRegularMinutes(day: number): [openMinute: number, closeMinute: number] {
  if (day < dayNumber(1974, 10, 1)) return [10 * 60, 15 * 60 + 30];
  if (day < dayNumber(1985, 9, 30)) return [10 * 60, 16 * 60];
  return [9 * 60 + 30, 16 * 60];
}

function observed(day: number): number {
  const weekday = weekdayOf(day);
  if (weekday === 6) return day - 1;
  return weekday === 0 ? day + 1 : day;
}

function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  const first = dayNumber(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1);
}

function lastMonday(year: number, month: number): number {
  const last = dayNumber(year, month + 1, 1) - 1;
  return last - ((weekdayOf(last) + 6) % 7);
}

/** Source: Meeus, Astronomical Algorithms, chapter 8 (anonymous Gregorian computus). */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return dayNumber(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}
