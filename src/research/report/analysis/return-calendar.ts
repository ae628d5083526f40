/** One session in the calendar of its year. */
export interface CalendarDay {
  /** `2024-03-11`. */
  readonly day: string;
  /** From 0, of the weeks that begin with a Monday; the first may be part of one. */
  readonly week: number;
  /** 0 Monday to 6 Sunday. */
  readonly weekday: number;
  readonly value: number;
  /** 0 nothing, 1 to 3 by thirds of the size that one session in twenty exceeds. */
  readonly shade: 0 | 1 | 2 | 3;
}

/** The sessions of one year. */
export interface CalendarYear {
  readonly year: string;
  readonly days: readonly CalendarDay[];
  /** First week of each month by its number from 0. */
  readonly monthWeeks: readonly number[];
}

const DAY_MS = 86_400_000;
/** Sessions beyond this quantile all have the darkest shade. */
const DARKEST = 0.95;
/** Returns smaller than what two decimals of a percent show are none. */
const NOTHING = 0.00005;

/** Daily simple returns by year, week and weekday; `days` are their session dates. */
export function returnCalendar(returns: readonly number[], days: readonly string[]): CalendarYear[] {
  const sizes = Float64Array.from(returns, Math.abs).sort();
  const largest = sizes[Math.floor((sizes.length - 1) * DARKEST)] ?? 0;
  const sessions = days.map((day, i) => ({ day, value: returns[i] ?? 0 }));
  return [...Map.groupBy(sessions, ({ day }) => day.slice(0, 4))].map(([year, rows]) => {
    const first = Date.parse(`${year}-01-01`);
    const weekOf = (time: number): number => Math.floor((Math.round((time - first) / DAY_MS) + mondayBased(first)) / 7);
    return {
      year,
      days: rows.map(({ day, value }): CalendarDay => {
        const time = Date.parse(day);
        return { day, week: weekOf(time), weekday: mondayBased(time), value, shade: shadeOf(Math.abs(value), largest) };
      }),
      monthWeeks: Array.from({ length: 12 }, (_, month) => weekOf(Date.UTC(Number(year), month, 1))),
    };
  });
}

function mondayBased(time: number): number {
  return (new Date(time).getUTCDay() + 6) % 7;
}

function shadeOf(size: number, largest: number): CalendarDay["shade"] {
  if (size < NOTHING) return 0;
  const third = Math.ceil((size / Math.max(largest, size / 3)) * 3 - 1e-9);
  return third >= 3 ? 3 : third <= 1 ? 1 : 2;
}
