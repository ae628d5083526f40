import type { BacktestMetrics } from "../metrics/backtest-metrics.ts";
import type { Objective } from "../sweep/objective.ts";
import { isBetter, objectiveValue } from "../sweep/objective.ts";
import type { Combination } from "../sweep/plan-combinations.ts";

/** One combination's training run. */
export interface Candidate {
  readonly combination: Combination;
  readonly metrics: BacktestMetrics;
  /** Sum and number of its daily returns. */
  readonly returnSum: number;
  readonly days: number;
}

/** The best candidate, or why there is none. */
export type Choice =
  | { readonly kind: "winner"; readonly candidate: Candidate; readonly objective: number; readonly eligible: number }
  | { readonly kind: "none"; readonly reason: NoWinner };

/** TOO_FEW_TRADES: none traded often enough. OBJECTIVE_NULL: none of those that did has the figure. */
export type NoWinner = "TOO_FEW_TRADES" | "OBJECTIVE_NULL";

/** The candidate with the best objective among those with at least `minTrades`; ties go to the earlier one. */
export function chooseWinner(candidates: readonly Candidate[], objective: Objective, minTrades: number): Choice {
  let winner: Candidate | null = null;
  let best = 0;
  let eligible = 0;
  let traded = 0;
  for (const candidate of candidates) {
    if (candidate.metrics.trades < minTrades) continue;
    traded += 1;
    const value = objectiveValue(candidate.metrics, objective);
    if (value === null) continue;
    eligible += 1;
    if (winner !== null && !isBetter(value, best, objective)) continue;
    winner = candidate;
    best = value;
  }
  if (winner === null) return { kind: "none", reason: traded === 0 ? "TOO_FEW_TRADES" : "OBJECTIVE_NULL" };
  return { kind: "winner", candidate: winner, objective: best, eligible };
}
