import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { catalogueForTest, minutes, optionsFor } from "../../data/catalogue/catalogue-fixture.test.ts";
import { importFile } from "../../data/catalogue/import-file.ts";
import { barsCsv } from "../../data/write-bars-csv.ts";
import type { BacktestResult } from "../../research/backtest/run-backtest.ts";
import { readDatasets } from "./run-datasets.ts";
import type { RunJob } from "./run-job.ts";

/** A data directory whose catalogue has ten sessions of AAA. */
export const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-execute-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));
const { engine } = await catalogueForTest();
export const STRATEGY = `id: trend\nkind: ema-cross\ninstruments: [AAA]\ntimeframe: 5m\nparameters: { fast: 3, slow: 8 }\nsizing: { kind: fixed-quantity, quantity: 10 }\n`;
export const CSV = join(FOLDER, "AAA_1m.csv");
writeFileSync(CSV, barsCsv(minutes(3_900, (i) => 20_000_000 + 10_000 * Math.round(100 * Math.sin(i / 40)))));
const imported = await importFile(engine, CSV, optionsFor(FOLDER));
assert.ok(imported.ok, JSON.stringify(imported));

/** A backtest of {@link STRATEGY} over them. */
export function jobOf(id: string, over: Partial<RunJob> = {}): RunJob {
  const [dataset] = readDatasets(FOLDER, false);
  assert.ok(dataset !== undefined);
  const { from, to } = dataset.row;
  return {
    kind: "run",
    id,
    dataDir: FOLDER,
    build: "test",
    strategyText: STRATEGY,
    code: null,
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
/** What a run of {@link FOLDER} wrote. */
export const resultOf = (id: string): BacktestResult =>
  JSON.parse(readFileSync(join(FOLDER, "runs", id, "result.json"), "utf8")) as BacktestResult;
