import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { READ_BARS_DEFAULTS } from "../read-bars-csv.ts";
import { readBarsPath } from "../read-bars-folder.ts";
import { barsCsv } from "../write-bars-csv.ts";
import { catalogueForTest, minutes, optionsFor } from "./catalogue-fixture.test.ts";
import { importFile } from "./import-file.ts";
import { readCatalogueRun } from "./read-catalogue-run.ts";

const { engine, open, newFolder } = await catalogueForTest();
const RANGE = { from: null, to: null, adjust: "raw" } as const;

/** A catalogue and a folder of files with the same bars of two instruments. */
async function sameBars(): Promise<{ readonly dataDir: string; readonly files: string }> {
  const dataDir = newFolder();
  const files = join(newFolder(), "files");
  mkdirSync(files);
  for (const [symbol, shift] of [
    ["AAA", 1_000_000],
    ["BBB", 5_000_000],
  ] as const) {
    const path = join(files, `${symbol}_1m.csv`);
    writeFileSync(path, barsCsv(minutes(1170, (i) => shift + 10 * i)));
    const result = await importFile(engine, path, optionsFor(dataDir));
    assert.ok(result.ok, JSON.stringify(result));
  }
  return { dataDir, files };
}

test("the catalogue answers a run as the files would, whatever the order they are named in", async () => {
  const { dataDir, files } = await sameBars();
  for (const [from, to] of [
    [null, null],
    ["2024-01-03", "2024-01-03"],
  ] as const) {
    const range = { ...RANGE, from, to };
    const stored = await readCatalogueRun(dataDir, { instruments: ["BBB", "AAA"], timeframeSeconds: 60 }, range, open);
    const plain = readBarsPath(files, ["AAA", "BBB"], { ...READ_BARS_DEFAULTS, from, to });
    assert.ok(stored.ok && plain.ok);
    assert.deepEqual(stored.instruments, plain.instruments);
    const rows = stored.instruments.reduce((sum, columns) => sum + columns.count, 0);
    assert.deepEqual([rows, stored.warnings], [from === null ? 2340 : 780, []]);
  }
});

test("the longest bars that add up are taken; other prices are another hash", async () => {
  const { dataDir } = await sameBars();
  const five = minutes(1170, (i) => 1_000_000 + 10 * i);
  const path = join(newFolder(), "AAA_5m.csv");
  const rows = barsCsv(five).split("\n");
  writeFileSync(path, rows.filter((_, i) => i === 0 || i % 5 === 1).join("\n"));
  assert.ok((await importFile(engine, path, optionsFor(dataDir))).ok);
  const chosen = async (timeframeSeconds: number, instruments = ["AAA"]): Promise<string> => {
    const read = await readCatalogueRun(dataDir, { instruments, timeframeSeconds }, RANGE, open);
    if (!read.ok) return read.faults.map((fault) => `${fault.code}: ${fault.detail}`).join("\n");
    return read.instruments.map((columns) => `${columns.symbol} ${columns.timeframeSeconds}`).join();
  };
  assert.equal(await chosen(60), "AAA 60");
  assert.equal(await chosen(900), "AAA 300");
  assert.equal(await chosen(180), "AAA 60");
  assert.equal(await chosen(86_400), "AAA 300");
  assert.equal(await chosen(900, ["BBB", "AAA"]), "AAA 300,BBB 60");
  assert.match(await chosen(30), /DATASET_MISSING: the catalogue has no bars of AAA that make 30s/);
  assert.match(await chosen(60, ["AAA", "ZZZ"]), /no bars of ZZZ/);
  const hashOf = async (instruments: readonly string[], timeframeSeconds: number): Promise<string> => {
    const read = await readCatalogueRun(dataDir, { instruments, timeframeSeconds }, RANGE, open);
    return read.ok ? read.sha256 : "";
  };
  assert.equal(await hashOf(["AAA", "BBB"], 60), await hashOf(["BBB", "AAA"], 60));
  assert.notEqual(await hashOf(["AAA"], 60), await hashOf(["AAA"], 300));
});
