/** What a run or a set of runs counted; adding two is the same in any order. */
export interface Tally {
  days: number;
  inputs: number;
  /** Days whose journal was written as bytes, and days that were replayed whole at their end. */
  journalDays: number;
  replayedDays: number;
  /** Days whose read models were folded and rebuilt. */
  foldedDays: number;
  /** Fault id -> times it was made to happen, and times its interesting window was met. */
  readonly firings: Map<string, number>;
  readonly hits: Map<string, number>;
  /** `STATUS:event` -> times reached in the core. */
  readonly cells: Map<string, number>;
}

/** Nothing counted yet. */
export function createTally(): Tally {
  return {
    days: 0,
    inputs: 0,
    journalDays: 0,
    replayedDays: 0,
    foldedDays: 0,
    firings: new Map(),
    hits: new Map(),
    cells: new Map(),
  };
}

/** Counts one under `key`. */
export function count(counts: Map<string, number>, key: string, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** Adds `from` to `into`. */
export function addTally(into: Tally, from: Tally): void {
  into.days += from.days;
  into.inputs += from.inputs;
  into.journalDays += from.journalDays;
  into.replayedDays += from.replayedDays;
  into.foldedDays += from.foldedDays;
  addCounts(into.firings, from.firings);
  addCounts(into.hits, from.hits);
  addCounts(into.cells, from.cells);
}

function addCounts(into: Map<string, number>, from: ReadonlyMap<string, number>): void {
  for (const [key, by] of from) count(into, key, by);
}

/** The counts as a plain object with sorted keys. */
export function plainCounts(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
