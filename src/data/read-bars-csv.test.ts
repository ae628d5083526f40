import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import type { BarColumns } from "./bar-columns.ts";
import { createColumns, setBar } from "./bar-columns.ts";
import { nyseSessions } from "./calendar/nyse-calendar.ts";
import type { ReadBarsOptions } from "./read-bars-csv.ts";
import { parseBarsCsv, READ_BARS_DEFAULTS, readBarsCsv } from "./read-bars-csv.ts";
import { barsCsv } from "./write-bars-csv.ts";

const HEADER = "datetime,open,high,low,close,volume";

/** Reads a text; the answer in one line: bars and opening times, or the faults. */
function read(text: string, options: Partial<ReadBarsOptions> = {}): string {
  const result = parseBarsCsv(Buffer.from(text), "SPY_test.csv", { ...READ_BARS_DEFAULTS, ...options });
  if (!result.ok) return result.faults.map((fault) => `${fault.code}:${fault.line}`).join(" ");
  const { columns } = result;
  const times = [...columns.tsOpen].map((time) => new Date(time / 1000).toISOString().slice(0, 16));
  return `${columns.symbol} ${columns.timeframeSeconds} ${times.join(" ")}`;
}

function bars(times: readonly string[], price = "10,11,9,10,5"): string {
  return [HEADER, ...times.map((time) => `${time},${price}`)].join("\n");
}

test("times are read in every form real files use, and give the same instants", () => {
  const expected = "SPY 60 2024-03-11T13:30 2024-03-11T13:31";
  const forms: Record<string, readonly string[]> = {
    "blank, New York": ["2024-03-11 09:30", "2024-03-11 09:31"],
    "T, seconds": ["2024-03-11T09:30:00", "2024-03-11T09:31:00"],
    fraction: ["2024-03-11T09:30:00.000", "2024-03-11T09:31:00.000"],
    Z: ["2024-03-11T13:30:00Z", "2024-03-11T13:31:00Z"],
    "+00:00": ["2024-03-11 13:30:00+00:00", "2024-03-11 13:31:00+00:00"],
    "-04:00": ["2024-03-11 09:30:00-04:00", "2024-03-11 09:31:00-04:00"],
    "-0400 after a blank": ["2024-03-11 09:30:00 -0400", "2024-03-11 09:31:00 -0400"],
    US: ["3/11/24 9:30", "3/11/24 9:31"],
    "US, long year": ["03/11/2024 09:30:00", "03/11/2024 09:31:00"],
    "compact day": ["20240311 09:30", "20240311 09:31"],
    "epoch s": ["1710163800", "1710163860"],
    "epoch s with fraction": ["1710163800.0", "1710163860.0"],
    "epoch ms": ["1710163800000", "1710163860000"],
    "epoch us": ["1710163800000000", "1710163860000000"],
    quoted: ['"2024-03-11 09:30"', '"2024-03-11 09:31"'],
  };
  for (const [name, times] of Object.entries(forms)) assert.equal(read(bars(times)), expected, name);
  assert.equal(read(bars(["2024-03-11 14:30", "2024-03-11 14:31"]), { tz: "Europe/Berlin" }), expected);
});

test("line ends, marks, blank lines, header spelling, delimiters and column order do not matter", () => {
  const rows = ["2024-03-11 09:30,10,11,9,10.5,5", "2024-03-11 09:31,10,11,9,10.5,5"];
  const expected = "SPY 60 2024-03-11T13:30 2024-03-11T13:31";
  for (const end of ["\n", "\r\n", "\r"]) assert.equal(read([HEADER, ...rows, "", ""].join(end)), expected);
  assert.equal(read(`\uFEFF${HEADER}\n${rows.join("\n")}`), expected);
  assert.equal(read(`\n\n Date Time , OPEN,High,low,Close,VOL\n${rows.join("\n")}\n,,,,,\n`), expected);
  assert.equal(read(`ts;open;high;low;close;volume\n${rows.join("\n").replaceAll(",", ";")}`), expected);
  const swapped =
    "x,close,high,low,open,dt,volume,y\n,10.5,11,9,10,2024-03-11 09:30,5,z\n,10.5,11,9,10,2024-03-11 09:31,5,";
  assert.equal(read(swapped), expected);
  assert.equal(read(`ts_utc,open,high,low,close\n2024-03-11 13:30,1,1,1,1\n2024-03-11 13:31,1,1,1,1`), expected);
});

test("a vendor's file with a title line, CR line ends and #NAME? for a date is refused at that row alone", () => {
  const rows = ["#NAME?,10,11,9,10,5", "3/11/24 9:30,10,11,9,10,5", "3/11/24 9:31,10,11,9,10,5"];
  const text = ["SPY US Equity,,", "Dates,Open,High,Low,Close,Volume", ...rows].join("\r");
  assert.equal(read(text), "BAD_ROW:3");
  const result = parseBarsCsv(Buffer.from(text), "SPY.csv", { ...READ_BARS_DEFAULTS, skipBadRows: true });
  assert.ok(result.ok);
  assert.equal(result.columns.count, 2);
  assert.match(result.warnings.join("; "), /columns are named on line 2.*1 bad rows skipped, first at line 3/);
  // Closes alone are refused for what they are, a row in place of the header too.
  const detail = (lines: string): string => {
    const refused = parseBarsCsv(Buffer.from(lines), "SPY.csv", READ_BARS_DEFAULTS);
    return refused.ok ? "read" : (refused.faults[0]?.detail ?? "");
  };
  assert.match(detail("SPY US Equity,,\rDates,Close,Volume\r12/1/21 9:31,460.81,348832\r"), /closes alone are no bars/);
  assert.match(detail("2024-03-11 09:30,10,11,9,10,5\n"), /that is a row; put a header line above it/);
});

test("what was taken for granted is told with the option that says otherwise", () => {
  const assumed = (text: string, options: Partial<ReadBarsOptions> = {}): string => {
    const result = parseBarsCsv(Buffer.from(text), "SPY.csv", { ...READ_BARS_DEFAULTS, ...options });
    return result.ok ? result.assumed.join("; ") : "refused";
  };
  const bare = bars(["2024-03-11 09:30", "2024-03-11 09:31"]);
  assert.match(assumed(bare), /read in America\/New_York; --tz ZONE says otherwise; .*--bar-time close says otherwise/);
  assert.doesNotMatch(assumed(bars(["2024-03-11T13:30Z", "2024-03-11T13:31Z"])), /--tz/);
  // Days need neither: the date names the session.
  assert.equal(assumed(bars(["2024-03-11", "2024-03-12"])), "");
});

test("files that cannot be read say why with a code of the closed list", () => {
  const table: [string, string, Partial<ReadBarsOptions>?][] = [
    ["", "FILE_EMPTY:0"],
    ["\n\n", "FILE_EMPTY:0"],
    [HEADER, "FILE_EMPTY:1"],
    ["2024-03-11 09:30,10,11,9,10,5", "HEADER_UNKNOWN:1"],
    ["time,date,open,high,low,close\n1,2,3,4,5,6", "HEADER_UNKNOWN:1"],
    [bars(["2024-03-11 09:30", "2024-03-11 09:31"]), "ZONE_UNKNOWN:0", { tz: "Mars/Base" }],
    [bars(["2024-03-11 09:30"]), "TIMEFRAME_UNKNOWN:0"],
    [bars(["2024-03-11 20:30", "2024-03-11 20:31"]), "WRONG_ZONE:0"],
    [bars(["2024-03-09 09:30", "2024-03-09 09:31"]), "NO_ROWS_LEFT:0"],
    [bars(["2024-03-11 09:30", "2024-03-11 09:31"]), "NO_ROWS_LEFT:0", { from: "2024-03-12" }],
    [bars(["2024-03-11 09:30", "2024-03-11 09:33", "2024-03-11 09:32", "2024-03-11 09:34"]), "MIXED_ORDER:4"],
  ];
  for (const [text, expected, options] of table) assert.equal(read(text, options), expected, text);
});

test("each planted bad row is found on its line; skipping drops exactly those", () => {
  const minutes = Array.from({ length: 60 }, (_, i) => `2024-03-11 10:${String(i).padStart(2, "0")}`);
  const faults: [string, string][] = [
    ["10,9,11,10,5", "BAD_ROW"],
    ["12,11,9,10,5", "BAD_ROW"],
    ["10,11,9,8,5", "BAD_ROW"],
    ["0,11,0,10,5", "BAD_ROW"],
    ["-10,11,-10,10,5", "BAD_ROW"],
    ["null,11,9,10,5", "BAD_ROW"],
    ["10,11,9,,5", "BAD_ROW"],
    ["10,11,9,1O,5", "BAD_ROW"],
    ["10,11,9,10,-5", "BAD_ROW"],
    ["10,11,9", "BAD_ROW"],
    ["10,11,9,10.1234567x,5", "BAD_ROW"],
  ];
  for (const [i, [planted, code]] of faults.entries()) {
    const lines = minutes.map((time, k) => `${time},${k === 7 + i ? planted : "10,11,9,10,5"}`);
    const text = [HEADER, ...lines].join("\n");
    assert.equal(read(text), `${code}:${9 + i}`, planted);
    assert.equal(read(text, { skipBadRows: true }).split(" ").length, 2 + 59, planted);
  }
  const times: [string, string][] = [
    ["2024-03-11 10:06", "DUPLICATE_TIME:9"],
    ["2024-03-11 09:59", "BAD_ROW:9"],
    ["2024-13-11 10:07", "BAD_ROW:9"],
    ["2024-02-30 10:07", "BAD_ROW:9"],
    ["2024-03-1: 10:07", "BAD_ROW:9"],
    ["2024-03-11 24:07", "BAD_ROW:9"],
    ["2024-03-11 10:07+99", "BAD_ROW:9"],
    ["#NAME?", "BAD_ROW:9"],
    ["", "BAD_ROW:9"],
  ];
  for (const [planted, expected] of times) {
    const text = bars(minutes.map((time, k) => (k === 7 ? planted : time)));
    assert.equal(read(text), expected, planted);
    assert.equal(read(text, { skipBadRows: true }).split(" ").length, 2 + 59, planted);
  }
});

test("a falling file is reversed with a warning, an unfinished last bar dropped with one", () => {
  const text = `${bars(["2024-03-11 09:32", "2024-03-11 09:31", "2024-03-11 09:30"])}\n`;
  const result = parseBarsCsv(Buffer.from(text), "SPY.csv", READ_BARS_DEFAULTS);
  assert.ok(result.ok);
  assert.equal(result.columns.count, 3);
  assert.match(result.warnings.join(), /newest to oldest/);
  const open = `${bars(["2024-03-11 09:30", "2024-03-11 09:31"])}\n2024-03-11 09:32,10,10,10,10,0`;
  const cut = parseBarsCsv(Buffer.from(open), "SPY.csv", READ_BARS_DEFAULTS);
  assert.ok(cut.ok);
  assert.equal(cut.columns.count, 2);
  assert.match(cut.warnings.join(), /:4: the last bar has volume 0/);
});

test("one file of several instruments: named, listed, order judged for each alone", () => {
  const text =
    "symbol,time,open,high,low,close\nA,2024-03-11 09:30,1,1,1,1\nB,2024-03-11 09:31,2,2,2,2\nA,2024-03-11 09:31,1,1,1,1\nB,2024-03-11 09:30,2,2,2,2";
  assert.equal(read(text), "SYMBOL_UNKNOWN:0");
  assert.equal(read(text, { symbol: "C" }), "SYMBOL_UNKNOWN:0");
  assert.equal(read(text, { symbol: "A" }), "A 60 2024-03-11T13:30 2024-03-11T13:31");
  assert.equal(read(text, { symbol: "B" }), "B 60 2024-03-11T13:30 2024-03-11T13:31");
});

test("regular session, dates and bar times", () => {
  const ends = ["2024-03-08 09:31", "2024-03-08 16:00", "2024-03-11 09:31", "2024-03-11 16:00"];
  const expected = "SPY 60 2024-03-08T14:30 2024-03-08T20:59 2024-03-11T13:30 2024-03-11T19:59";
  assert.equal(read(bars(ends), { barTime: "close", timeframeSeconds: 60 }), expected);
  const opens = ["2024-03-08 09:29", "2024-03-08 09:30", "2024-03-08 15:59", "2024-03-08 16:00", "2024-03-11 09:30"];
  const all = { session: "all", timeframeSeconds: 60 } as const;
  assert.equal(read(bars(opens), all).split(" ").length, 7);
  assert.equal(read(bars(opens), { ...all, to: "2024-03-08" }).split(" ").length, 6);
  assert.equal(read(bars(opens), { ...all, from: "2024-03-11" }), "SPY 60 2024-03-11T13:30");
  // 2024-11-29 closes at 13:00; the 12:30 bar of an hourly file is half as long as the others.
  const hourly = ["09:30", "10:30", "11:30", "12:30"].map((time) => `2024-11-29 ${time}`);
  const result = parseBarsCsv(Buffer.from(bars(hourly)), "SPY.csv", READ_BARS_DEFAULTS);
  assert.ok(result.ok);
  assert.equal(result.columns.count, 4);
  assert.equal((result.columns.tsClose[3] ?? 0) - (result.columns.tsOpen[3] ?? 0), 1800e6);
});

test("a date names the session whatever its clock and zone; a date without a session is a bad row", () => {
  const expected = "SPY 86400 2024-03-07T14:30 2024-03-08T14:30 2024-03-11T13:30";
  for (const tail of ["", " 00:00:00+00:00", " 16:00", "T05:00:00Z"]) {
    assert.equal(read(bars(["2024-03-07", "2024-03-08", "2024-03-11"].map((day) => day + tail))), expected, tail);
  }
  assert.equal(read(bars(["2024-03-07", "2024-03-08", "2024-03-09", "2024-03-11"])), "BAD_ROW:4");
  const week = read(bars(["2024-02-26", "2024-03-04", "2024-03-11"]));
  assert.equal(week, "SPY 604800 2024-02-26T14:30 2024-03-04T14:30 2024-03-11T13:30");
});

test("files on disk: missing, a folder, damaged gzip, plain text named .gz, sound gzip", () => {
  const folder = mkdtempSync(join(tmpdir(), "bars-"));
  const code = (path: string): string => {
    const result = readBarsCsv(path);
    return result.ok ? `ok ${result.sha256.slice(0, 8)}` : (result.faults[0]?.code ?? "");
  };
  const text = bars(["2024-03-11 09:30", "2024-03-11 09:31"]);
  const put = (name: string, bytes: string | Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  assert.equal(code(join(folder, "none.csv")), "FILE_MISSING");
  assert.equal(code(folder), "FILE_UNREADABLE");
  assert.equal(code(put("empty.csv", "")), "FILE_EMPTY");
  assert.equal(code(put("plain.csv.gz", text)), "NOT_GZIP");
  assert.equal(code(put("cut.csv.gz", gzipSync(text).subarray(0, 40))), "NOT_GZIP");
  // The hash is that of the uncompressed bytes, packed or not.
  assert.equal(code(put("a.csv.gz", gzipSync(text))), code(put("a.csv", text)));
  rmSync(folder, { recursive: true });
});

test("property: what is written is read back bit for bit", () => {
  const session = nyseSessions("2024-03-11", "2024-03-11")[0];
  assert.ok(session);
  const bar = fc.record({
    low: fc.integer({ min: 1, max: 4_000_000_000_000 }),
    up: fc.array(fc.integer({ min: 0, max: 999_999_999 }), { minLength: 3, maxLength: 3 }),
    volume: fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e12, noNaN: true })),
  });
  fc.assert(
    fc.property(
      fc.array(bar, { minLength: 2, maxLength: 60, size: "max" }),
      fc.constantFrom("\n", "\r\n"),
      (list, end) => {
        const columns: BarColumns = createColumns("SPY", list.length, 60);
        for (const [i, one] of list.entries()) {
          const [a = 0, b = 0, c = 0] = one.up;
          const tsOpen = session.openMicros + i * 60e6;
          const [open, close] = [one.low + a, one.low + b];
          const high = Math.max(open, close) + c;
          const volume = i === list.length - 1 ? one.volume + 1 : one.volume;
          setBar(columns, i, {
            tsOpen,
            tsClose: tsOpen + 60e6,
            openMicros: open,
            highMicros: high,
            lowMicros: one.low,
            closeMicros: close,
            volume,
          });
        }
        const text = barsCsv(columns).replaceAll("\n", end);
        const result = parseBarsCsv(Buffer.from(text), "SPY.csv", { ...READ_BARS_DEFAULTS, timeframeSeconds: 60 });
        assert.ok(result.ok, JSON.stringify(result));
        assert.deepEqual(result.columns, columns);
      },
    ),
    { numRuns: 100 },
  );
});
