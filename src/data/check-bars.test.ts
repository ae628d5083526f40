import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { sessionTable } from "./calendar/nyse-calendar.ts";
import { checkBars } from "./check-bars.ts";
import { generateBars } from "./market-generator.ts";
import { READ_BARS_DEFAULTS } from "./read-bars-csv.ts";
import { barsCsv } from "./write-bars-csv.ts";

const SHARED = fileURLToPath(new URL("../../../shared/data/bars/", import.meta.url));
const skip = existsSync(SHARED) ? false : "NO REAL BARS beside the project (../shared/data/bars): not checked";

const [SPY] = generateBars(["SPY"], 9, sessionTable("2024-03-07", "2024-03-13"));

/** The generated file after `change` to its lines (index 0 is line 1), as `verdict` and `kind:line` of each issue. */
function check(change: (lines: string[]) => void): string {
  assert.ok(SPY);
  const lines = barsCsv(SPY).trimEnd().split("\n");
  change(lines);
  const folder = mkdtempSync(join(tmpdir(), "check-"));
  const path = join(folder, "SPY_1m.csv");
  writeFileSync(path, lines.join("\n"));
  const report = checkBars(path, READ_BARS_DEFAULTS);
  rmSync(folder, { recursive: true });
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
    "warn gap:101",
  );
  assert.equal(
    check((lines) => lines.splice(391, 390)),
    "warn gap:392",
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
    "refuse BAD_ROW:200 gap:201",
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

test("known bad prints in a real file of extended hours are found", { skip }, () => {
  const path = `${SHARED}5m/SPY_5m_2025-07-03_2025-09-26_ext.csv.gz`;
  const report = checkBars(path, { ...READ_BARS_DEFAULTS, session: "all" });
  const outliers = report.issues.filter((issue) => issue.kind === "outlier");
  assert.equal(report.verdict, "warn");
  // 2025-09-11 16:40 New York, a low of 568.07 between bars near 657.
  assert.ok(outliers.some((issue) => issue.line === 9185 && /low lies 13\.6 %/.test(issue.detail)));
  const mixed = checkBars(`${SHARED}dirty/SPY_5m_2026-02_mixed_zones.csv.gz`, READ_BARS_DEFAULTS);
  assert.deepEqual([mixed.verdict, mixed.issues[0]?.kind, mixed.issues[0]?.line], ["refuse", "MIXED_ZONES", 885]);
});
