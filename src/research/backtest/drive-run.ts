import type { BarColumns } from "../../data/bar-columns.ts";
import { applyActions } from "./apply-actions.ts";
import type { BacktestRun } from "./backtest-loop.ts";
import { runBacktestLoop } from "./backtest-loop.ts";
import { runMixedLoop } from "./mixed-loop.ts";
import type { Nights } from "./nights.ts";
import { createNights, hasNights, holdOvernight } from "./nights.ts";
import type { ResolvedRun } from "./resolve-run.ts";
import { viewBars } from "./view-bars.ts";

/** Bars of the longest column in one stretch at least, so that whoever drives may look up between two. */
const STRETCH_BARS = 20_000;
const NEVER = 1 << 30;

/** What a driver knows besides the core and the venue. */
export interface DrivenRun {
  readonly run: BacktestRun;
  readonly resolved: ResolvedRun;
  readonly nights: Nights;
}

/** A prepared run with what happens to its account between sessions. */
export function createDrivenRun(run: BacktestRun, resolved: ResolvedRun): DrivenRun {
  return { run, resolved, nights: createNights(resolved) };
}

/**
 * Drives a run to its end in stretches of whole sessions and yields the share of the bars done
 * after each: the same inputs in the same order as one loop over all bars. What the account pays
 * for holding and what splits and dividends do to it comes between the sessions.
 */
export function* driveRun(driven: DrivenRun): Generator<number, void, undefined> {
  const { run, resolved, nights } = driven;
  const { table } = resolved;
  const isNightly = hasNights(nights) || resolved.actions.size > 0;
  const all = [...run.bars, ...resolved.longerBars.map((one) => one.columns)];
  const rows = all.map(() => 0);
  const total = all.reduce((sum, columns) => sum + columns.count, 0);
  let done = 0;
  for (let session = 0; done < total; session += 1) {
    const isLast = session >= table.closes.length - 1;
    const close = isLast ? Number.POSITIVE_INFINITY : (table.closes[session] as number);
    const ends = all.map((columns, i) => rowAfter(columns, rows[i] as number, close));
    const waiting = ends.reduce((most, end, i) => Math.max(most, end - (rows[i] as number)), 0);
    const isEnd = ends.every((end, i) => end === (all[i] as BarColumns).count);
    const isDue = waiting > 0 && (isNightly || isEnd || waiting >= STRETCH_BARS);
    if (isDue) {
      runStretch(
        run,
        resolved,
        all.map((columns, i) => viewBars(columns, rows[i] as number, ends[i] as number)),
      );
      for (let i = 0; i < ends.length; i += 1) rows[i] = ends[i] as number;
      done = ends.reduce((sum, end) => sum + end, 0);
    }
    // A session without a bar is a night more, and may still have its split.
    if (isNightly && done > 0 && !isEnd) {
      holdOvernight(run, nights, session);
      const day = table.days[session + 1] ?? "";
      applyActions(run, day, resolved.actions.get(day) ?? []);
    }
    if (isDue) yield done / total;
  }
}

/** Drives a run to its end in one go. */
export function driveToEnd(driven: DrivenRun): void {
  for (const _ of driveRun(driven));
}

function runStretch(run: BacktestRun, resolved: ResolvedRun, stretch: readonly BarColumns[]): void {
  const part = { ...run, bars: stretch.slice(0, run.bars.length) };
  if (resolved.longerBars.length === 0) runBacktestLoop(part, () => true, NEVER);
  else {
    const longer = stretch.slice(run.bars.length);
    runMixedLoop(
      part,
      resolved.longerBars.map((one, i) => ({ ...one, columns: longer[i] as BarColumns })),
    );
  }
}

/** First row from `from` on that closes after `close`. */
function rowAfter(columns: BarColumns, from: number, close: number): number {
  let low = from;
  let high = columns.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((columns.tsClose[middle] as number) <= close) low = middle + 1;
    else high = middle;
  }
  return low;
}
