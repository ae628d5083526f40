import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { FinishedBacktest } from "../backtest/run-backtest.ts";
import { barsFile, runOver, walkRows } from "../backtest/run-fixture.test.ts";
import type { Passport } from "../doubt/passport.ts";
import { makePassport } from "../doubt/passport.ts";
import { lineageOf, trialOf } from "../doubt/trial-of-run.ts";
import { recordTrials } from "../doubt/trial-register.ts";
import { findParts } from "./find-parts.ts";
import { percentText } from "./format-figure.ts";
import { expectWholePage, monteCarloOf, textOf, walkForwardOf } from "./page-fixture.test.ts";
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

test("a report shows the passport of its run, and of no other", () => {
  const bars = barsFile("AAA_doubt.csv", walkRows(3, 3));
  // So small a fast average has fewer neighbours below it than above: rows and columns do not lie alike.
  const run = runOver(bars, { parameters: "{ fast: 2, slow: 8 }" });
  const input = reportInput(run);
  const dataDir = mkdtempSync(join(tmpdir(), "agenttrader-passports-"));
  const store = (name: string, text: string): void => writeFileSync(join(dataDir, "passports", name), text);
  try {
    mkdirSync(join(dataDir, "passports", "a-folder.json"), { recursive: true });
    const own = passportOf(run);
    const { config, data, evidence } = own;
    const others: readonly unknown[] = [
      passportOf(runOver(bars, { parameters: "{ fast: 4, slow: 8 }" })),
      { ...own, config: { ...config, session: "extended" } },
      { ...own, data: { ...data, sha256: "00" } },
      { ...own, evidence: { ...evidence, totalReturn: evidence.totalReturn + 0.01 } },
      { ...own, evidence: { ...evidence, costs: {} } },
      { ...own, gates: [{}] },
      { ...own, kind: "visa" },
      { ...own, strategy: undefined },
      [],
    ];
    others.forEach((other, i) => store(`other-${i}.json`, JSON.stringify(other)));
    store("broken.json", JSON.stringify(own).slice(0, -40));
    assert.deepEqual(findParts(input.result, dataDir), {});

    store("test-own.json", JSON.stringify({ ...own, data: { ...data, path: "elsewhere.csv" } }));
    const { result } = input;
    assert.deepEqual(findParts({ ...result, partial: true }, dataDir), {}, "a part of the run is another run");
    const parts = findParts(result, dataDir);
    const { heatmap } = evidence.neighbourhood;
    assert.deepEqual(parts.costStress, evidence.costs);
    assert.deepEqual(parts.neighbourhood?.cells, heatmap?.totalReturn);
    const { row = -1, column = -1 } = parts.neighbourhood?.chosen ?? {};
    assert.deepEqual([parts.neighbourhood?.rows[row], parts.neighbourhood?.columns[column]], [8, 2], "slow and fast");
    assert.equal(parts.neighbourhood?.cells[row]?.[column], result.metrics.totalReturn);

    const html = renderReport({ ...input, parts });
    expectWholePage(html, "with a passport");
    const text = textOf(html);
    for (const { reason, isPassed } of own.gates) {
      const line = html.split("\n").find((one) => one.toLowerCase().includes(reason.toLowerCase()));
      assert.ok(line?.startsWith(`<li class="${isPassed === null ? "not-run" : isPassed ? "pass" : "fail"}"`), reason);
    }
    for (const words of [
      `▶\u00a0${percentText(result.metrics.totalReturn, { signed: true, decimals: 2 })}`,
      `Deflated Sharpe (${evidence.trials.distinct} trials)\n\n${percentText(evidence.deflatedSharpe, { signed: false, decimals: 1 })}`,
      `Probabilistic Sharpe (above 0)\n\n${percentText(evidence.probabilisticSharpe, { signed: false, decimals: 1 })}`,
      `one bar later\n\n${percentText(evidence.delayedReturn, { signed: true, decimals: 2 })}`,
      "Minimum track record in sessions (95%)",
    ])
      assert.ok(text.includes(words), words);
    assert.doesNotMatch(text, /Not checked for this run|was not repeated|Not tested/);
    const names = [...html.matchAll(/<\/span><b>([^<]*)<\/b>/g)].map((match) => match[1]);
    assert.equal(names.filter((name) => name === "Trade count").length, 1, "a check of the same name is said once");
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});

function passportOf({ resolved }: FinishedBacktest): Passport {
  const passport = makePassport(resolved, {
    build: "test",
    register: (trials) => ({ distinct: trials.length, variance: 0.01, damaged: 0, path: "" }),
    ...{ outOfSample: null, drawdownLimit: null, seed: 1, paths: 100, definitionOf: null },
    onProgress: () => true,
  });
  assert.ok(passport !== null);
  return passport;
}
