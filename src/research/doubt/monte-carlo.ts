import { createRandom } from "../../core/math/random.ts";
import { mean, standardDeviation } from "../../core/math/statistics.ts";
import { drawBlocks, shuffle } from "./resample-path.ts";

/** How other lives of a run are made. */
export type MonteCarloMethod = "blocks" | "trades";

/** What a run gives to the resampling. */
export interface MonteCarloSource {
  /** Simple returns per session. */
  readonly returns: readonly number[];
  /** Net result of each closed trade / initial capital, in the order they closed. */
  readonly tradeResults: readonly number[];
}

/** Which lives, and how many. */
export interface MonteCarloOptions {
  readonly method: MonteCarloMethod;
  readonly paths: number;
  /** Mean length of a block in sessions; without meaning for trades. */
  readonly block: number;
  readonly seed: number;
  /** Positive ratio whose chance is asked for; null: not asked. */
  readonly drawdownLimit: number | null;
  readonly periodsPerYear: number;
}

/** A distribution over the paths: mean and the smallest value with at least that share at or below it. */
export interface Distribution {
  readonly mean: number;
  readonly p1: number;
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
  readonly p99: number;
}

/** Percentiles of wealth over time, the initial capital being 1. */
export interface EquityFan {
  /** Sessions or trades done at each point, from 0 to all. */
  readonly steps: readonly number[];
  readonly p5: readonly number[];
  readonly p25: readonly number[];
  readonly p50: readonly number[];
  readonly p75: readonly number[];
  readonly p95: readonly number[];
}

/** What the paths have in common. */
export interface MonteCarloFigures {
  /** Steps of a path: sessions or trades. */
  readonly steps: number;
  readonly finalReturn: Distribution;
  /** Positive, the starting capital counted as a peak. */
  readonly maxDrawdown: Distribution;
  /** Share of paths that end below the initial capital. */
  readonly probabilityOfLoss: number;
  /** Share of paths that ever fall to the limit or below; null without a limit. */
  readonly probabilityOfDrawdown: number | null;
  /** Annualised Sharpe ratio of the run, and the middle 95 % of those of the paths; null for trades and without variance. */
  readonly sharpe: SharpeInterval | null;
  readonly fan: EquityFan;
}

/** A percentile interval. */
export interface SharpeInterval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
}

/** Too little to resample. */
export type NoMonteCarlo = "TOO_FEW_DAYS" | "TOO_FEW_TRADES";

const FAN_POINTS = 100;
const STEPS_MIN = 2;
const CONFIDENCE = 0.95;
const ZERO = 1e-12;

/**
 * Other lives of one run: its days drawn again in blocks, or its trades in another order (then the
 * end is always the same and only the way there differs). The same seed gives the same figures.
 */
export function monteCarlo(source: MonteCarloSource, options: MonteCarloOptions): MonteCarloFigures | NoMonteCarlo {
  const isTrades = options.method === "trades";
  const values = Float64Array.from(isTrades ? source.tradeResults : source.returns);
  const steps = values.length;
  if (steps < STEPS_MIN) return isTrades ? "TOO_FEW_TRADES" : "TOO_FEW_DAYS";
  const { paths } = options;
  const random = createRandom(options.seed);
  const points = fanPoints(steps);
  const fan = points.map(() => new Float64Array(paths));
  const finals = new Float64Array(paths);
  const drawdowns = new Float64Array(paths);
  const ratios: number[] = [];
  const drawn = new Float64Array(steps);
  for (let path = 0; path < paths; path += 1) {
    if (isTrades) shuffle(values, random, drawn);
    else drawBlocks(values, options.block, random, drawn);
    drawdowns[path] = walk(drawn, isTrades, { path, points, fan, finals });
    const ratio = isTrades ? null : sharpeOf(drawn, options.periodsPerYear);
    if (ratio !== null) ratios.push(ratio);
  }
  const { drawdownLimit } = options;
  return {
    steps,
    finalReturn: distributionOf(finals),
    maxDrawdown: distributionOf(drawdowns),
    probabilityOfLoss: shareOf(finals, (value) => value < 0),
    probabilityOfDrawdown: drawdownLimit === null ? null : shareOf(drawdowns, (value) => value >= drawdownLimit),
    sharpe: isTrades ? null : intervalOf(sharpeOf(values, options.periodsPerYear), ratios),
    fan: fanOf(points, fan),
  };
}

/** Steps at which the fan is drawn: all of a short path, else evenly spaced ones with both ends. */
function fanPoints(steps: number): number[] {
  const count = Math.min(steps, FAN_POINTS);
  return Array.from({ length: count + 1 }, (_, i) => Math.round((steps * i) / count));
}

interface Sheets {
  readonly path: number;
  readonly points: readonly number[];
  readonly fan: readonly Float64Array[];
  readonly finals: Float64Array;
}

/** Follows one path, fills its places and answers with its deepest drawdown. */
function walk(drawn: Float64Array, isAdded: boolean, { path, points, fan, finals }: Sheets): number {
  let wealth = 1;
  let peak = 1;
  let worst = 0;
  let at = 0;
  for (let step = 0; ; step += 1) {
    if (points[at] === step) {
      (fan[at] as Float64Array)[path] = wealth;
      at += 1;
    }
    if (step === drawn.length) break;
    wealth = isAdded ? wealth + (drawn[step] as number) : wealth * (1 + (drawn[step] as number));
    if (wealth > peak) peak = wealth;
    else worst = Math.max(worst, (peak - wealth) / peak);
  }
  finals[path] = wealth - 1;
  return worst;
}

function sharpeOf(returns: Float64Array, periodsPerYear: number): number | null {
  const deviation = standardDeviation(returns, 1);
  return deviation < ZERO ? null : (mean(returns) / deviation) * Math.sqrt(periodsPerYear);
}

function intervalOf(estimate: number | null, ratios: number[]): SharpeInterval | null {
  if (estimate === null || ratios.length === 0) return null;
  const ascending = Float64Array.from(ratios).sort();
  const tail = (1 - CONFIDENCE) / 2;
  return { estimate, low: percentile(ascending, tail), high: percentile(ascending, 1 - tail), confidence: CONFIDENCE };
}

function distributionOf(values: Float64Array): Distribution {
  const ascending = values.slice().sort();
  return {
    mean: mean(values),
    p1: percentile(ascending, 0.01),
    p5: percentile(ascending, 0.05),
    p25: percentile(ascending, 0.25),
    p50: percentile(ascending, 0.5),
    p75: percentile(ascending, 0.75),
    p95: percentile(ascending, 0.95),
    p99: percentile(ascending, 0.99),
  };
}

function fanOf(steps: readonly number[], fan: readonly Float64Array[]): EquityFan {
  for (const column of fan) column.sort();
  const line = (share: number): number[] => fan.map((column) => percentile(column, share));
  return { steps, p5: line(0.05), p25: line(0.25), p50: line(0.5), p75: line(0.75), p95: line(0.95) };
}

/** The smallest value with at least `share` of all at or below it. */
function percentile(ascending: Float64Array, share: number): number {
  // Rounded first: 0.95 x 1000 is 950.0000000000001 in doubles for some counts.
  const rank = Math.ceil(Math.round(share * ascending.length * 1e6) / 1e6);
  return ascending[Math.max(0, rank - 1)] as number;
}

function shareOf(values: Float64Array, holds: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (holds(value)) count += 1;
  return count / values.length;
}
