/** What cross-validation found over all splits. */
export interface OverfittingProbability {
  /** Share of splits in which the best in-sample stands in the lower half out-of-sample. */
  readonly probability: number;
  readonly splits: number;
  /** Days used: a multiple of the blocks. */
  readonly days: number;
  readonly trials: number;
  /** Share of splits in which the best in-sample lost money out-of-sample. */
  readonly lossProbability: number;
  /** Median of ln(omega / (1 - omega)); below 0 the choice hurts more often than it helps. */
  readonly medianLogit: number;
}

/** Why there is no probability. */
export type NoOverfittingProbability = "NO_TRIALS" | "TOO_FEW_DAYS";

/** Blocks the days are cut into; 12,870 splits into two halves. */
export const BLOCKS = 16;
/** Fewer trials say nothing about a choice among them. */
export const TRIALS_MIN = 10;
const HALF = BLOCKS / 2;
/** Below this a variance is none, relative to the mean square. */
const FLAT = 1e-14;

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation: all ways to
 * take 8 of 16 equal blocks of days as in-sample, the best there by Sharpe, its average rank in the
 * rest (semantics section 8). `columns` holds the daily returns of each trial, all of one length;
 * the oldest days that fill no block are cut. A half without variance has the Sharpe ratio 0.
 * Source: Bailey, Borwein, Lopez de Prado and Zhu, "The Probability of Backtest Overfitting" (2015).
 */
export function overfittingProbability(
  columns: readonly ArrayLike<number>[],
): OverfittingProbability | NoOverfittingProbability {
  const trials = columns.length;
  if (trials < TRIALS_MIN) return "NO_TRIALS";
  const perBlock = Math.floor((columns[0]?.length ?? 0) / BLOCKS);
  if (perBlock < 1) return "TOO_FEW_DAYS";
  const days = perBlock * BLOCKS;
  const sums = halfTables(columns, perBlock);
  const half = days / 2;
  const inside = new Float64Array(trials);
  const outside = new Float64Array(trials);
  const logits: number[] = [];
  let losses = 0;
  for (let mask = 0; mask < 1 << BLOCKS; mask += 1) {
    if (bitsOf(mask) !== HALF) continue;
    sharpesOf(sums, mask, half, inside);
    sharpesOf(sums, ~mask & 0xffff, half, outside);
    const best = bestOf(inside);
    const omega = averageRank(outside, best) / (trials + 1);
    logits.push(Math.log(omega / (1 - omega)));
    if ((outside[best] as number) < 0) losses += 1;
  }
  const splits = logits.length;
  const failed = logits.filter((logit) => logit <= 0).length;
  logits.sort((a, b) => a - b);
  return {
    probability: failed / splits,
    splits,
    days,
    trials,
    lossProbability: losses / splits,
    medianLogit: ((logits[splits / 2 - 1] as number) + (logits[splits / 2] as number)) / 2,
  };
}

/**
 * Sums and sums of squares for every subset of the first and of the last eight blocks: any choice
 * of blocks then costs one addition per trial.
 */
interface HalfTables {
  readonly trials: number;
  /** Float64Array[256 x trials] each; row: the subset's bits. */
  readonly lowSum: Float64Array;
  readonly lowSquare: Float64Array;
  readonly highSum: Float64Array;
  readonly highSquare: Float64Array;
}

function halfTables(columns: readonly ArrayLike<number>[], perBlock: number): HalfTables {
  const trials = columns.length;
  const size = trials << HALF;
  const tables: HalfTables = {
    trials,
    lowSum: new Float64Array(size),
    lowSquare: new Float64Array(size),
    highSum: new Float64Array(size),
    highSquare: new Float64Array(size),
  };
  for (let trial = 0; trial < trials; trial += 1) {
    const column = columns[trial] as ArrayLike<number>;
    const cut = column.length - perBlock * BLOCKS;
    for (let block = 0; block < BLOCKS; block += 1) {
      let sum = 0;
      let square = 0;
      for (let i = 0; i < perBlock; i += 1) {
        const r = column[cut + block * perBlock + i] as number;
        sum += r;
        square += r * r;
      }
      const [sums, squares] = block < HALF ? [tables.lowSum, tables.lowSquare] : [tables.highSum, tables.highSquare];
      const at = (1 << (block % HALF)) * trials + trial;
      sums[at] = sum;
      squares[at] = square;
    }
  }
  for (const table of [tables.lowSum, tables.lowSquare, tables.highSum, tables.highSquare]) fillSubsets(table, trials);
  return tables;
}

/** Each subset is its lowest block and the rest, both known before it. */
function fillSubsets(table: Float64Array, trials: number): void {
  for (let subset = 1; subset < 1 << HALF; subset += 1) {
    const lowest = subset & -subset;
    const rest = subset ^ lowest;
    if (rest === 0) continue;
    for (let trial = 0; trial < trials; trial += 1) {
      table[subset * trials + trial] =
        (table[lowest * trials + trial] as number) + (table[rest * trials + trial] as number);
    }
  }
}

function sharpesOf(tables: HalfTables, mask: number, days: number, into: Float64Array): void {
  const { trials, lowSum, lowSquare, highSum, highSquare } = tables;
  const low = (mask & 0xff) * trials;
  const high = (mask >> HALF) * trials;
  for (let trial = 0; trial < trials; trial += 1) {
    const sum = (lowSum[low + trial] as number) + (highSum[high + trial] as number);
    const square = (lowSquare[low + trial] as number) + (highSquare[high + trial] as number);
    const average = sum / days;
    const variance = square / days - average * average;
    into[trial] = variance > FLAT * (square / days) ? average / Math.sqrt(variance) : 0;
  }
}

/** The first of the highest. */
function bestOf(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i += 1) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}

/** Rank from 1 (lowest); equals share the mean of their ranks. */
function averageRank(values: Float64Array, at: number): number {
  const value = values[at] as number;
  let below = 0;
  let equal = 0;
  for (let i = 0; i < values.length; i += 1) {
    if ((values[i] as number) < value) below += 1;
    else if (values[i] === value) equal += 1;
  }
  return below + (equal + 1) / 2;
}

function bitsOf(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
