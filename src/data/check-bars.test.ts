import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { sessionTable } from "./calendar/nyse-calendar.ts";
import type { BarsReport } from "./check-bars.ts";
import { checkBars, listGaps } from "./check-bars.ts";
import { generateBars } from "./market-generator.ts";
import { READ_BARS_DEFAULTS } from "./read-bars-csv.ts";
import { barsCsv } from "./write-bars-csv.ts";

const SHARED = fileURLToPath(new URL("../../../shared/data/bars/", import.meta.url));
const skip = existsSync(SHARED) ? false : "NO REAL BARS beside the project (../shared/data/bars): not checked";

const [SPY] = generateBars(["SPY"], 9, sessionTable("2024-03-07", "2024-03-13"));

/** The generated file after `change` to its lines (index 0 is line 1), as the report. */
function reportOf(change: (lines: string[]) => void, name = "SPY_1m.csv"): BarsReport {
  assert.ok(SPY);
  const lines = barsCsv(SPY).trimEnd().split("\n");
  change(lines);
  const folder = mkdtempSync(join(tmpdir(), "check-"));
  const path = join(folder, name);
  writeFileSync(path, lines.join("\n"));
  const report = checkBars(path, READ_BARS_DEFAULTS);
  rmSync(folder, { recursive: true });
  return report;
}

/** The same as `verdict` and `kind:line` of each issue. */
function check(change: (lines: string[]) => void): string {
  const report = reportOf(change);
  return [report.verdict, ...report.issues.map((issue) => `${issue.kind}:${issue.line}`)].join(" ");
}

function replaceField(lines: string[], line: number, field: number, value: (old: string) => string): void {
  const fields = (lines[line - 1] ?? "").split(",");
  fields[field] = value(fields[field] ?? "");
  lines[line - 1] = fields.join(",");
}

test("each planted fault is found and its line named", () => {
  assert.equal(
    check(() => {}),
    "ok",
  );
  assert.equal(
    check((lines) => lines.splice(100, 5)),
    "warn gap:100",
  );
  assert.equal(
    check((lines) => lines.splice(391, 390)),
    "warn gap:391",
  );
  assert.equal(
    check((lines) => lines.splice(389, 2)),
    "warn gap:389",
  );
  assert.equal(
    check((lines) => replaceField(lines, 200, 2, (high) => String(Number(high) * 1.1))),
    "warn outlier:200",
  );
  assert.equal(
    check((lines) => replaceField(lines, 200, 3, (low) => String(Number(low) * 0.9))),
    "warn outlier:200",
  );
  assert.equal(
    check((lines) => replaceField(lines, 200, 2, () => "1")),
    "refuse BAD_ROW:200",
  );
  assert.equal(
    check((lines) => lines.splice(50, 0, lines[49] ?? "")),
    "refuse DUPLICATE_TIME:51",
  );
  const stale = check((lines) => {
    for (let line = 301; line <= 312; line += 1) {
      lines[line - 1] = [(lines[line - 1] ?? "").split(",")[0], ...(lines[299] ?? "").split(",").slice(1)].join(",");
    }
  });
  assert.equal(stale, "warn stale:300");
  assert.equal(
    check((lines) => lines.reverse().unshift(lines.pop() ?? "")),
    "warn note:0",
  );
  const shifted = check((lines) => {
    for (let line = 2; line <= lines.length; line += 1)
      replaceField(lines, line, 0, (time) => time.replace("Z", "-05:00"));
  });
  assert.match(shifted, /^refuse WRONG_ZONE:0/);
});

test("files without bars are refused with the code", () => {
  assert.equal(checkBars("/nowhere/SPY.csv", READ_BARS_DEFAULTS).issues[0]?.kind, "FILE_MISSING");
  assert.match(
    check((lines) => lines.splice(0, 1)),
    /^refuse HEADER_UNKNOWN:1/,
  );
});

test("planted faults of a whole stretch are one finding each", () => {
  // A split of 10 for 1 in the night before the third session, and one the other way round.
  const scale = (factor: number) => (lines: string[]) => {
    for (let line = 782; line <= lines.length; line += 1)
      for (const field of [1, 2, 3, 4]) replaceField(lines, line, field, (price) => String(Number(price) * factor));
  };
  assert.equal(check(scale(0.1)), "warn split:782");
  assert.equal(check(scale(20)), "warn split:782");
  assert.equal(check(scale(2 / 3)), "warn split:782");
  // Half of that is a crash, not a split.
  assert.equal(check(scale(0.83)), "ok");
  const thinned = check((lines) => {
    const kept = lines.filter((_, i) => i === 0 || i % 17 !== 5);
    lines.splice(0, lines.length, ...kept);
  });
  assert.equal(thinned, "warn thin:5");
  assert.equal(
    check((lines) => {
      for (let line = 900; line < 1000; line += 1) replaceField(lines, line, 5, () => "0");
    }),
    "warn zero-volume:900",
  );
  // Two sessions in a row are one gap.
  assert.equal(
    check((lines) => lines.splice(391, 780)),
    "warn gap:391",
  );
  // Twelve gaps of two bars: the ten first are named, the rest is counted.
  const holes = reportOf((lines) => {
    for (let i = 12; i > 0; i -= 1) lines.splice(i * 20, 2);
  });
  assert.equal(holes.issues.length, 11);
  assert.ok(holes.issues.some((issue) => issue.detail.startsWith("2 more gaps of together 4 bars")));
});

test("rows outside regular hours are told, not held against the file", () => {
  const report = reportOf((lines) => {
    const early = (lines[1] ?? "").split(",").slice(1).join(",");
    lines.splice(1, 0, `2024-03-07T14:28:00Z,${early}`, `2024-03-07T14:29:00Z,${early}`);
  });
  assert.deepEqual([report.verdict, report.issues.map((issue) => issue.kind)], ["ok", ["info"]]);
});

test("times without a zone: the report says which zone was taken and how to name another", () => {
  const report = reportOf((lines) => {
    for (let line = 2; line <= lines.length; line += 1)
      replaceField(lines, line, 0, (time) => new Date(Date.parse(time) - 5 * 3600e3).toISOString().slice(0, 16));
    lines[0] = (lines[0] ?? "").replace("ts_utc", "datetime");
    lines.splice(391);
  });
  assert.deepEqual(report.issues, []);
  assert.match(report.assumed.join("; "), /read in America\/New_York; --tz ZONE says otherwise/);
});

test("gaps are listed one by one, with the bars a session should have", () => {
  assert.ok(SPY);
  const folder = mkdtempSync(join(tmpdir(), "gaps-"));
  const path = join(folder, "SPY_1m.csv");
  const lines = barsCsv(SPY).trimEnd().split("\n");
  lines.splice(391, 390);
  lines.splice(100, 5);
  writeFileSync(path, lines.join("\n"));
  const listed = listGaps(path, READ_BARS_DEFAULTS);
  rmSync(folder, { recursive: true });
  assert.ok(listed.ok);
  const [one] = listed.instruments;
  assert.ok(one);
  assert.deepEqual([one.instrument, one.sessions, one.expectedBars, one.missingBars], ["SPY", 4, 1560, 5]);
  assert.deepEqual(
    one.gaps.map((gap) => [gap.kind, gap.line, gap.day, gap.missing]),
    [
      ["bars", 100, "2024-03-07", 5],
      ["sessions", 386, "2024-03-08", 1],
    ],
  );
  const missing = listGaps("/nowhere/SPY.csv", READ_BARS_DEFAULTS);
  assert.ok(!missing.ok && missing.issues[0]?.kind === "FILE_MISSING");
});

test("known bad prints in real files of extended hours are found, though a run leaves those hours out", {
  skip,
}, () => {
  // The close of NVDA's bar is the 115.79 of the vendor's feed; its low lies farther out still.
  const prints: [file: string, time: string, price: string][] = [
    ["SPY", "2025-09-11 16:40:00", "low 568.07"],
    ["IWM", "2025-09-10 17:10:00", "low 219.66"],
    ["NVDA", "2025-07-09 16:55:00", "low 100.19"],
  ];
  for (const [symbol, time, price] of prints) {
    const path = `${SHARED}5m/${symbol}_5m_2025-07-03_2025-09-26_ext.csv.gz`;
    const lines = gunzipSync(readFileSync(path)).toString().split(/\r?\n/);
    const line = lines.findIndex((text) => text.startsWith(time)) + 1;
    const found = checkBars(path, READ_BARS_DEFAULTS).issues.filter((issue) => issue.kind === "outlier");
    assert.ok(
      found.some((issue) => issue.line === line && issue.detail.startsWith(price)),
      `${symbol} ${time}`,
    );
  }
});

test("a bad row of a file of several instruments is one finding, not one of each", () => {
  const folder = mkdtempSync(join(tmpdir(), "check-"));
  const path = join(folder, "all_1m.csv");
  const rows = Array.from({ length: 4 }, (_, i) =>
    ["AAA", "BBB"].map((symbol) => `2024-01-02 09:3${i},${symbol},10,11,9,10.${i},5`),
  ).flat();
  rows.push("2024-01-02 09:34,BBB,10,8,9,10,5", "2024-01-02 09:33,BBB,10,11,9,10,5");
  writeFileSync(path, ["time,symbol,open,high,low,close,volume", ...rows].join("\n"));
  const { verdict, issues } = checkBars(path, READ_BARS_DEFAULTS);
  rmSync(folder, { recursive: true });
  assert.equal(verdict, "refuse");
  assert.deepEqual(
    issues.map(({ line, kind, detail }) => `${line} ${kind} ${detail}`),
    ["10 BAD_ROW high 8 is below low 9", "11 DUPLICATE_TIME BBB: the time of line 9 again"],
  );
});
