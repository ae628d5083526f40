import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { windowsOfBytes, windowsOfStream } from "./byte-windows.ts";
import { scanBarsFile } from "./scan-bars-file.ts";
import type { ScannedRows } from "./scanned-rows.ts";

const COLUMNS = ["wall", "utc", "open", "high", "low", "close", "volume", "line", "symbol"] as const;

function scan(text: string, windowBytes: number | null, tz = "America/New_York"): ScannedRows {
  const bytes = Buffer.from(text);
  let at = 0;
  const pull = (into: Uint8Array): number => {
    const part = bytes.subarray(at, at + into.length);
    into.set(part);
    at += part.length;
    return part.length;
  };
  const stream = { expectedBytes: 0, onBytes: () => {}, close: () => {} };
  const windows = windowBytes === null ? windowsOfBytes(bytes) : windowsOfStream(pull, { ...stream, windowBytes });
  const read = scanBarsFile(windows, "SPY.csv", tz);
  assert.ok(read.ok, JSON.stringify(read));
  return read.scanned.rows;
}

/** What the rows hold, without the room they have to spare. */
function contentOf(rows: ScannedRows): object {
  const columns = COLUMNS.map((name) => [...rows[name].subarray(0, rows.count)]);
  const { count, rowCount, zonedCount, dateOnlyCount, issues, symbols } = rows;
  return { columns, count, rowCount, zonedCount, dateOnlyCount, issues, symbols };
}

const PRICES = fc.constantFrom(
  "10.25",
  "98765.4321",
  "9999.999999",
  "4294967296.5",
  "10",
  "10.1234567890123",
  "10.5e0",
  "0.000001",
  "123456789.123456",
  "00010.30",
  "10.",
);
const TIMES = fc.constantFrom(
  "2024-03-11 09:",
  "2024-03-11T09:",
  "2024-03-11 15:",
  "2024-03-10 01:",
  "2024-03-10 02:",
  "2024-11-03 01:",
  "2024-03-11 9:",
);
const TAILS = fc.constantFrom("", ":00", ":30", ":00Z", ":00-05:00", ":00.25", ":61", "x");
const ODD = fc.constantFrom(
  "",
  ",,,,,,",
  " ",
  "null,1,1,1,1,1,A",
  "2024-03-11 09:30,1,2",
  "2024-03-11 09:30,2,1,3,2,5,A,more",
  '"',
);

const ROW = fc
  .tuple(
    TIMES,
    fc.integer({ min: 0, max: 61 }),
    TAILS,
    PRICES,
    fc.constantFrom("5", "0", "12.5", "1e3", "4000000000"),
    fc.constantFrom("A", "AB", "B C"),
  )
  .map(([day, minute, tail, price, volume, symbol]) => {
    const time = `${day}${String(minute).padStart(2, "0")}${tail}`;
    return [time, price, price, price, price, volume, symbol];
  });

/** The same file twice: plain, and with quotes that leave every row to the full rules. */
function bothWays(rows: readonly (readonly string[] | string)[], end: string): [plain: string, quoted: string] {
  const header = "datetime,open,high,low,close,volume,symbol,note";
  const plain = rows.map((row) => (typeof row === "string" ? row : `${row.join(",")},x`));
  const quoted = rows.map((row) =>
    typeof row === "string" ? row : `${row.slice(0, 5).join(",")},"${row[5]}",${row[6]},x`,
  );
  return [[header, ...plain, ""].join(end), [header, ...quoted, ""].join(end)];
}

test("property: the fast way and the full rules read the same, in one window or in many", () => {
  const file = fc.array(fc.oneof({ weight: 9, arbitrary: ROW }, { weight: 1, arbitrary: ODD }), {
    minLength: 1,
    maxLength: 40,
    size: "max",
  });
  fc.assert(
    fc.property(
      file,
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.integer({ min: 60, max: 600 }),
      (rows, end, windowBytes) => {
        const [plain, quoted] = bothWays(rows.some((row) => typeof row !== "string") ? rows : [...rows, "x"], end);
        const whole = contentOf(scan(plain, null));
        assert.deepEqual(whole, contentOf(scan(quoted, null)));
        assert.deepEqual(whole, contentOf(scan(plain, windowBytes)));
      },
    ),
    { numRuns: 300 },
  );
});

test("minutes of one hour are read from the hour before, but not across a change of clocks", () => {
  const rows = ["01:58", "01:59", "02:00", "02:30", "03:00", "03:01"].map((time) => `2024-03-10 ${time},1,1,1,1`);
  const { utc, count } = scan(["time,open,high,low,close", ...rows, ""].join("\n"), null);
  const texts = [...utc.subarray(0, count)].map((time) => new Date(time / 1000).toISOString().slice(11, 16));
  // 02:00 to 03:00 does not exist in New York on that day: those times move forward by the hour.
  assert.deepEqual(texts, ["06:58", "06:59", "07:00", "07:30", "07:00", "07:01"]);
  // Lord Howe Island moves its clocks by half an hour: 02:00 to 02:30 does not exist on 2024-10-06.
  const half = ["02:10", "02:29", "02:30", "02:31"].map((time) => `2024-10-06 ${time},1,1,1,1`);
  const island = scan(["time,open,high,low,close", ...half, ""].join("\n"), null, "Australia/Lord_Howe");
  const shown = [...island.utc.subarray(0, 4)].map((time) => new Date(time / 1000).toISOString().slice(11, 16));
  assert.deepEqual(shown, ["15:40", "15:59", "15:30", "15:31"]);
});
