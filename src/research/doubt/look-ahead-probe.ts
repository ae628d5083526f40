import type { ResolvedRun } from "../backtest/resolve-run.ts";
import { isoTime } from "../backtest/resolve-run.ts";
import { cutBars } from "./change-run.ts";
import type { DecisionRecord, Difference } from "./decision-record.ts";
import { firstDifference, recordDecisions } from "./decision-record.ts";
import type { DefinitionOf } from "./run-once.ts";

/** How the probe looks. */
export interface LookAheadOptions {
  readonly definitionOf: DefinitionOf | null;
  /** Runs with a cut future; more find rarer peeks. */
  readonly cuts: number;
  /** The run as it would have been read when the bar at `until` closed; the bars cut off by default. */
  readonly cut?: (resolved: ResolvedRun, until: number) => ResolvedRun;
}

/** What a decision was with the future and what without it. */
export interface LookAheadFinding {
  /** ISO 8601 UTC: close of the bar whose decision changes when later bars are missing. */
  readonly bar: string;
  /** Its place among the bars, from 0. */
  readonly index: number;
  readonly instrument: string;
  readonly what: Difference["what"];
  readonly withFuture: string | null;
  readonly withoutFuture: string | null;
  /** Later bars it needs to be the same again; with all there are it is. */
  readonly barsAhead: number;
}

/** What cutting the future off showed. */
export interface LookAheadReport {
  readonly isClean: boolean;
  readonly bars: number;
  /** Runs with a cut future that were compared. */
  readonly cuts: number;
  readonly finding: LookAheadFinding | null;
}

/** Cuts unless told otherwise: about sixteen runs over all bars. */
export const LOOK_AHEAD_CUTS = 32;

/**
 * Runs the strategy again and again with everything after a bar cut off, and holds what it decided
 * up to there against the run that had the whole file. Cuts are made where the run decided
 * something (a peek of one bar shows nowhere else) and evenly between; a difference is followed
 * back by bisection to the first cut that shows one. What a strategy keeps in a table of its own
 * is not made from the bars, so no cut can show it.
 */
export function lookAheadProbe(resolved: ResolvedRun, options: LookAheadOptions): LookAheadReport {
  const { definitionOf } = options;
  const cut = options.cut ?? cutBars;
  const record = (run: ResolvedRun): DecisionRecord => recordDecisions(run, { definitionOf, delayBars: 0 });
  const full = record(resolved);
  const { slices } = full;
  let cuts = 0;
  const differenceAt = (index: number): Difference | null => {
    cuts += 1;
    const until = slices[index] as number;
    return firstDifference(full, record(cut(resolved, until)), until);
  };
  const report = (finding: LookAheadFinding | null): LookAheadReport => ({
    isClean: finding === null,
    bars: slices.length,
    cuts,
    finding,
  });
  let clean = -1;
  for (const index of cutsOf(full, options.cuts)) {
    const found = differenceAt(index);
    if (found !== null) return report(followBack({ slices, clean, dirty: index, found, differenceAt }));
    clean = index;
  }
  return report(null);
}

/** Places to cut: half where something was wished for, the rest evenly, the last bar never. */
function cutsOf({ slices, wishes }: DecisionRecord, cuts: number): number[] {
  const last = slices.length - 2;
  if (last < 0) return [];
  const decided = [...new Set(wishes.map((wish) => wish.ts))].map((ts) => indexOf(slices, ts));
  const chosen = new Set<number>();
  const half = Math.max(1, Math.floor(cuts / 2));
  for (let i = 0; i < half && decided.length > 0; i += 1)
    chosen.add(decided[Math.round((i * (decided.length - 1)) / Math.max(1, half - 1))] as number);
  for (let i = 1; chosen.size < Math.min(cuts, last + 1) && i <= cuts; i += 1)
    chosen.add(Math.floor((last * i) / cuts));
  return [...chosen].filter((index) => index <= last).sort((a, b) => a - b);
}

interface Trail {
  readonly slices: Float64Array;
  /** A cut that showed nothing, and a later one that did. */
  readonly clean: number;
  readonly dirty: number;
  readonly found: Difference;
  readonly differenceAt: (index: number) => Difference | null;
}

function followBack({ slices, clean, dirty, found, differenceAt }: Trail): LookAheadFinding {
  let low = clean;
  let high = dirty;
  let earliest = found;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    const difference = differenceAt(middle);
    if (difference === null) low = middle;
    else {
      high = middle;
      if (difference.ts <= earliest.ts) earliest = difference;
    }
  }
  // A fill lies within a bar; its place is that of the bar it fell into.
  const index = indexOf(slices, earliest.ts);
  return {
    bar: isoTime(slices[index] as number),
    index,
    instrument: earliest.instrument,
    what: earliest.what,
    withFuture: earliest.one,
    withoutFuture: earliest.other,
    barsAhead: barsAhead(slices.length, index, earliest.ts, differenceAt),
  };
}

/** The fewest later bars with which the decision at `ts` is what it was; doubled, then bisected. */
function barsAhead(
  count: number,
  index: number,
  ts: number,
  differenceAt: (index: number) => Difference | null,
): number {
  const isSame = (ahead: number): boolean => {
    const difference = differenceAt(index + ahead);
    return difference === null || difference.ts > ts;
  };
  let low = 0;
  let high = 1;
  while (index + high < count - 1 && !isSame(high)) {
    low = high;
    high *= 2;
  }
  if (index + high >= count - 1) {
    high = count - 1 - index;
    // With all bars there it is the same by definition.
    if (high - low <= 1) return high;
  }
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (isSame(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Place of the first slice at or after `ts`. */
function indexOf(slices: Float64Array, ts: number): number {
  let low = 0;
  let high = slices.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((slices[middle] as number) < ts) low = middle + 1;
    else high = middle;
  }
  return low;
}
