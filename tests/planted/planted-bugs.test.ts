import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { readTable, writeTable } from "./league-table.ts";
import { faultyText } from "./plant.ts";
import type { PlantedBug } from "./planted-bug.ts";
import { PLANTED_BUGS } from "./planted-bugs.ts";
import { DAYS_AT_MOST, runLeague } from "./run-league.ts";

const IS_LONG = process.env["AGENTTRADER_LONG_TESTS"] === "1";
/** One each of money, requests, the kill switch and time, found early: the short mode. */
const SHORT = ["fee-sign", "timeout-rejects", "kill-misses-manual", "clock-backwards"];

describe("the league of planted bugs", () => {
  it("finds the line of every fault exactly once", () => {
    assert.equal(new Set(PLANTED_BUGS.map((bug) => bug.id)).size, PLANTED_BUGS.length, "names are unique");
    for (const bug of PLANTED_BUGS) assert.ok(faultyText(bug).includes(bug.replace), bug.id);
  });

  it("reads the page as it writes it", () => {
    const page = join(mkdtempSync(join(tmpdir(), "agenttrader-league-")), "page.md");
    const [first, second] = PLANTED_BUGS as [PlantedBug, PlantedBug];
    const found = { id: "L3", text: "", seed: 4, days: 17 };
    writeTable(
      [
        { bug: first, found, complaint: "" },
        { bug: second, found: null, complaint: "not found" },
      ],
      page,
    );
    assert.deepEqual(readTable(page), [
      { id: first.id, foundBy: "L3", days: 17 },
      { id: second.id, foundBy: "not found", days: Number.NaN },
    ]);
    rmSync(dirname(page), { recursive: true });
  });

  it("has a row for every fault, each found by a promise that it can break", () => {
    const rows = readTable();
    assert.deepEqual(
      rows.map((row) => row.id),
      PLANTED_BUGS.map((bug) => bug.id),
      "node tests/planted/league.ts --write brings the page up to date",
    );
    rows.forEach((row, i) => {
      assert.ok(PLANTED_BUGS[i]?.expects.includes(row.foundBy), `${row.id} by ${row.foundBy}`);
      assert.ok(row.days >= 1 && row.days <= DAYS_AT_MOST, `${row.id} after ${row.days} days`);
    });
  });

  it(IS_LONG ? "is found whole" : "is found as far as the short mode goes", async () => {
    const bugs = PLANTED_BUGS.filter((bug) => IS_LONG || SHORT.includes(bug.id));
    assert.equal(bugs.length, IS_LONG ? PLANTED_BUGS.length : SHORT.length);
    const rows = await runLeague(bugs);
    assert.deepEqual(
      rows.map((row) => row.complaint).filter((complaint) => complaint !== ""),
      [],
    );
  });
});
