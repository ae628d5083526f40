import type { BarColumns } from "../../data/bar-columns.ts";
import type { Marks } from "../metrics/daily-series.ts";

/**
 * What the capital would be worth at each mark, had it bought every instrument in equal parts at
 * the open of its first bar and held: without costs, in fractions of a unit. Cash until an
 * instrument's first bar, and for good without one. The times are those of `marks`.
 */
export function buyAndHold(bars: readonly BarColumns[], marks: Marks, initialMicros: number): Marks {
  const { count, time, session } = marks;
  const equity = new Float64Array(count);
  if (bars.length === 0) equity.fill(initialMicros);
  const share = initialMicros / bars.length;
  for (const columns of bars) {
    const first = columns.openMicros[0] as number;
    let row = 0;
    let value = share;
    for (let i = 0; i < count; i += 1) {
      while (row < columns.count && (columns.tsClose[row] as number) <= (time[i] as number)) {
        value = share * ((columns.closeMicros[row] as number) / first);
        row += 1;
      }
      equity[i] = (equity[i] as number) + value;
    }
  }
  return { count, time, session, equity };
}
