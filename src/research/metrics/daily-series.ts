/** Equity at the last mark of each session, and the simple returns from one to the next. */
export interface DailySeries {
  /** UnixMicros of the last mark. */
  readonly times: readonly number[];
  /** Session of each entry, as the marks have it. */
  readonly sessions: readonly number[];
  /** Micros of the currency. */
  readonly equity: readonly number[];
  /** The first is against the initial capital; as many as sessions. */
  readonly returns: readonly number[];
}

/** Marks in time order, only the first `count` entries are meant. */
export interface Marks {
  readonly count: number;
  readonly time: Float64Array;
  /** Micros of the currency. */
  readonly equity: Float64Array;
  /** Session of each mark, any number that changes from one session to the next. */
  readonly session: Float64Array;
}

/** The daily series of marks that began with `initialMicros`. */
export function dailySeries(marks: Marks, initialMicros: number): DailySeries {
  const times: number[] = [];
  const sessions: number[] = [];
  const equity: number[] = [];
  for (let i = 0; i < marks.count; i += 1) {
    if (i + 1 < marks.count && marks.session[i + 1] === marks.session[i]) continue;
    times.push(marks.time[i] as number);
    sessions.push(marks.session[i] as number);
    equity.push(marks.equity[i] as number);
  }
  return { times, sessions, equity, returns: simpleReturns(equity, initialMicros) };
}

/** Simple returns of `values`, the first against `start`; 0 after a value that is not positive. */
export function simpleReturns(values: readonly number[], start: number): number[] {
  let before = start;
  return values.map((value) => {
    const change = before > 0 ? value / before - 1 : 0;
    before = value;
    return change;
  });
}
