import type { SessionTable } from "../../../core/model/session-table.ts";
import type { BarColumns } from "../../../data/bar-columns.ts";

/** How complete the bars of one instrument are between its first and its last. */
export interface Coverage {
  readonly instrument: string;
  readonly bars: number;
  /** Bars that whole sessions would have; null when the market has no session hours. */
  readonly expected: number | null;
  /** Sessions in between, and how many of them have no bar at all. */
  readonly sessions: number;
  readonly emptySessions: number;
  /** Sessions with some bars missing, the first ten named. */
  readonly thinSessions: number;
  readonly thinDays: readonly string[];
}

const DAYS_NAMED = 10;
const SECONDS_PER_DAY = 86_400;

/** Coverage of `columns` over the sessions of `table`. */
export function dataCoverage(columns: BarColumns, table: SessionTable): Coverage {
  const { opens, closes, days } = table;
  const last = columns.count === 0 ? 0 : (columns.tsOpen[columns.count - 1] as number);
  let row = 0;
  let expected = 0;
  let sessions = 0;
  let emptySessions = 0;
  const thin: string[] = [];
  for (let s = 0; s < opens.length && (opens[s] as number) <= last; s += 1) {
    const close = closes[s] as number;
    const before = row;
    while (row < columns.count && (columns.tsOpen[row] as number) < close) row += 1;
    const had = row - before;
    if (had === 0 && before === 0) continue;
    const seconds = (close - (opens[s] as number)) / 1e6;
    const whole = columns.timeframeSeconds >= SECONDS_PER_DAY ? 1 : Math.ceil(seconds / columns.timeframeSeconds);
    sessions += 1;
    expected += whole;
    if (had === 0) emptySessions += 1;
    else if (had < whole) thin.push(days[s] ?? "");
  }
  return {
    instrument: columns.symbol,
    bars: columns.count,
    expected: table.alwaysOpen ? null : expected,
    sessions,
    emptySessions,
    thinSessions: table.alwaysOpen ? 0 : thin.length,
    thinDays: table.alwaysOpen ? [] : thin.slice(0, DAYS_NAMED),
  };
}
