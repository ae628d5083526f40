import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { barsFile, failureOf, FOLDER, runOver, walkRows } from "./run-fixture.test.ts";
import { RESULT_FILES, writeResult } from "./write-result.ts";

const RUN = runOver(barsFile("AAA_1m.csv", walkRows(1, 3)));

test("the files say the same as the result", () => {
  const folder = join(FOLDER, "runs", "one");
  assert.equal(writeResult(RUN, folder), folder);
  assert.deepEqual(readdirSync(folder).sort(), [...RESULT_FILES].sort());
  const { analysis, ...written } = JSON.parse(readFileSync(join(folder, "result.json"), "utf8"));
  assert.deepEqual(written, structuredClone(RUN.result));
  assert.equal(analysis.exitReasons.length, RUN.result.trades.length);
  const trades = readFileSync(join(folder, "trades.csv"), "utf8").trim().split("\n");
  assert.equal(trades.length, RUN.result.trades.length + 1);
  const first = RUN.result.trades[0];
  assert.equal(trades[1], Object.values(first ?? {}).join(","));
  const equity = readFileSync(join(folder, "equity.csv"), "utf8").trim().split("\n");
  assert.equal(equity[0], "time,equity,cash,positionValue");
  assert.equal(equity.length, 3 * 390 + 1);
  assert.equal(equity.at(-1)?.split(",")[1], RUN.result.metrics.finalEquity);
  assert.deepEqual(readdirSync(join(FOLDER, "runs")), ["one"], "nothing is left aside");
});

test("an existing folder keeps what is not ours and gets the new files", () => {
  const folder = join(FOLDER, "kept");
  mkdirSync(folder);
  writeFileSync(join(folder, "notes.txt"), "mine");
  writeFileSync(join(folder, "result.json"), "old");
  writeResult(RUN, folder);
  assert.equal(readFileSync(join(folder, "notes.txt"), "utf8"), "mine");
  assert.equal(JSON.parse(readFileSync(join(folder, "result.json"), "utf8")).runId, RUN.result.runId);
});

test("a place that cannot be written to is one sentence, exit 6, and leaves nothing", () => {
  const file = join(FOLDER, "file");
  writeFileSync(file, "");
  const failure = failureOf(() => writeResult(RUN, join(file, "run")));
  assert.deepEqual([failure.code, failure.exitCode], ["RESULT_NOT_WRITTEN", 6]);
  assert.match(failure.message, /could not be written to .*run \(E[A-Z]+\)/);
  assert.equal(existsSync(join(file, "run")), false);
});

test("a failure half-way leaves the old files whole and nothing aside", () => {
  const folder = join(FOLDER, "half");
  mkdirSync(join(folder, "trades.csv"), { recursive: true });
  writeFileSync(join(folder, "trades.csv", "in-the-way"), "");
  writeFileSync(join(folder, "result.json"), "old");
  assert.equal(failureOf(() => writeResult(RUN, folder)).exitCode, 6);
  assert.equal(readFileSync(join(folder, "result.json"), "utf8"), "old");
  assert.deepEqual(
    readdirSync(FOLDER).filter((name) => name.startsWith(".")),
    [],
  );
});
