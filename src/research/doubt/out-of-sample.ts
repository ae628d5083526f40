import { sharpeSample } from "../metrics/sharpe-confidence.ts";
import type { Neighbour } from "./neighbourhood.ts";

/** What a choice made on one stretch of days did on the next, never on its own. */
export interface OutOfSample {
  /** `neighbourhood`: the best neighbour of each window by Sharpe; `walk-forward`: a stored walk-forward. */
  readonly method: "neighbourhood" | "walk-forward";
  readonly windows: number;
  /** Out-of-sample sessions. */
  readonly days: number;
  /** Trades that closed in them. */
  readonly trades: number;
  readonly totalReturn: number;
  /** Mean daily return out of sample / in sample of what was chosen; null when the latter is not above 0. */
  readonly efficiency: number | null;
}

const IN_SAMPLE = 252;
const STEP = 63;
/** A last window shorter than a step still counts with that many sessions. */
const SHORT_MIN = 20;

/**
 * Walks forward over runs that are already there: in each window of 252 sessions the neighbour with
 * the best Sharpe ratio is taken, and its next 63 sessions are what counts. Positions run across the
 * borders, so this is a cheap stand-in for `agenttrader walkforward`, not the same; null when not
 * even one window fits. `times` are the last marks of the sessions.
 */
export function outOfSampleOf(all: readonly Neighbour[], times: readonly number[]): OutOfSample | null {
  const days = times.length;
  let wealth = 1;
  let outside = 0;
  let outsideSum = 0;
  let insideSum = 0;
  let inside = 0;
  let trades = 0;
  let windows = 0;
  for (let start = IN_SAMPLE; start + SHORT_MIN <= days; start += STEP) {
    const end = Math.min(start + STEP, days);
    const chosen = bestIn(all, start - IN_SAMPLE, start);
    windows += 1;
    outside += end - start;
    // Where nothing had a ratio the window is flat and counts as that.
    if (chosen === null) continue;
    for (let i = start - IN_SAMPLE; i < start; i += 1) insideSum += chosen.returns[i] as number;
    inside += IN_SAMPLE;
    for (let i = start; i < end; i += 1) {
      wealth *= 1 + (chosen.returns[i] as number);
      outsideSum += chosen.returns[i] as number;
    }
    const [from, to] = [times[start - 1] as number, times[end - 1] as number];
    trades += chosen.tradeExits.filter((ts) => ts > from && ts <= to).length;
  }
  if (windows === 0) return null;
  const insideMean = inside === 0 ? 0 : insideSum / inside;
  return {
    method: "neighbourhood",
    windows,
    days: outside,
    trades,
    totalReturn: wealth - 1,
    efficiency: insideMean > 0 ? outsideSum / outside / insideMean : null,
  };
}

/** The first with the best ratio over days [from, to). */
function bestIn(all: readonly Neighbour[], from: number, to: number): Neighbour | null {
  let best: Neighbour | null = null;
  let highest = Number.NEGATIVE_INFINITY;
  for (const one of all) {
    const ratio = sharpeSample(one.returns.slice(from, to))?.sharpe;
    if (ratio === undefined || ratio <= highest) continue;
    highest = ratio;
    best = one;
  }
  return best;
}
