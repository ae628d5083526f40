import type { Evaluation, EvaluationTotals } from "../sweep/evaluation-task.ts";
import type { Candidate, NoWinner } from "./choose-winner.ts";
import type { Window } from "./plan-windows.ts";

/** What one window came to: a winner judged on bars it was not chosen on, or flat. */
export type WindowOutcome =
  | {
      readonly kind: "valid";
      readonly window: Window;
      readonly winner: Candidate;
      /** The winner's objective in training. */
      readonly objective: number;
      /** Combinations that could have won. */
      readonly eligible: number;
      readonly judged: Evaluation;
    }
  | {
      readonly kind: "invalid";
      readonly window: Window;
      readonly reason: NoWinner;
      /** Bars of a window in which nothing was held. */
      readonly totals: EvaluationTotals;
    };

/** Daily returns of the window's test sessions; an invalid window is flat. */
export function returnsOf(outcome: WindowOutcome): readonly number[] {
  if (outcome.kind === "valid") return [...outcome.judged.dailyReturns];
  const { from, to } = outcome.window.test;
  return new Array<number>(to - from).fill(0);
}
