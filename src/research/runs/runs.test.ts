import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { barsFile, failureOf, FOLDER, runOver, walkRows } from "../backtest/run-fixture.test.ts";
import { writeResult } from "../backtest/write-result.ts";
import { renderReport, reportHtml } from "../report/report-html.ts";
import { compareRuns } from "./compare-runs.ts";
import { comparisonHtml } from "./comparison-html.ts";
import { comparisonText } from "./comparison-text.ts";
import { findRun } from "./find-run.ts";
import { listRuns, runsFolder } from "./list-runs.ts";
import { readReportInput } from "./read-report-input.ts";
import { readRunRow } from "./read-run-row.ts";
import { removeRun } from "./remove-run.ts";
import { runsText } from "./runs-text.ts";

const BARS = barsFile("AAA_1m.csv", walkRows(1, 25));
const FIRST = runOver(BARS);
const SECOND = runOver(BARS, { parameters: "{ fast: 4, slow: 9 }", id: "other" });

/** A data directory with both runs. */
function dataDir(name: string): string {
  const dir = join(FOLDER, name);
  for (const run of [FIRST, SECOND]) writeResult(run, join(runsFolder(dir), run.result.runId));
  return dir;
}

test("the list has a row per run with the figures of its result", () => {
  const dir = dataDir("list");
  const { runs, damaged, foreign } = listRuns(dir);
  assert.deepEqual([damaged, foreign], [[], []]);
  assert.deepEqual(runs.map((run) => run.runId).sort(), [FIRST.result.runId, SECOND.result.runId].sort());
  const row = runs.find((run) => run.runId === FIRST.result.runId);
  const { metrics, warnings, durationMs } = FIRST.result;
  assert.ok(row !== undefined && Date.parse(row.startedAt) <= Date.now());
  assert.deepEqual(row, {
    runId: FIRST.result.runId,
    kind: "backtest",
    startedAt: row.startedAt,
    strategy: "test",
    instruments: ["AAA"],
    period: { from: "2024-03-04", to: "2024-04-08" },
    status: "finished",
    progress: 1,
    totalReturn: metrics.totalReturn,
    sharpe: metrics.sharpe,
    maxDrawdown: metrics.maxDrawdown,
    trades: metrics.trades,
    warnings: warnings.length,
    durationMs,
    folder: FIRST.result.runId,
    hasReport: true,
  });
  assert.deepEqual(listRuns(dir).runs, runs, "out of the summaries it is the same");
  const text = runsText({ runs, damaged, foreign }, 200);
  assert.ok(text.includes(FIRST.result.runId) && text.split("\n").length === 3);
  assert.deepEqual(listRuns(join(FOLDER, "nowhere")), { runs: [], damaged: [], foreign: [] });
});

test("a summary that is stale, damaged or foreign is made again", () => {
  const folder = join(runsFolder(dataDir("stale")), FIRST.result.runId);
  const row = readRunRow(folder);
  for (const text of ["", "{", "[]", '{"schemaVersion":1,"of":{"bytes":1,"mtimeMs":2},"row":{"runId":"x"}}', "null"]) {
    writeFileSync(join(folder, "summary.json"), text);
    assert.deepEqual(readRunRow(folder), row, text);
  }
  const path = join(folder, "result.json");
  writeFileSync(path, readFileSync(path, "utf8").replace('"trades": ', '"trades": 7'));
  assert.notDeepEqual(readRunRow(folder), row, "a changed result is read again");
});

test("damaged and foreign folders are named and harm no other", () => {
  const dir = dataDir("damaged");
  const folder = runsFolder(dir);
  const bad: Readonly<Record<string, string>> = {
    empty: "",
    list: "[1]",
    text: "hello",
    two: '{"runId":"a"}{}',
    open: '{"runId":"a"',
    nameless: '{"kind":"sweep"}',
    strange: '{"runId":"r_1","kind":"dream"}',
    broken: '{"runId":tru}',
  };
  for (const [name, text] of Object.entries(bad)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "result.json"), text);
  }
  const cut = join(folder, "cut");
  cpSync(join(folder, FIRST.result.runId), cut, { recursive: true });
  truncateSync(join(cut, "result.json"), 5_000);
  mkdirSync(join(folder, "notes"));
  mkdirSync(join(folder, ".writing"));
  mkdirSync(join(folder, "folder", "result.json"), { recursive: true });
  writeFileSync(join(folder, "stray.txt"), "");
  const list = listRuns(dir);
  assert.equal(list.runs.length, 2);
  assert.deepEqual(list.foreign, ["notes"]);
  assert.deepEqual(
    list.damaged.map(({ folder: name }) => name),
    ["broken", "cut", "empty", "folder", "list", "nameless", "open", "strange", "text", "two"],
  );
  assert.match(list.damaged.find(({ folder: name }) => name === "cut")?.reason ?? "", /ends before its object does/);
  assert.match(runsText(list, 80), /Damaged: cut: result\.json ends before/);
});

test("other kinds have a row, too, and may lack figures", () => {
  const dir = join(FOLDER, "kinds");
  const put = (name: string, result: unknown): void => {
    mkdirSync(join(runsFolder(dir), name), { recursive: true });
    writeFileSync(join(runsFolder(dir), name, "result.json"), JSON.stringify(result));
  };
  put("s", {
    runId: "s",
    kind: "sweep",
    isPartial: true,
    strategy: { id: "x" },
    counts: { planned: 8, finished: 2 },
    best: { place: 1 },
    combinations: [
      { place: 0, metrics: { totalReturn: 1 } },
      { place: 1, metrics: { totalReturn: 0.5, sharpe: null, maxDrawdown: 0.2, trades: 3 } },
    ],
  });
  const long = { place: 0, metrics: { totalReturn: 0.5 }, text: "x".repeat(9 << 20) };
  put("t", { runId: "t", kind: "sweep", best: { place: 0, metrics: long.metrics }, combinations: [long] });
  put("w", {
    runId: "w",
    kind: "walk-forward",
    isPartial: false,
    metrics: { totalReturn: 0.1, maxDrawdownDaily: 0.3 },
  });
  put("m", { runId: "m", kind: "monte-carlo", of: { strategy: "y" }, figures: {} });
  const rows = listRuns(dir).runs.toSorted((a, b) => (a.runId < b.runId ? -1 : 1));
  const short = rows.map((row) => [
    row.runId,
    row.strategy,
    row.status,
    row.progress,
    row.totalReturn,
    row.maxDrawdown,
  ]);
  assert.deepEqual(short, [
    ["m", "y", "finished", 1, null, null],
    ["s", "x", "partial", 0.25, 0.5, 0.2],
    ["t", "", "finished", 1, 0.5, null],
    ["w", "", "finished", 1, 0.1, 0.3],
  ]);
  assert.doesNotMatch(runsText(listRuns(dir), 120), /null|NaN|undefined/);
});

test("a run is found by id, latest, folder and file, never by a part of its id", () => {
  const dir = dataDir("find");
  const places = { dataDir: dir, cwd: FOLDER };
  const { runId } = FIRST.result;
  const folder = join(runsFolder(dir), runId);
  assert.equal(findRun(runId, places), folder);
  assert.equal(findRun(folder, places), folder);
  assert.equal(findRun(join(folder, "result.json"), places), folder);
  assert.equal(findRun("latest", places), join(runsFolder(dir), listRuns(dir).runs[0]?.folder ?? ""));
  for (const named of [runId.slice(0, 8), "", "..", "../find", "nothing"])
    assert.equal(failureOf(() => findRun(named, places)).code, "RUN_UNKNOWN", named);
  assert.match(failureOf(() => findRun(`${runId.slice(0, -1)}x`, places)).hint, new RegExp(`Did you mean "${runId}"`));
});

test("removing takes one plain folder of the runs away and nothing else", () => {
  const dir = dataDir("remove");
  const folder = join(runsFolder(dir), FIRST.result.runId);
  const elsewhere = join(FOLDER, "elsewhere");
  cpSync(folder, elsewhere, { recursive: true });
  symlinkSync(elsewhere, join(runsFolder(dir), "linked"));
  assert.ok(removeRun(folder, dir, true).files.includes("result.json"));
  assert.ok(existsSync(folder), "a dry run removes nothing");
  for (const path of [elsewhere, join(runsFolder(dir), "linked"), runsFolder(dir)])
    assert.equal(failureOf(() => removeRun(path, dir, false)).code, "RUN_ELSEWHERE", path);
  removeRun(folder, dir, false);
  assert.deepEqual(readdirSync(runsFolder(dir)).sort(), [SECOND.result.runId, "linked"].sort());
  assert.ok(existsSync(join(elsewhere, "result.json")));
});

test("a report rendered from the files is the one that was written", () => {
  const folder = join(runsFolder(dataDir("again")), FIRST.result.runId);
  assert.equal(renderReport(readReportInput(folder)), reportHtml(FIRST));
  assert.equal(readFileSync(join(folder, "report.html"), "utf8"), reportHtml(FIRST));
  writeFileSync(join(folder, "charts.json"), "{");
  assert.equal(failureOf(() => readReportInput(folder)).code, "RUN_UNREADABLE");
  writeFileSync(join(folder, "result.json"), '{"runId":"r","kind":"sweep"}');
  assert.match(failureOf(() => readReportInput(folder)).message, /holds a sweep/);
  writeFileSync(join(folder, "result.json"), '{"runId":"r"}');
  assert.match(failureOf(() => readReportInput(folder)).message, /has no warnings in its result\.json/);
});

test("runs side by side: the best marked, what differs named", () => {
  const dir = dataDir("compare");
  const folders = [FIRST, SECOND].map((run) => join(runsFolder(dir), run.result.runId));
  const comparison = compareRuns(folders);
  const returns = comparison.figures.find(({ name }) => name === "totalReturn");
  const [a, b] = [FIRST, SECOND].map((run) => run.result.metrics.totalReturn ?? 0);
  assert.deepEqual(returns?.values, [a, b]);
  assert.deepEqual(returns?.best, [(a ?? 0) > (b ?? 0) ? 0 : 1]);
  assert.deepEqual(comparison.figures.find(({ name }) => name === "trades")?.best, [], "more trades are not better");
  assert.deepEqual(
    comparison.settings.map(({ name }) => name),
    ["strategy.id", "strategy.name", "strategy.parameters.fast", "strategy.parameters.slow"],
  );
  assert.deepEqual(comparison.warnings, []);
  assert.ok(Math.abs((comparison.equity[0]?.values.at(-1) ?? 0) - 100 * (1 + (a ?? 0))) < 1e-9);
  const text = comparisonText(comparison);
  assert.match(text, /strategy\.parameters\.fast +3 +4/);
  const html = comparisonHtml(comparison);
  assert.doesNotMatch(text + html.replace(/<(script|style)>[\s\S]*?<\/\1>/g, ""), /NaN|undefined|null|https?:/);
  assert.ok(html.includes("★"));
  assert.deepEqual(compareRuns([folders[0] ?? "", folders[0] ?? ""]).figures[0]?.best, [], "alike has no best");
  mkdirSync(join(runsFolder(dir), "bad"));
  writeFileSync(join(runsFolder(dir), "bad", "result.json"), '{"runId":"r","kind":"sweep"}');
  assert.equal(failureOf(() => compareRuns([join(runsFolder(dir), "bad")])).code, "RUN_UNFIT");
});
