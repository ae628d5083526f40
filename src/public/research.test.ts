import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { BacktestResult } from "./research.ts";
import { Failure, loadStrategy, monteCarlo, withParameters } from "./research.ts";

test("parameters that a file may not have are refused in scripts too", async () => {
  const strategy = await loadStrategy(join(import.meta.dirname, "../../examples/strategies/spy-ema.yaml"));
  const own = strategy.file.parameters;
  assert.deepEqual(withParameters(strategy, {}).file.parameters, own);
  assert.deepEqual(withParameters(strategy, { fast: 5, allowShort: 1 }).file.parameters, {
    ...own,
    fast: 5,
    allowShort: 1,
  });
  for (const [parameters, code] of [
    [{ fast: 50, slow: 10 }, "GRID_EMPTY"],
    [{ fast: 5.5 }, "GRID_VALUE_REFUSED"],
    [{ fats: 5 }, "GRID_PARAMETER_UNKNOWN"],
  ] as const)
    assert.throws(
      () => withParameters(strategy, parameters),
      (error) => error instanceof Failure && error.code === code,
      JSON.stringify(parameters),
    );
});

test("a run that lost everything has lives like any other", () => {
  const result = {
    config: { initialCapital: "100" },
    equity: { values: ["50", "0", "0", "0"] },
    trades: [],
  } as unknown as BacktestResult;
  const figures = monteCarlo(result, { paths: 50 });
  assert.ok(typeof figures === "object" && figures.maxDrawdown.p95 === 1, JSON.stringify(figures));
});
