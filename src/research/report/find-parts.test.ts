import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { barsFile, runOver, walkRows } from "../backtest/run-fixture.test.ts";
import { lineageOf, trialOf } from "../doubt/trial-of-run.ts";
import { recordTrials } from "../doubt/trial-register.ts";
import { findParts } from "./find-parts.ts";
import { monteCarloOf, textOf, walkForwardOf } from "./page-fixture.test.ts";
import { renderReport } from "./report-html.ts";
import { reportInput } from "./report-input.ts";

test("a report shows the latest Monte Carlo and walk-forward of its run and of no other", () => {
  const run = runOver(barsFile("AAA_1m.csv", walkRows(1, 25)));
  const input = reportInput(run);
  const dataDir = mkdtempSync(join(tmpdir(), "agenttrader-parts-"));
  let minute = 0;
  const store = (name: string, result: unknown): void => {
    const folder = join(dataDir, "runs", name);
    mkdirSync(folder, { recursive: true });
    const path = join(folder, "result.json");
    writeFileSync(path, JSON.stringify(result));
    minute += 1;
    utimesSync(path, minute * 60, minute * 60);
  };
  try {
    assert.deepEqual(findParts(input.result, dataDir), {});
    for (const returns of [[0.01], [0.02]])
      recordTrials(
        dataDir,
        lineageOf(run.resolved),
        [{ ...trialOf(run.resolved, returns), dataSha256: String(returns[0]) }],
        { by: "backtest", at: "2026-01-01T00:00:00Z" },
      );
    const other = { runId: "r_ffffffffffff", strategy: "other" };
    const walkForward = walkForwardOf(run);
    store("r_mc1", { ...monteCarloOf(run), runId: "r_mc1" });
    store("r_mc2", { ...monteCarloOf(run, { seed: 8 }), runId: "r_mc2" });
    store("r_mc3", { ...monteCarloOf(run), runId: "r_mc3", of: other });
    store("r_wf1", { ...walkForward, runId: "r_wf1" });
    store("r_wf2", { ...walkForward, runId: "r_wf2", partial: true });
    store("r_wf3", { ...walkForward, runId: "r_wf3", data: { ...walkForward.data, sha256: "00" } });
    const parts = findParts(input.result, dataDir);
    assert.deepEqual([parts.monteCarlo?.runId, parts.walkForward?.runId], ["r_mc2", "r_wf1"]);
    const text = textOf(renderReport({ ...input, parts }));
    assert.ok(text.includes("2 are on record"), "the number of trials");
    assert.ok(text.includes("200 paths of 25 sessions, seed 8"));
    assert.ok(text.includes("Efficiency – (the winners gained nothing in-sample)"));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
