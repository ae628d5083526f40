import type { ResolvedRun } from "../backtest/resolve-run.ts";
import { withCosts } from "./change-run.ts";
import type { OnceOptions } from "./run-once.ts";
import { runOnce } from "./run-once.ts";

/** The run under other costs. */
export interface CostStress {
  readonly points: readonly { readonly factor: number; readonly totalReturn: number; readonly trades: number }[];
  /** Costs times this leave nothing; null with the reason beside it. */
  readonly breakEven: number | null;
  /** `NO_PROFIT` without any costs, `NO_COSTS` to multiply, `ABOVE_RANGE` when even 64 times leave something. */
  readonly breakEvenReason: "NO_PROFIT" | "NO_COSTS" | "ABOVE_RANGE" | null;
}

/** What the costs are multiplied by. */
export const COST_FACTORS: readonly number[] = [0.5, 1, 2, 3];
const FACTOR_MAX = 64;
/** The break-even is found to a hundredth. */
const PER_ONE = 100;

/** Runs again with all costs multiplied and looks for the multiple at which the profit is gone. */
export function costStress(resolved: ResolvedRun, options: OnceOptions): CostStress {
  const at = (factor: number): { factor: number; totalReturn: number; trades: number } => {
    const { totalReturn, run } = runOnce(withCosts(resolved, factor), options);
    return { factor, totalReturn, trades: run.trips.length };
  };
  const points = COST_FACTORS.map(at);
  const free = at(0).totalReturn;
  if (free <= 0) return { points, breakEven: null, breakEvenReason: "NO_PROFIT" };
  if (points.every((point) => point.totalReturn === free))
    return { points, breakEven: null, breakEvenReason: "NO_COSTS" };
  let low = 0;
  let high = 1;
  while (at(high).totalReturn > 0) {
    if (high >= FACTOR_MAX) return { points, breakEven: null, breakEvenReason: "ABOVE_RANGE" };
    low = high;
    high *= 2;
  }
  while (high - low > 1 / PER_ONE) {
    const middle = (low + high) / 2;
    if (at(middle).totalReturn > 0) low = middle;
    else high = middle;
  }
  return { points, breakEven: Math.round(low * PER_ONE) / PER_ONE, breakEvenReason: null };
}
