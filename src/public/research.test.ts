import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { catalogueForTest, optionsFor } from "../data/catalogue/catalogue-fixture.test.ts";
import { importFile } from "../data/catalogue/import-file.ts";
import type { BacktestResult } from "./research.ts";
import {
  Failure,
  features,
  generateData,
  loadStrategy,
  monteCarlo,
  openBars,
  readBars,
  withParameters,
} from "./research.ts";

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

test("bars of the catalogue are those of the file that was brought into it, and serve features alike", async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), "research-"));
  t.after(() => rmSync(dataDir, { recursive: true }));
  generateData({ instruments: ["SPY"], sessions: 5, seed: 3, from: "2024-01-02", out: dataDir });
  const path = join(dataDir, "SPY_1m.csv");
  const actions = join(dataDir, "SPY_actions.csv");
  writeFileSync(actions, "date,kind,value\n2024-01-04,split,2:1\n");
  const { engine } = await catalogueForTest();
  for (const file of [path, actions]) assert.ok((await importFile(engine, file, optionsFor(dataDir))).ok);
  for (const [from, to] of [
    [null, null],
    ["2024-01-03", "2024-01-04"],
  ] as const) {
    const stored = await openBars({ dataDir, symbol: "SPY", resolution: "1m", from, to });
    const plain = readBars({ path, from, to });
    assert.deepEqual([stored.columns, stored.table], [plain.columns, plain.table]);
    assert.deepEqual(features(stored, "ema", { period: 20 }), features(plain, "ema", { period: 20 }));
    const split = await openBars({ dataDir, symbol: "SPY", resolution: "1m", from, to, adjust: "split" });
    assert.equal(split.columns.openMicros[0], (plain.columns.openMicros[0] as number) / 2);
  }
  for (const [wanted, code] of [
    [{ symbol: "QQQ" }, "DATASET_MISSING"],
    [{ symbol: "SPY", resolution: "minute" }, "NAME_INVALID"],
    [{ symbol: "SPY", resolution: "1m", from: "soon" }, "NAME_INVALID"],
    [{ symbol: "SPY", resolution: "1m", session: "all" }, "SESSION_MISSING"],
  ] as const)
    await assert.rejects(
      openBars({ dataDir, ...wanted }),
      (error) => error instanceof Failure && error.code === code,
      JSON.stringify(wanted),
    );
});
