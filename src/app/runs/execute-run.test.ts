import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { catalogueForTest, minutes, optionsFor } from "../../data/catalogue/catalogue-fixture.test.ts";
import { importFile } from "../../data/catalogue/import-file.ts";
import { barsCsv } from "../../data/write-bars-csv.ts";
import { readStrategyFile } from "../../platform/strategy-file.ts";
import { DATA_DEFAULTS, resolveRun } from "../../research/backtest/resolve-run.ts";
import { type BacktestResult, runBacktest } from "../../research/backtest/run-backtest.ts";
import { BACKTEST_RULES } from "../up/strategy-rules.ts";
import { executeRun } from "./execute-run.ts";
import { readDatasets } from "./run-datasets.ts";
import type { RunJob } from "./run-job.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-execute-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));
const { engine } = await catalogueForTest();
const STRATEGY = `id: trend\nkind: ema-cross\ninstruments: [AAA]\ntimeframe: 5m\nparameters: { fast: 3, slow: 8 }\nsizing: { kind: fixed-quantity, quantity: 10 }\n`;
const CSV = join(FOLDER, "AAA_1m.csv");
writeFileSync(CSV, barsCsv(minutes(3_900, (i) => 20_000_000 + 10_000 * Math.round(100 * Math.sin(i / 40)))));
const imported = await importFile(engine, CSV, optionsFor(FOLDER));
assert.ok(imported.ok, JSON.stringify(imported));

function jobOf(id: string, over: Partial<RunJob> = {}): RunJob {
  const [dataset] = readDatasets(FOLDER, false);
  assert.ok(dataset !== undefined);
  const { from, to } = dataset.row;
  return {
    id,
    dataDir: FOLDER,
    build: "test",
    strategyText: STRATEGY,
    strategyId: "trend",
    symbols: ["AAA"],
    source: dataset.source,
    from: null,
    to: null,
    period: { from, to },
    work: { kind: "backtest" },
    workers: 1,
    ...over,
  };
}
const NEVER = new AbortController().signal;
const resultOf = (id: string): BacktestResult =>
  JSON.parse(readFileSync(join(FOLDER, "runs", id, "result.json"), "utf8")) as BacktestResult;

test("the catalogue offers each series, and one dataset of all that have bars of one length", () => {
  const datasets = readDatasets(FOLDER, true);
  assert.deepEqual(
    datasets.map(({ row }) => row.id),
    ["sample", "catalogue:AAA:1m"],
  );
  const [, { row, fingerprint } = assert.fail()] = datasets;
  assert.deepEqual([row.symbols, row.interval, row.bars, row.sessions], [["AAA"], "1m", 3_900, 10]);
  assert.equal(readDatasets(FOLDER, false)[0]?.fingerprint, fingerprint);
});

test("a run over the catalogue decides what a backtest of the file decides", async () => {
  const shares: number[] = [];
  const outcome = await executeRun(jobOf("plain"), { signal: NEVER, onProgress: (share) => shares.push(share) });
  assert.equal(outcome.kind, "done", JSON.stringify(outcome));
  assert.equal(shares.at(-1), 1);
  const read = readStrategyFile(STRATEGY, "x.yaml", BACKTEST_RULES);
  assert.ok(read.ok);
  const plain = runBacktest(resolveRun(read.strategy, { ...DATA_DEFAULTS, path: CSV }), { build: "test" });
  const made = resultOf("plain");
  assert.ok(made.metrics.trades > 5);
  assert.equal(made.ordersHash, plain?.result.ordersHash);
  assert.deepEqual(made.metrics, plain?.result.metrics);
  assert.equal(readFileSync(join(FOLDER, "runs", "plain", "strategy.yaml"), "utf8"), STRATEGY);
});

test("stopped before anything was read it leaves nothing; what a user can mend is a failure with its code", async () => {
  const watch = { signal: AbortSignal.abort(), onProgress: () => undefined };
  assert.deepEqual(await executeRun(jobOf("stopped"), watch), { kind: "cancelled" });
  assert.ok(!existsSync(join(FOLDER, "runs", "stopped")));
  const over = { strategyText: STRATEGY.replace("AAA", "BBB"), symbols: ["BBB"] };
  const failed = await executeRun(jobOf("missing", over), { ...watch, signal: NEVER });
  assert.equal(failed.kind === "failed" && failed.failure.code, "DATASET_MISSING", JSON.stringify(failed));
  // A file where the folder of runs should be: the same as a disk that refuses.
  const dataDir = join(FOLDER, "full");
  writeFileSync(dataDir, "");
  const full = await executeRun(jobOf("full", { dataDir, source: { kind: "sample" } }), { ...watch, signal: NEVER });
  assert.equal(full.kind === "failed" && full.failure.code, "SAMPLE_NOT_WRITTEN", JSON.stringify(full));
});
