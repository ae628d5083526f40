import { required } from "../../core/assert.ts";
import { halfEvenMultiplyDivide } from "../../core/math/round.ts";
import { MICROS_PER_DAY } from "../../core/model/units.ts";
import type { BarColumns } from "../bar-columns.ts";
import { createColumns } from "../bar-columns.ts";
import { dateText } from "../calendar/civil-date.ts";
import { NYSE_ZONE } from "../calendar/nyse-calendar.ts";
import { offsetAt, zoneClock } from "../calendar/zone-clock.ts";
import { adjustmentSteps } from "./adjustment-steps.ts";
import type { Adjustment, CorporateActions } from "./corporate-actions.ts";
import { times } from "./ratio.ts";

export type AdjustResult =
  | { readonly ok: true; readonly columns: BarColumns }
  | { readonly ok: false; readonly detail: string };

/**
 * Bars as traded turned into bars in shares of today: `split` divides older prices by the splits
 * that came after them and multiplies volumes, `total-return` puts dividends back into shares as
 * well, `raw` gives the very columns back. Each price is rounded once, half-even, to a micro.
 */
export function adjustBars(columns: BarColumns, actions: CorporateActions, adjustment: Adjustment): AdjustResult {
  if (adjustment === "raw") return { ok: true, columns };
  const dayOfBar = newYorkDays(columns.tsOpen);
  const read = adjustmentSteps(columns, actions, { hasDividends: adjustment === "total-return", dayOfBar });
  if (!read.ok) return read;
  const adjusted = createColumns(columns.symbol, columns.count, columns.timeframeSeconds);
  adjusted.tsOpen.set(columns.tsOpen);
  adjusted.tsClose.set(columns.tsClose);
  const pairs = [
    [columns.openMicros, adjusted.openMicros],
    [columns.highMicros, adjusted.highMicros],
    [columns.lowMicros, adjusted.lowMicros],
    [columns.closeMicros, adjusted.closeMicros],
  ] as const;
  let from = 0;
  for (const step of [...read.steps, null]) {
    // After the last step every day comes before the end of days.
    const beforeDay = step?.beforeDay ?? "9999-12-31";
    let to = from;
    while (to < columns.count && dayOfBar(to) < beforeDay) to += 1;
    const split = step?.split ?? null;
    const factor = step === null ? null : adjustment === "split" ? step.split : times(step.split, step.dividend);
    for (const [source, target] of pairs) {
      for (let i = from; i < to; i += 1) {
        const price = source[i] as number;
        target[i] = factor === null ? price : halfEvenMultiplyDivide(price, factor.numerator, factor.denominator);
        if (target[i] === 0) return { ok: false, detail: `a price of ${dayOfBar(i)} becomes less than half a micro` };
      }
    }
    // Whole shares stay whole: multiplied first, divided once.
    const [more, less] = split === null ? [1, 1] : [Number(split.denominator), Number(split.numerator)];
    for (let i = from; i < to; i += 1) adjusted.volume[i] = ((columns.volume[i] as number) * more) / less;
    from = to;
  }
  return { ok: true, columns: adjusted };
}

/** New York date of each opening; neighbours mostly share it. */
function newYorkDays(tsOpen: Float64Array): (i: number) => string {
  const clock = required(zoneClock(NYSE_ZONE), "the runtime knows America/New_York");
  let lastDay = Number.NaN;
  let lastText = "";
  return (i) => {
    const time = tsOpen[i] as number;
    const day = Math.floor((time + offsetAt(clock, time)) / MICROS_PER_DAY);
    if (day !== lastDay) {
      lastDay = day;
      lastText = dateText(day);
    }
    return lastText;
  };
}
