import { MICROS_PER_DAY } from "../../core/model/units.ts";
import type { BarColumns } from "../bar-columns.ts";
import { SECONDS_PER_DAY } from "../bar-times.ts";
import { dateText } from "../calendar/civil-date.ts";
import { sessionTable } from "../calendar/nyse-calendar.ts";

/**
 * The bars inside regular sessions, by the rule of the file readers: tsOpen >= open and tsClose <=
 * close; a bar on the session's own grid that runs past its close is cut there. A bar of a day and
 * longer that covers calendar days takes the hours of the sessions in it; one without any is left out.
 */
export function regularBars(bars: BarColumns): BarColumns {
  if (bars.count === 0) return bars;
  const dayOf = (time: number): string => dateText(Math.floor(time / MICROS_PER_DAY));
  const table = sessionTable(dayOf(bars.tsOpen[0] as number), dayOf(bars.tsClose[bars.count - 1] as number));
  const keep = new Int32Array(bars.count);
  const tsOpen = new Float64Array(bars.count);
  const tsClose = new Float64Array(bars.count);
  const isOfDays = bars.timeframeSeconds >= SECONDS_PER_DAY;
  let count = 0;
  let s = 0;
  for (let i = 0; i < bars.count; i += 1) {
    const open = bars.tsOpen[i] as number;
    const close = bars.tsClose[i] as number;
    while (s < table.closes.length && (table.closes[s] as number) <= open) s += 1;
    if (s === table.closes.length) break;
    const sessionOpen = table.opens[s] as number;
    let sessionClose = table.closes[s] as number;
    if (isOfDays) {
      if (sessionClose > close) continue;
      for (let next = s + 1; (table.closes[next] ?? Number.POSITIVE_INFINITY) <= close; next += 1)
        sessionClose = table.closes[next] as number;
    } else if (open < sessionOpen) continue;
    else if (close > sessionClose && (open - sessionOpen) % (close - open) !== 0) continue;
    keep[count] = i;
    tsOpen[count] = isOfDays ? sessionOpen : open;
    tsClose[count] = Math.min(close, sessionClose);
    count += 1;
  }
  const pick = (column: Float64Array): Float64Array => {
    const picked = new Float64Array(count);
    for (let k = 0; k < count; k += 1) picked[k] = column[keep[k] as number] as number;
    return picked;
  };
  return {
    symbol: bars.symbol,
    count,
    timeframeSeconds: bars.timeframeSeconds,
    tsOpen: tsOpen.slice(0, count),
    tsClose: tsClose.slice(0, count),
    openMicros: pick(bars.openMicros),
    highMicros: pick(bars.highMicros),
    lowMicros: pick(bars.lowMicros),
    closeMicros: pick(bars.closeMicros),
    volume: pick(bars.volume),
  };
}
