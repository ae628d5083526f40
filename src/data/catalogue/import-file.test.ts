import assert from "node:assert/strict";
import { existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { barsCsv } from "../write-bars-csv.ts";
import { zipOf } from "../lean/zip-fixture.test.ts";
import { catalogueForTest, minutes, optionsFor } from "./catalogue-fixture.test.ts";
import { importFile } from "./import-file.ts";
import type { ImportOptions } from "./import-file.ts";
import { listDatasets } from "./list-datasets.ts";
import { openParquetEngine, sqlText } from "./parquet-engine.ts";
import { readCatalogueBars } from "./read-catalogue-bars.ts";
import { readStoredRows } from "./read-stored-rows.ts";
import { rowsCsv, shownRows } from "./rows-text.ts";
import { writeBarsParquet } from "./write-bars-parquet.ts";

const { engine, open, newFolder } = await catalogueForTest();
const RANGE = { from: null, to: null, adjust: "raw" } as const;

async function importText(
  text: string | Uint8Array,
  name: string,
  changes: Partial<ImportOptions> = {},
): Promise<string> {
  const path = join(newFolder(), name);
  writeFileSync(path, text);
  const result = await importFile(engine, path, optionsFor(changes.dataDir ?? newFolder(), changes));
  if (!result.ok) return result.faults.map((fault) => `${fault.code}:${fault.line}: ${fault.detail}`).join("\n");
  return result.kind === "actions"
    ? `actions ${result.symbol} ${result.isNew}`
    : `added ${result.added} of ${result.source.rows}`;
}

test("a CSV file becomes a dataset that says where it comes from, once", async () => {
  const dataDir = newFolder();
  const bars = minutes(300, (i) => 1_230_000 + i);
  assert.equal(await importText(barsCsv(bars), "TEST_1m.csv", { dataDir }), "added 300 of 300");
  assert.equal(await importText(barsCsv(bars), "TEST_other.csv", { dataDir }), "added 0 of 300");
  const read = await readCatalogueBars(dataDir, "test", "60s", RANGE, open);
  assert.ok(read.ok);
  assert.deepEqual([read.columns, read.basis, read.warnings], [bars, "raw", []]);
  const { datasets } = listDatasets(dataDir);
  assert.equal(datasets.length, 1);
  const { sources, bytes, ...row } = datasets[0] ?? { sources: [], bytes: 0 };
  assert.deepEqual(row, {
    symbol: "TEST",
    resolution: "1m",
    from: "2024-01-02T14:30:00Z",
    to: "2024-01-02T19:30:00Z",
    rows: 300,
    gaps: 0,
    adjustment: "raw",
    session: "regular",
    hasActions: false,
  });
  assert.ok(bytes > 0 && sources.length === 1 && (sources[0] ?? "").endsWith("TEST_1m.csv"));
});

test("bars exported as Parquet come back as the same bars", async () => {
  const bars = minutes(900, (i) => 123_456_789 + 7 * i);
  const path = join(newFolder(), "TEST_x.parquet");
  await writeBarsParquet(engine, bars, path);
  const dataDir = newFolder();
  assert.equal(await importText(readFileSync(path), "TEST.parquet", { dataDir }), "added 900 of 900");
  const read = await readCatalogueBars(dataDir, "TEST", "1m", RANGE, open);
  assert.ok(read.ok);
  assert.deepEqual(read.columns, bars);
});

test("Parquet of others: columns by name, times with and without a zone, days, and faults by row", async () => {
  const folder = newFolder();
  const table: readonly (readonly [string, Partial<ImportOptions>, RegExp])[] = [
    [
      "TIMESTAMP '2024-01-02 09:30:00' + i * INTERVAL 1 MINUTE AS \"Date Time\", 2.5 AS Open, 3.0 AS HIGH, 2.0 AS low, 2.25::FLOAT AS Close, 7 AS Volume",
      {},
      /^added 5 of 5$/,
    ],
    [
      "TIMESTAMPTZ '2024-01-02 14:30:00+00' + i * INTERVAL 1 MINUTE AS ts, 2.5 AS open, 3.0 AS high, 2.0 AS low, 2.25 AS close, 7 AS volume",
      {},
      /^added 5 of 5$/,
    ],
    [
      "DATE '2024-01-02' + i::INT * 1 AS date, 2.5 AS open, 3.0 AS high, 2.0 AS low, 2.25 AS close, 7 AS volume",
      { skipBadRows: true },
      /^added 4 of 5$/,
    ],
    [
      "TIMESTAMP '2024-01-02 09:30:00' + i * INTERVAL 1 MINUTE AS time, 2.5 AS open, 3.0 AS high, CASE WHEN i = 2 THEN NULL ELSE 2.0 END AS low, 2.25 AS close, 7 AS volume",
      {},
      /^BAD_ROW:4: low is ""/,
    ],
    ["i AS time, 2.5 AS open, 3.0 AS high, 2.0 AS bid", {}, /HEADER_UNKNOWN:0: no column for low, close/],
  ];
  for (const [n, [columns, changes, expected]] of table.entries()) {
    const path = join(folder, `OTHER${n}.parquet`);
    // As days: five from a Tuesday, the last one is a Saturday.
    await engine.run(`COPY (SELECT ${columns} FROM range(0, 5) t(i)) TO ${sqlText(path)} (FORMAT parquet)`);
    assert.match(await importText(readFileSync(path), `OTHER${n}.parquet`, changes), expected, columns);
  }
});

test("damaged and foreign files are refused by their own reason", async () => {
  const parquet = join(newFolder(), "a.parquet");
  await writeBarsParquet(
    engine,
    minutes(500, () => 1000),
    parquet,
  );
  truncateSync(parquet, 3000);
  const zip = zipOf([{ name: "20131007_spy_minute_trade.csv", text: "34200000,1,1,1,1,1\n".repeat(9) }]);
  const table: readonly (readonly [string | Uint8Array, string, Partial<ImportOptions>, RegExp])[] = [
    [readFileSync(parquet), "a.parquet", {}, /^PARQUET_DAMAGED:0: it is damaged or cut/],
    [zip.subarray(0, zip.length - 30), "spy.zip", {}, /^ZIP_DAMAGED/],
    [zip, "spy.zip", {}, /^DUPLICATE_TIME:2/],
    ["", "a.csv", {}, /^FILE_EMPTY/],
    ["20131007,aapl,Q\n20501231,aapl,Q\n", "aapl.csv", {}, /^FORMAT_UNKNOWN:0: it is a history of ticker names/],
    ["time,open,high,low\n", "a.csv", {}, /^HEADER_UNKNOWN:1: no column for close/],
    ["date,kind,value\n2024-01-02,merger,1\n", "a.csv", {}, /^ACTIONS_INVALID:2/],
    [
      barsCsv(minutes(5, () => 1000)),
      "a.csv",
      { format: "lean" },
      /^FORMAT_UNKNOWN:0: it was read as lean and is not a zip archive/,
    ],
    [barsCsv(minutes(5, () => 1000)), "a.csv", { format: "parquet" }, /is not a Parquet file/],
    [zip, "spy.csv", { format: "parquet" }, /is not a Parquet file/],
    [barsCsv(minutes(5, () => 1000)), "a.csv", { symbol: "../x" }, /^NAME_INVALID/],
  ];
  for (const [content, name, changes, expected] of table) {
    const dataDir = newFolder();
    assert.match(await importText(content, name, { ...changes, dataDir }), expected);
    assert.ok(!existsSync(join(dataDir, "catalogue")), String(expected));
  }
  const nowhere = await importFile(engine, join(newFolder(), "none.csv"), optionsFor(newFolder()));
  assert.equal(nowhere.ok ? "" : nowhere.faults[0]?.code, "FILE_MISSING");
});

test("a machine without the native package is told so, by the one thing that needs it", async () => {
  const absent = async (): Promise<never> => {
    throw Object.assign(new Error("Cannot find package '@duckdb/node-api' imported from parquet-engine.ts"), {
      code: "ERR_MODULE_NOT_FOUND",
    });
  };
  const opened = await openParquetEngine(absent);
  assert.ok(!opened.ok);
  assert.match(opened.detail, /^the package @duckdb\/node-api cannot be loaded \(Cannot find package/);
  const dataDir = newFolder();
  await importText(barsCsv(minutes(5, () => 1000)), "TEST.csv", { dataDir });
  const read = await readCatalogueBars(dataDir, "TEST", "1m", RANGE, () => openParquetEngine(absent));
  assert.equal(read.ok ? "" : read.faults[0]?.code, "PARQUET_UNAVAILABLE");
  assert.equal(listDatasets(dataDir).datasets.length, 1);
});

test("adjusted prices need raw ones and actions, and the answer says what it is", async () => {
  const dataDir = newFolder();
  const bars = minutes(780, (i) => (i < 390 ? 700_000_000 : 100_000_000));
  const get = async (adjust: "raw" | "split" | "total-return", from: string | null = null): Promise<string> => {
    const read = await readCatalogueBars(dataDir, "TEST", "1m", { from, to: null, adjust }, open);
    if (!read.ok) return read.faults.map((fault) => `${fault.code}: ${fault.detail}`).join();
    return `${read.basis} ${read.columns.openMicros[0]} ${read.columns.count}${read.warnings.length > 0 ? " warned" : ""}`;
  };
  await importText(barsCsv(bars), "TEST.csv", { dataDir });
  assert.match(await get("split"), /ADJUSTMENT_IMPOSSIBLE: .*no splits and dividends/);
  const actions = "date,kind,value\n2024-01-03,split,7:1\n2024-01-03,dividend,1\n";
  assert.equal(await importText(actions, "TEST_actions.csv", { dataDir }), "actions TEST true");
  assert.equal(await importText(actions, "TEST.csv", { dataDir }), "actions TEST false");
  assert.match(
    await importText(`${actions}2024-01-04,dividend,1\n`, "TEST.csv", { dataDir }),
    /^CONFLICT:0: TEST has splits and dividends/,
  );
  assert.equal(await get("raw"), "raw 700000000 780");
  assert.equal(await get("split"), "split 100000000 780");
  // The last close before is 700.000001, in new shares 100.000000: 99 of it remain.
  assert.equal(await get("total-return"), "total-return 99000000 780");
  assert.equal(await get("total-return", "2024-01-03"), "total-return 100000000 390");
  assert.equal(await importText(barsCsv(bars), "DONE.csv", { dataDir, basis: "split" }), "added 780 of 780");
  const done = await readCatalogueBars(dataDir, "DONE", "1m", { ...RANGE, adjust: "total-return" }, open);
  assert.match(done.ok ? "" : (done.faults[0]?.detail ?? ""), /basis "split"; only raw prices are adjusted/);
  const raw = await readCatalogueBars(dataDir, "DONE", "1m", RANGE, open);
  assert.ok(raw.ok && raw.basis === "split" && raw.warnings.length === 1);
});

test("all hours are kept when wanted, and regular ones can be taken out of them", async () => {
  const dataDir = newFolder();
  const row = (ms: number): string => `${ms},1674100,1674200,1674000,1674100,100\n`;
  const zip = zipOf([
    { name: "20131007_spy_minute_trade.csv", text: [14_400_000, 34_200_000, 57_540_000, 57_600_000].map(row).join("") },
  ]);
  await importText(zip, "spy.zip", { dataDir, session: "all" });
  const count = async (session: "regular" | "all" | null): Promise<number> => {
    const read = await readCatalogueBars(dataDir, "SPY", "1m", { ...RANGE, session }, open);
    return read.ok ? read.columns.count : -1;
  };
  assert.deepEqual([await count(null), await count("all"), await count("regular")], [4, 4, 2]);
  const regular = newFolder();
  await importText(zip, "spy.zip", { dataDir: regular });
  const read = await readCatalogueBars(regular, "SPY", "1m", { ...RANGE, session: "all" }, open);
  assert.equal(read.ok ? "" : read.faults[0]?.code, "SESSION_MISSING");
});

test("an option root keeps its contracts apart, and a side without a quote stays empty", async () => {
  const dataDir = newFolder();
  const name = (strike: number): string => `20230803_spy_minute_quote_american_call_${strike}_20230901.csv`;
  const zip = zipOf([
    { name: name(4_300_000), text: "34200000,211900,221200,201900,221200,20,,,,,0\n" },
    {
      name: name(4_400_000),
      text: "34200000,,,,,0,1000,1000,1000,1000,5\n34260000,900,900,900,900,1,1000,1000,1000,1000,5\n",
    },
  ]);
  assert.equal(await importText(zip, "20230803_quote_american.zip", { dataDir }), "added 3 of 3");
  const wanted = { resolution: "1m-quote", from: null, to: null };
  const one = await readStoredRows(engine, dataDir, { ...wanted, symbol: "SPY   230901C00440000" });
  assert.ok(one.ok);
  const text = rowsCsv(shownRows(one.manifest.series.kind, one.columns, one.contracts), one.count);
  assert.deepEqual(text.split("\n"), [
    "ts_utc,bid_open,bid_high,bid_low,bid_close,bid_size,ask_open,ask_high,ask_low,ask_close,ask_size",
    "2023-08-03T13:30:00Z,,,,,0,0.10,0.10,0.10,0.10,5",
    "2023-08-03T13:31:00Z,0.09,0.09,0.09,0.09,1,0.10,0.10,0.10,0.10,5",
    "",
  ]);
  const all = await readStoredRows(engine, dataDir, { ...wanted, symbol: "SPY", resolution: "1m-option-quote" });
  assert.ok(all.ok);
  assert.deepEqual(all.contracts, ["SPY   230901C00430000", "SPY   230901C00440000", "SPY   230901C00440000"]);
});

test("of a file of several instruments only the wanted one's rows are counted", async () => {
  const rows = ["AAA", "BBB"].flatMap((symbol) =>
    Array.from({ length: 5 }, (_, i) => `2024-01-02 09:3${i},${symbol},10,11,9,10,5`),
  );
  const path = join(newFolder(), "both_1m.csv");
  writeFileSync(
    path,
    ["time,symbol,open,high,low,close,volume", ...rows, "2024-01-02 08:00,AAA,10,11,9,10,5"].join("\n"),
  );
  const result = await importFile(engine, path, optionsFor(newFolder(), { symbol: "BBB" }));
  assert.ok(result.ok && result.kind === "bars", JSON.stringify(result));
  const { source, added } = result;
  assert.deepEqual([added, source.rows, source.dropped, source.outside], [5, 5, 0, 0]);
});

test("days and weeks that were stored with all hours take the hours of their sessions", async () => {
  const header = "date,open,high,low,close,volume";
  const days = ["2024-01-01", "2024-01-02", "2024-07-03", "2024-07-04"].map((day) => `${day},10,11,9,10,5`);
  const weeks = ["2024-01-01", "2024-01-08", "2024-01-15"].map((day) => `${day},10,11,9,10,5`);
  for (const [name, rows, spans] of [
    ["AAA_1d.csv", days, ["2024-01-02T14:30Z 2024-01-02T21:00Z", "2024-07-03T13:30Z 2024-07-03T17:00Z"]],
    [
      "AAA_1w.csv",
      weeks,
      [
        "2024-01-02T14:30Z 2024-01-05T21:00Z",
        "2024-01-08T14:30Z 2024-01-12T21:00Z",
        "2024-01-16T14:30Z 2024-01-19T21:00Z",
      ],
    ],
  ] as const) {
    const dataDir = newFolder();
    const text = [header, ...rows].join("\n");
    assert.equal(await importText(text, name, { dataDir, session: "all" }), `added ${rows.length} of ${rows.length}`);
    const read = await readCatalogueBars(dataDir, "AAA", name.slice(4, 6), { ...RANGE, session: "regular" }, open);
    assert.ok(read.ok, JSON.stringify(read));
    const { tsOpen, tsClose, openMicros } = read.columns;
    const iso = (micros = 0): string => new Date(micros / 1000).toISOString().replace(":00.000Z", "Z");
    assert.deepEqual(
      Array.from(tsOpen, (open, i) => `${iso(open)} ${iso(tsClose[i])}`),
      spans,
      name,
    );
    assert.equal(openMicros.length, spans.length);
  }
});
