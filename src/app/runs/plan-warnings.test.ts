import assert from "node:assert/strict";
import { test } from "node:test";
import { readStrategyFile } from "../../platform/strategy-file.ts";
import { costWarnings } from "../../research/backtest/cost-warnings.ts";
import { BACKTEST_RULES } from "../up/strategy-rules.ts";
import { planWarnings } from "./plan-warnings.ts";
import type { Dataset } from "./run-datasets.ts";

const BASE = "id: trend\nkind: ema-cross\ninstruments: [AAA]\ntimeframe: 5m\nparameters: { fast: 3, slow: 8 }\n";
const DATASET = { row: { gapCount: 0, adjustment: "raw" } } as Dataset;

test("a form warns of costs and fills as the run will", () => {
  const cases: readonly (readonly [yaml: string, ...codes: string[]])[] = [
    [""],
    ["costs: zero\n", "NO_COSTS"],
    ["costs: { model: flat, commissionPerOrder: 0, slippageBps: 5 }\n", "NO_COMMISSION"],
    ["costs: { commissionPerOrder: 0, commissionMinimum: 1, slippageBps: 5 }\n"],
    ["costs: { commissionPerOrder: 1, slippageBps: 0 }\n", "NO_SLIPPAGE"],
    ["fillModel: { kind: fixed-ticks, ticks: 0 }\ncosts: { commissionPerOrder: 1 }\n", "NO_SLIPPAGE"],
    ["fillModel: same-bar-close\n", "OPTIMISTIC_FILLS"],
  ];
  for (const [yaml, ...codes] of cases) {
    const read = readStrategyFile(`${BASE}${yaml}`, "x.yaml", BACKTEST_RULES);
    assert.ok(read.ok, JSON.stringify(read));
    const { strategy } = read;
    const warnings = planWarnings({ strategy, dataset: DATASET, sessions: 252, runs: 1 });
    assert.deepEqual(
      warnings.map(({ code }) => code),
      codes,
      yaml,
    );
    assert.deepEqual(warnings, costWarnings(strategy), yaml);
  }
});
