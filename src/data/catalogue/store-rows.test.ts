import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import type { BarColumns } from "../bar-columns.ts";
import { joinColumns, sliceColumns } from "../bar-columns.ts";
import { nyseSessions } from "../calendar/nyse-calendar.ts";
import { catalogueForTest, minutes } from "./catalogue-fixture.test.ts";
import { listDatasets } from "./list-datasets.ts";
import type { SourceFacts } from "./manifest.ts";
import { readCatalogueBars } from "./read-catalogue-bars.ts";
import type { CatalogueBarsResult } from "./read-catalogue-bars.ts";
import { storeRows } from "./store-rows.ts";
import type { StoreResult } from "./store-rows.ts";
import { rowsOfBars } from "./stored-rows.ts";

const { engine, open, newFolder } = await catalogueForTest();

function sourceOf(sha256: string): SourceFacts {
  const counts = { rows: 0, dropped: 0, outside: 0, suspicious: 0 };
  return {
    file: `${sha256}.csv`,
    sha256,
    format: "csv",
    ...counts,
    zone: "UTC",
    barTime: "open",
    session: "regular",
    importer: 1,
  };
}

function store(dataDir: string, bars: BarColumns, sha256: string, isReplacing = false): Promise<StoreResult> {
  return storeRows(engine, {
    dataDir,
    rows: rowsOfBars(bars),
    source: sourceOf(sha256),
    adjustment: "raw",
    isReplacing,
  });
}

function read(dataDir: string, from: string | null = null, to: string | null = null): Promise<CatalogueBarsResult> {
  return readCatalogueBars(dataDir, "TEST", "1m", { from, to, adjust: "raw" }, open);
}

async function addedBy(result: Promise<StoreResult>): Promise<number> {
  const stored = await result;
  assert.ok(stored.ok, JSON.stringify(stored));
  return stored.added;
}

async function storedBars(dataDir: string): Promise<BarColumns> {
  const result = await read(dataDir);
  assert.ok(result.ok, JSON.stringify(result));
  return result.columns;
}

async function refusalOf(result: Promise<StoreResult | CatalogueBarsResult>): Promise<string> {
  const outcome = await result;
  assert.ok(!outcome.ok);
  return outcome.faults.map((fault) => `${fault.code}: ${fault.detail}`).join("\n");
}

test("columns come back byte for byte over all prices and volumes a bar can have", async () => {
  const price = fc.oneof(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));
  const volume = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(price, volume), { minLength: 1, maxLength: 5000, size: "max" }),
      async (values) => {
        const bars = minutes(values.length, () => 100);
        for (const [i, [micros, size]] of values.entries()) {
          for (const column of [bars.openMicros, bars.highMicros, bars.lowMicros, bars.closeMicros]) column[i] = micros;
          bars.volume[i] = size;
        }
        const dataDir = newFolder();
        assert.equal(await addedBy(store(dataDir, bars, "a")), bars.count);
        assert.deepEqual(await storedBars(dataDir), bars);
      },
    ),
    { numRuns: 8, examples: [[[[Number.MAX_SAFE_INTEGER, 0.1 + 0.2]]], [[[1, Number.MIN_VALUE]]], [[[1, 5e300]]]] },
  );
});

test("bars of several years lie in a file each and come back as one", async () => {
  const bars = minutes(260 * 390, (i) => 1000 + (i % 977), "2024-06-03");
  const dataDir = newFolder();
  await addedBy(store(dataDir, bars, "a"));
  const files = readdirSync(join(dataDir, "catalogue", "TEST", "1m")).sort();
  assert.deepEqual(files, ["2024.parquet", "2025.parquet", "dataset.json"]);
  assert.deepEqual(await storedBars(dataDir), sliceColumns(bars, 0, bars.count));
});

test("rows that come in another order are stored in rising time, over the files they belong to", async () => {
  const bars = minutes(260 * 390, (i) => 1000 + (i % 977), "2024-06-03");
  const [early, late] = [sliceColumns(bars, 0, 40_000), sliceColumns(bars, 40_000, bars.count)];
  const dataDir = newFolder();
  await addedBy(store(dataDir, joinColumns([late, early], "TEST", 60), "a"));
  assert.deepEqual(await storedBars(dataDir), sliceColumns(bars, 0, bars.count));
});

test("a range of session dates is read as cutting the whole would, both days included", async () => {
  const bars = minutes(5 * 390, (i) => 1000 + i);
  const dataDir = newFolder();
  await addedBy(store(dataDir, bars, "a"));
  const days = nyseSessions("2024-01-02", "2024-01-08").map((session) => session.day);
  for (const [first, last] of [
    [0, 0],
    [1, 3],
    [2, 4],
    [0, 4],
  ] as const) {
    const part = await read(dataDir, days[first] ?? null, days[last] ?? null);
    assert.ok(part.ok);
    assert.deepEqual(part.columns, sliceColumns(bars, first * 390, (last + 1) * 390));
  }
  assert.match(await refusalOf(read(dataDir, "2023-01-01", "2023-12-31")), /NO_ROWS_LEFT: 1m has no bar between/);
  assert.match(await refusalOf(read(dataDir, "2024-1-1")), /no session date/);
});

test("a bar that opens at New York midnight belongs to the day that begins", async () => {
  const bars = minutes(3, (i) => 1000 + i);
  const midnight = Date.parse("2024-03-11T04:00:00Z") * 1000;
  for (let i = 0; i < 3; i += 1) {
    bars.tsOpen[i] = midnight + (i - 1) * 60e6;
    bars.tsClose[i] = midnight + i * 60e6;
  }
  const dataDir = newFolder();
  await addedBy(store(dataDir, bars, "a"));
  const counts = [];
  for (const day of ["2024-03-10", "2024-03-11"]) {
    const part = await read(dataDir, day, day);
    counts.push(part.ok ? part.columns.count : -1);
  }
  assert.deepEqual(counts, [1, 2]);
});

test("rows that are stored already add nothing, the rest is merged in time", async () => {
  const bars = minutes(1000, (i) => 1000 + i);
  const dataDir = newFolder();
  assert.equal(await addedBy(store(dataDir, sliceColumns(bars, 300, 600), "middle")), 300);
  assert.equal(await addedBy(store(dataDir, sliceColumns(bars, 0, 400), "first")), 300);
  const path = join(dataDir, "catalogue", "TEST", "1m", "2024.parquet");
  const before = readFileSync(path);
  assert.equal(await addedBy(store(dataDir, sliceColumns(bars, 100, 500), "inside")), 0);
  assert.deepEqual(readFileSync(path), before);
  assert.equal(await addedBy(store(dataDir, sliceColumns(bars, 500, 1000), "last")), 400);
  assert.deepEqual(await storedBars(dataDir), sliceColumns(bars, 0, 1000));
  assert.equal(await addedBy(store(dataDir, bars, "last")), 0);
});

test("other values for a stored bar are refused by the first of them, and nothing is touched", async () => {
  const bars = minutes(500, (i) => 1_000_000 + i);
  const dataDir = newFolder();
  await addedBy(store(dataDir, bars, "a"));
  const other = sliceColumns(bars, 100, 500);
  other.closeMicros[50] = 1_000_152;
  other.volume[40] = 99;
  const refusal = await refusalOf(store(dataDir, other, "b"));
  assert.match(refusal, /CONFLICT: TEST 1m: the bar of 2024-01-02T16:50:00Z has volume 99, stored is 1/);
  assert.deepEqual(await storedBars(dataDir), bars);
  assert.equal(await addedBy(store(dataDir, other, "b", true)), 2);
  const replaced = await storedBars(dataDir);
  assert.deepEqual([replaced.count, replaced.closeMicros[150], replaced.volume[140]], [500, 1_000_152, 99]);
});

test("a bar across a stored one is refused, and replacing takes the old ones of that time out", async () => {
  const bars = minutes(10, (i) => 1000 + i);
  const dataDir = newFolder();
  await addedBy(store(dataDir, bars, "a"));
  const shifted = sliceColumns(bars, 3, 5);
  for (let i = 0; i < 2; i += 1) {
    shifted.tsOpen[i] = (shifted.tsOpen[i] as number) + 30e6;
    shifted.tsClose[i] = (shifted.tsClose[i] as number) + 30e6;
  }
  assert.match(
    await refusalOf(store(dataDir, shifted, "b")),
    /lies across the stored one from 2024-01-02T14:3[34]:00Z/,
  );
  await addedBy(store(dataDir, shifted, "b", true));
  const replaced = await storedBars(dataDir);
  assert.deepEqual(Array.from(replaced.openMicros), [1000, 1001, 1002, 1003, 1004, 1006, 1007, 1008, 1009]);
});

test("replacing takes out the rows that the new ones lack, and says how many", async () => {
  const bars = minutes(10, (i) => 1000 + i);
  const dataDir = newFolder();
  await addedBy(store(dataDir, bars, "a"));
  const without = joinColumns([sliceColumns(bars, 0, 4), sliceColumns(bars, 5, 10)], "TEST", 60);
  const stored = await store(dataDir, without, "b", true);
  assert.ok(stored.ok);
  assert.deepEqual([stored.added, stored.removed, stored.manifest.partitions[0]?.rows], [0, 1, 9]);
  assert.deepEqual(await storedBars(dataDir), without);
});

test("the stretch that is replaced runs across a new year", async () => {
  const bars = minutes(9 * 390, (i) => 1000 + i, "2024-12-24");
  const at = (day: string): number => bars.tsOpen.findIndex((time) => time >= Date.parse(`${day}T05:00Z`) * 1000);
  const dataDir = newFolder();
  await addedBy(store(dataDir, bars, "a"));
  const parts = [
    sliceColumns(bars, at("2024-12-31"), at("2025-01-02")),
    sliceColumns(bars, at("2025-01-03"), bars.count),
  ];
  await addedBy(store(dataDir, joinColumns(parts, "TEST", 60), "b", true));
  const left = [sliceColumns(bars, 0, at("2025-01-02")), sliceColumns(bars, at("2025-01-03"), bars.count)];
  assert.deepEqual(await storedBars(dataDir), joinColumns(left, "TEST", 60));
});

test("a file whose rows were replaced is not taken for stored when it comes again", async () => {
  const [first, second] = [minutes(10, (i) => 1000 + i), minutes(10, (i) => 2000 + i)];
  const dataDir = newFolder();
  await addedBy(store(dataDir, first, "a"));
  await addedBy(store(dataDir, second, "b", true));
  assert.match(await refusalOf(store(dataDir, first, "a")), /CONFLICT/);
  assert.equal(await addedBy(store(dataDir, first, "a", true)), 10);
  assert.deepEqual(await storedBars(dataDir), first);
});

test("a manifest that names no sound partition is refused where it is read and where it is listed", async () => {
  const dataDir = newFolder();
  await addedBy(
    store(
      dataDir,
      minutes(5, () => 1000),
      "a",
    ),
  );
  const path = join(dataDir, "catalogue", "TEST", "1m", "dataset.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  const [entry] = manifest.partitions;
  for (const partitions of [[], [{ ...entry, tsFirst: null }], [{ ...entry, file: "../../x.parquet" }], ["2024"]]) {
    writeFileSync(path, JSON.stringify({ ...manifest, partitions }));
    assert.match(await refusalOf(read(dataDir)), /DATASET_DAMAGED: it is no manifest/);
    assert.deepEqual(
      listDatasets(dataDir).faults.map((fault) => fault.code),
      ["DATASET_DAMAGED"],
    );
  }
});

test("a dataset takes one kind of prices and hours", async () => {
  const bars = minutes(10, (i) => 1000 + i);
  const dataDir = newFolder();
  await addedBy(store(dataDir, bars, "a"));
  const request = { dataDir, rows: rowsOfBars(bars), isReplacing: false };
  assert.match(
    await refusalOf(storeRows(engine, { ...request, source: sourceOf("b"), adjustment: "split" })),
    /CONFLICT: TEST 1m holds prices of basis "raw", these are "split"/,
  );
  const all: SourceFacts = { ...sourceOf("c"), session: "all" };
  assert.match(
    await refusalOf(storeRows(engine, { ...request, source: all, adjustment: "raw" })),
    /imported with --session regular, these bars with all/,
  );
});

test("a file that is cut or gone is refused by name, and importing again mends the cut one", async () => {
  const bars = minutes(2000, (i) => 1000 + i);
  const dataDir = newFolder();
  await addedBy(store(dataDir, bars, "a"));
  const path = join(dataDir, "catalogue", "TEST", "1m", "2024.parquet");
  truncateSync(path, statSync(path).size - 10);
  assert.match(await refusalOf(read(dataDir)), /DATASET_DAMAGED: it has \d+ bytes where its manifest says \d+/);
  assert.match(await refusalOf(store(dataDir, bars, "a")), /DATASET_DAMAGED: it cannot be read .*; delete it/);
  rmSync(path);
  assert.match(await refusalOf(read(dataDir)), /DATASET_DAMAGED: it is missing/);
  await addedBy(store(dataDir, bars, "a"));
  assert.deepEqual(await storedBars(dataDir), bars);
});

test("content that changed behind an unchanged size is noticed where it breaks the file", async () => {
  const dataDir = newFolder();
  await addedBy(
    store(
      dataDir,
      minutes(2000, (i) => 1000 + i),
      "a",
    ),
  );
  const path = join(dataDir, "catalogue", "TEST", "1m", "2024.parquet");
  writeFileSync(path, Buffer.alloc(statSync(path).size, 7));
  assert.match(await refusalOf(read(dataDir)), /DATASET_DAMAGED: it cannot be read/);
});

test("a process that died between file and manifest is healed by the same import", async () => {
  const bars = minutes(800, (i) => 1000 + i);
  const dataDir = newFolder();
  await addedBy(store(dataDir, sliceColumns(bars, 0, 400), "a"));
  const manifest = join(dataDir, "catalogue", "TEST", "1m", "dataset.json");
  const old = readFileSync(manifest);
  await addedBy(store(dataDir, bars, "b"));
  writeFileSync(manifest, old);
  assert.match(await refusalOf(read(dataDir)), /DATASET_DAMAGED: it has/);
  assert.equal(await addedBy(store(dataDir, bars, "b")), 0);
  assert.deepEqual(await storedBars(dataDir), bars);
});

test("where no folder can be made nothing is stored, and it is said", async () => {
  const dataDir = newFolder();
  writeFileSync(join(dataDir, "catalogue"), "a file in the way");
  assert.match(
    await refusalOf(
      store(
        dataDir,
        minutes(5, () => 1000),
        "a",
      ),
    ),
    /NOT_WRITABLE: it cannot be written/,
  );
  const names = newFolder();
  for (const symbol of ["..", "A/B", "", ".X", "A".repeat(40)]) {
    const rows = rowsOfBars({ ...minutes(5, () => 1000), symbol });
    const result = storeRows(engine, {
      dataDir: names,
      rows,
      source: sourceOf("a"),
      adjustment: "raw",
      isReplacing: false,
    });
    assert.match(await refusalOf(result), /NAME_INVALID/, symbol);
  }
  assert.ok(!existsSync(join(names, "catalogue")));
});

test("a folder without the right to write leaves no half file behind", {
  skip: process.getuid?.() === 0 ? "runs as root: no folder refuses to be written" : false,
}, async () => {
  const dataDir = newFolder();
  const folder = join(dataDir, "catalogue", "TEST", "1m");
  mkdirSync(folder, { recursive: true, mode: 0o500 });
  assert.match(
    await refusalOf(
      store(
        dataDir,
        minutes(5, () => 1000),
        "a",
      ),
    ),
    /NOT_WRITABLE/,
  );
  assert.deepEqual(readdirSync(folder), []);
});
