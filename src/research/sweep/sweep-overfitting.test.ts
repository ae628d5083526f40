import assert from "node:assert/strict";
import { test } from "node:test";
import { required } from "../../core/assert.ts";
import { findStrategy } from "../../core/strategies/registry.ts";
import { barsFile, resolveOver, strategyOf, walkRows } from "../backtest/run-fixture.test.ts";
import { overfittingProbability } from "../metrics/overfitting-probability.ts";
import { NONE } from "../report/format-figure.ts";
import type { Evaluation } from "./evaluation-task.ts";
import { evaluateRun } from "./evaluate-run.ts";
import { parseGrid } from "./parse-grid.ts";
import { sweepText } from "./print-sweep.ts";
import { planSweep } from "./sweep-plan.ts";
import type { SweepResult } from "./sweep-result.ts";
import { sweepResult } from "./sweep-result.ts";

const KIND = required(findStrategy("ema-cross"), "a built-in");
const RESOLVED = resolveOver(barsFile("AAA_1m.csv", walkRows(1, 1)), strategyOf());
const ONE = evaluateRun(RESOLVED, {
  ...{ parameters: { fast: 3, slow: 8, allowShort: 0 }, rows: null, warmUp: null },
  ...{ closesAtEnd: null, keepsTrades: false },
});

const WIDE = {
  ...KIND,
  parameters: KIND.parameters.map((one) => ({ ...one, maximum: 1_000_000 })),
};
/** The result of `count` combinations with the daily returns of `returnsOf`; only `finished` of them were run. */
function resultOf(count: number, days: number, returnsOf: (n: number, day: number) => number, left = 0): SweepResult {
  const plan = planSweep(RESOLVED, {
    grid: { axes: parseGrid([`fast=1:${count}:1`, "slow=60000"], WIDE), where: [], random: null, runsMax: count },
    ...{ objective: "totalReturn", kind: KIND, build: "test" },
  });
  // Finished in another order than that of the grid, as threads do.
  const numbers = Array.from({ length: count - left }, (_, n) => n).reverse();
  const finished = new Map<number, Evaluation>(
    numbers.map((n) => [
      n,
      { ...ONE, dailyReturns: Float64Array.from({ length: days }, (_, day) => returnsOf(n, day)) },
    ]),
  );
  return sweepResult(plan, finished, { top: 3, durationMs: 1, combinationsPerSecond: 1 });
}

const noise = (n: number, day: number): number => Math.sin(n * 7_919 + day * day * 31) / 100;

test("a sweep knows how likely its choice is overfitted, from the days of all combinations in the order of the grid", () => {
  // Alike in pairs over most of the days: which of two is the first decides what then is judged.
  const paired = (n: number, day: number): number => noise(day < 27 ? n % 6 : n, day);
  const result = resultOf(12, 35, paired);
  const columns = Array.from({ length: 12 }, (_, n) => Array.from({ length: 35 }, (__, day) => paired(n, day)));
  assert.deepEqual(result.overfitting, overfittingProbability(columns));
  assert.notDeepEqual(result.overfitting, overfittingProbability(columns.toReversed()));
  assert.deepEqual([result.overfittingReason, result.overfitting?.trials, result.overfitting?.days], ["", 12, 32]);
  const skilled = resultOf(12, 64, (n, day) => noise(n, day) + (n === 5 ? 0.05 : 0));
  assert.equal(skilled.overfitting?.probability, 0);
  assert.match(
    sweepText(skilled, "here"),
    /\nProbability of overfitting 0\.0 ?% · of loss 0\.0 ?% · median logit 2\.\d\d · 12,870 splits of 64 days\n/,
  );
});

test("without enough combinations or days, with too many or only some of them, it says why there is none", () => {
  for (const [result, reason] of [
    [resultOf(9, 64, noise), "NO_TRIALS"],
    [resultOf(12, 15, noise), "TOO_FEW_DAYS"],
    [resultOf(12, 64, noise, 1), "PARTIAL"],
    [resultOf(50_001, 1, noise), "TOO_MANY_TRIALS"],
  ] as const) {
    assert.deepEqual([result.overfitting, result.overfittingReason], [null, reason]);
    assert.match(sweepText(result, "here"), new RegExp(`\\nProbability of overfitting ${NONE} \\(${reason}\\)\\n`));
  }
});
