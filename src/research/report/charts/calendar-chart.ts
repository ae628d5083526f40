import type { CalendarYear } from "../analysis/return-calendar.ts";
import { percentText } from "../format-figure.ts";
import { escapeHtml } from "../html-text.ts";
import { chartFrame, percent } from "./chart-frame.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const WEEKS = 53;
const WORKING_DAYS = 5;
/** Shares of its room that a day fills; a loss is half as high as a gain, so that colour only repeats it. */
const [WIDE, HIGH] = [0.84, 0.8];

/** The daily returns of one year, a column a week. */
export function calendarChart({ year, days, monthWeeks }: CalendarYear): string {
  const change = (value: number): string => percentText(value, { signed: true, decimals: 2 });
  const rows = days.some(({ weekday }) => weekday >= WORKING_DAYS) ? WEEKDAYS.length : WORKING_DAYS;
  const best = days.reduce((most, day) => (day.value > most.value ? day : most));
  const worst = days.reduce((least, day) => (day.value < least.value ? day : least));
  // A year that ends on the first day of a 54th week is the rare exception.
  const weeks = Math.max(WEEKS, ...days.map(({ week }) => week + 1));
  const marks = days.map(({ day, week, weekday, value, shade }) => {
    const isLoss = value < 0 && shade > 0;
    const height = (isLoss ? HIGH / 2 : HIGH) / rows;
    const top = (weekday + 1 - (1 - HIGH) / 2) / rows - height;
    const style = shade === 0 ? "s0" : `${isLoss ? "sl" : "sg"}${shade}`;
    return `<rect class="${style}" x="${percent((week + (1 - WIDE) / 2) / weeks)}" y="${percent(top)}" width="${percent(WIDE / weeks)}" height="${percent(height)}"><title>${escapeHtml(`${day} ${change(value)}`)}</title></rect>`;
  });
  return chartFrame({
    id: `calendar-${year}`,
    title: `Daily returns of ${year}`,
    description: `${days.length} sessions; best ${best.day} ${change(best.value)}, worst ${worst.day} ${change(worst.value)}.`,
    height: "s",
    xTicks: monthWeeks.map((week, month) => ({ at: (week + 0.5) / weeks, text: MONTHS[month] ?? "" })),
    yTicks: WEEKDAYS.slice(0, rows).map((text, i) => ({ at: 1 - (i + 0.5) / rows, text })),
    marks: marks.join(""),
  });
}
