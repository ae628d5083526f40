import assert from "node:assert/strict";
import { test } from "node:test";
import type { BacktestMetrics } from "../metrics/backtest-metrics.ts";
import type { Candidate } from "./choose-winner.ts";
import { chooseWinner } from "./choose-winner.ts";
import { parameterStability } from "./parameter-stability.ts";

function candidates(
  rows: readonly (readonly [sharpe: number | null, trades: number, maxDrawdown?: number])[],
): Candidate[] {
  return rows.map(([sharpe, trades, maxDrawdown = 0.1], place) => ({
    combination: { place, parameters: { fast: place } },
    metrics: { sharpe, trades, maxDrawdown } as unknown as BacktestMetrics,
    returnSum: 0,
    days: 10,
  }));
}

function chosen(rows: Parameters<typeof candidates>[0], minTrades = 10): string {
  const choice = chooseWinner(candidates(rows), "sharpe", minTrades);
  return choice.kind === "none" ? choice.reason : `${choice.candidate.combination.place} of ${choice.eligible}`;
}

test("the best objective wins among those that traded enough; ties go to the earlier one", () => {
  const table: readonly (readonly [Parameters<typeof candidates>[0], string])[] = [
    [
      [
        [1, 10],
        [2, 10],
        [1.5, 10],
      ],
      "1 of 3",
    ],
    [
      [
        [1, 10],
        [2, 9],
        [1.5, 10],
      ],
      "2 of 2",
    ],
    [
      [
        [1, 10],
        [2, 10],
        [2, 30],
      ],
      "1 of 3",
    ],
    [
      [
        [null, 30],
        [-3, 10],
        [-4, 10],
      ],
      "1 of 2",
    ],
    [
      [
        [0, 10],
        [-0, 10],
      ],
      "0 of 2",
    ],
    [
      [
        [null, 30],
        [null, 11],
      ],
      "OBJECTIVE_NULL",
    ],
    [
      [
        [3, 9],
        [null, 11],
      ],
      "OBJECTIVE_NULL",
    ],
    [
      [
        [3, 9],
        [4, 0],
      ],
      "TOO_FEW_TRADES",
    ],
    [[], "TOO_FEW_TRADES"],
  ];
  for (const [rows, expected] of table) assert.equal(chosen(rows), expected, JSON.stringify(rows));
  assert.equal(
    chosen(
      [
        [1, 0],
        [2, 0],
      ],
      0,
    ),
    "1 of 2",
  );
});

test("a drawdown is made small", () => {
  const choice = chooseWinner(
    candidates([
      [1, 10, 0.2],
      [1, 10, 0.1],
      [1, 10, 0.1],
    ]),
    "maxDrawdown",
    10,
  );
  assert.equal(choice.kind === "winner" ? choice.candidate.combination.place : -1, 1);
});

test("stability of parameters: mean, sample deviation, variation, share kept", () => {
  const winners = [10, 10, 14, 14, 12].map((fast) => ({ fast, slow: 0 }));
  const [fast, slow] = parameterStability(winners, ["fast", "slow"]);
  assert.deepEqual(fast?.values, [10, 10, 14, 14, 12]);
  assert.equal(fast?.mean, 12);
  assert.equal(fast?.deviation, 2);
  assert.equal(fast?.variation, 2 / 12);
  assert.equal(fast?.keptShare, 0.5);
  assert.deepEqual([slow?.deviation, slow?.variation, slow?.keptShare], [0, null, 1]);
  const [alone] = parameterStability(winners.slice(0, 1), ["fast"]);
  assert.deepEqual([alone?.mean, alone?.deviation, alone?.variation, alone?.keptShare], [10, null, null, null]);
  assert.deepEqual(parameterStability([], ["fast"]), []);
});
