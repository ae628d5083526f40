import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { monteCarloResult } from "../research/doubt/monte-carlo-result.ts";
import { readRunResult } from "../research/doubt/read-run-result.ts";
import { backtest, compare, generateData, loadStrategy, openRun, sweep, walkForward } from "./research.ts";

const ROOT = join(import.meta.dirname, "../..");
const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-results-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

/** Fields of each table of docs/results.md, sorted. */
function documented(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(join(ROOT, "docs/results.md"), "utf8");
  return new Map(
    text
      .split("\n## ")
      .slice(1)
      .map((section) => [
        section.slice(0, section.indexOf(":")),
        [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = ""]) => name).toSorted(),
      ]),
  );
}

function fieldsOf(value: unknown): readonly string[] {
  return Object.keys(value as object).toSorted();
}

test("every result has exactly the fields that the reference lists", async () => {
  generateData({ instruments: ["SPY"], sessions: 15, seed: 2, from: "2024-01-02", out: FOLDER });
  const bars = join(FOLDER, "SPY_1m.csv");
  const strategy = await loadStrategy(join(ROOT, "examples/strategies/spy-ema.yaml"));
  const [one, other] = [join(FOLDER, "one"), join(FOLDER, "other")];
  backtest(strategy, bars, { out: one });
  backtest(strategy, { path: bars, from: "2024-01-05" }, { out: other });
  const grid = ["fast=5,9"];
  const places = { dataDir: FOLDER, cwd: FOLDER };
  const options = { method: "blocks", paths: 10, block: 5, seed: 1, drawdownLimit: null, periodsPerYear: 252 } as const;
  const results: readonly (readonly [string, unknown])[] = [
    ["backtest", openRun(one)],
    ["sweep", await sweep(strategy, bars, { grid, workers: 1 })],
    ["walk-forward", await walkForward(strategy, bars, { grid, inSample: 8, outOfSample: 4, workers: 1 })],
    ["monte-carlo", monteCarloResult(readRunResult(one, places), options)],
    ["comparison", compare([one, other])],
  ];
  const tables = documented();
  assert.deepEqual(
    [...tables.keys()],
    results.map(([name]) => name),
  );
  for (const [name, result] of results) assert.deepEqual(fieldsOf(result), tables.get(name), name);
});
