import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { sliceColumns } from "./bar-columns.ts";
import { checkBars } from "./check-bars.ts";
import { GENERATE_FROM, generateData } from "./generate-data.ts";
import { READ_BARS_DEFAULTS, readBarsCsv } from "./read-bars-csv.ts";
import { readBarsPath } from "./read-bars-folder.ts";
import { writeBarsCsv } from "./write-bars-csv.ts";

function inFolder(run: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "bars-"));
  try {
    run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const REQUEST = { instruments: ["SPY", "IWM"], sessions: 3, seed: 4, from: GENERATE_FROM };

test("generated files are the same for a seed, check as sound and read back as a folder", () => {
  inFolder((folder) => {
    const made = generateData({ ...REQUEST, out: join(folder, "a") });
    assert.ok(made.ok);
    assert.equal(made.rows, 2 * 3 * 390);
    generateData({ ...REQUEST, out: join(folder, "b") });
    const text = readFileSync(join(folder, "a", "SPY_1m.csv"), "utf8");
    assert.equal(text, readFileSync(join(folder, "b", "SPY_1m.csv"), "utf8"));
    const path = join(folder, "a", "SPY_1m.csv");
    assert.deepEqual(checkBars(path, READ_BARS_DEFAULTS), {
      file: path,
      verdict: "ok",
      rows: 1170,
      from: "2024-01-02T14:30:00Z",
      to: "2024-01-04T21:00:00Z",
      issues: [],
      assumed: ["times were read as the opening of their bars; --bar-time close says otherwise"],
    });
    const read = readBarsPath(join(folder, "a"), null, READ_BARS_DEFAULTS);
    assert.ok(read.ok);
    assert.deepEqual(
      read.instruments.map((columns) => `${columns.symbol} ${columns.count}`),
      ["IWM 1170", "SPY 1170"],
    );
    const one = readBarsPath(join(folder, "a"), ["SPY"], READ_BARS_DEFAULTS);
    assert.ok(one.ok && one.instruments.length === 1);
    const missing = readBarsPath(join(folder, "a"), ["QQQ"], READ_BARS_DEFAULTS);
    assert.ok(!missing.ok && missing.faults[0]?.code === "SYMBOL_UNKNOWN");
  });
});

test("bad requests for data are refused with the field", () => {
  const ask = (change: object): string => {
    const result = generateData({ ...REQUEST, out: "unused", ...change });
    return result.ok ? "ok" : result.field;
  };
  assert.equal(ask({ instruments: [] }), "instruments");
  assert.equal(ask({ instruments: ["../x"] }), "instruments");
  assert.equal(ask({ instruments: ["SPY", "SPY"] }), "instruments");
  assert.equal(ask({ sessions: 0 }), "sessions");
  assert.equal(ask({ sessions: 1e6 }), "sessions");
  assert.equal(ask({ seed: 1.5 }), "seed");
});

test("several files of an instrument are chained by time, overlaps and mixed lengths refused", () => {
  inFolder((folder) => {
    const source = join(folder, "source");
    generateData({ ...REQUEST, instruments: ["SPY"], out: source });
    const whole = readBarsCsv(join(source, "SPY_1m.csv"));
    assert.ok(whole.ok);
    rmSync(join(source, "SPY_1m.csv"));
    const empty = readBarsPath(source, null, READ_BARS_DEFAULTS);
    assert.ok(!empty.ok && empty.faults[0]?.code === "FILE_MISSING");
    // Named against the order of time: the second part comes first by name.
    writeBarsCsv(join(source, "SPY_a.csv"), sliceColumns(whole.columns, 500, 1170));
    writeBarsCsv(join(source, "SPY_b.csv.gz"), sliceColumns(whole.columns, 0, 500));
    const chained = readBarsPath(source, null, READ_BARS_DEFAULTS);
    assert.ok(chained.ok);
    assert.deepEqual(chained.instruments[0], whole.columns);
    assert.equal(chained.instruments[0]?.count, 1170);
    writeBarsCsv(join(source, "SPY_c.csv"), sliceColumns(whole.columns, 499, 600));
    const overlapping = readBarsPath(source, null, READ_BARS_DEFAULTS);
    assert.ok(!overlapping.ok && overlapping.faults[0]?.code === "OVERLAP");
  });
});

test("a row without its symbol is bad, whichever instruments are wanted, and is told once", () => {
  inFolder((folder) => {
    const rows = ["AAA", "BBB"].map((symbol) => `2024-01-02 09:30,10,11,9,10,5,${symbol}`);
    const more = rows.map((row) => row.replace("09:30", "09:31"));
    const path = join(folder, "both.csv");
    const text = ["time,open,high,low,close,volume,symbol", ...rows, ...more, "2024-01-02 09:32,10,11,9,10,5"];
    writeFileSync(path, text.join("\n"));
    const read = readBarsPath(path, ["AAA", "BBB"], READ_BARS_DEFAULTS);
    assert.ok(!read.ok);
    assert.deepEqual(read.faults, [
      {
        code: "BAD_ROW",
        file: path,
        line: 6,
        detail: "the row has 6 columns and none for symbol; the header has 7",
      },
    ]);
    const skipping = readBarsPath(path, ["AAA", "BBB"], { ...READ_BARS_DEFAULTS, skipBadRows: true });
    assert.ok(skipping.ok);
    assert.deepEqual(
      [skipping.warnings, skipping.instruments.map((columns) => columns.count)],
      [[`${path}: 1 bad rows skipped, first at line 6`], [2, 2]],
    );
  });
});
