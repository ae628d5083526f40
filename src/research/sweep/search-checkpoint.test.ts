import assert from "node:assert/strict";
import { mkdirSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { barsFile, failureOf, FOLDER, resolveOver, strategyOf, walkRows } from "../backtest/run-fixture.test.ts";
import type { Evaluation } from "./evaluation-task.ts";
import { evaluateRun } from "./evaluate-run.ts";
import { openCheckpoint } from "./search-checkpoint.ts";

const HEADER = { key: "k", runs: 300 };

function runs(): Evaluation[] {
  const base = resolveOver(barsFile("AAA_1m.csv", walkRows(1, 2)), strategyOf());
  const task = { rows: null, warmUp: null, closesAtEnd: null, keepsTrades: true };
  const run = evaluateRun(base, { ...task, parameters: { fast: 3, slow: 8, allowShort: 0 } });
  assert.ok(run.trades.length > 10 && run.totals.tradedMicros > 0n);
  // Ten years of days each, so that a line is longer than some reads and the file than all.
  return Array.from({ length: HEADER.runs }, (_, n) => ({
    ...run,
    dailyReturns: Float64Array.from({ length: 2_520 }, (_, day) => Math.sin(n * 2_520 + day) / 100),
  }));
}

test("what a checkpoint gives back is what it was given, to the bit and in a file of any length", () => {
  const path = join(FOLDER, "long.jsonl");
  const all = runs();
  const written = openCheckpoint(path, HEADER, false);
  for (const [at, run] of all.entries()) written.append(at, run);
  written.close();
  assert.ok(statSync(path).size > 8_000_000);
  truncateSync(path, statSync(path).size - 7);
  const read = openCheckpoint(path, HEADER, true);
  assert.deepEqual([...read.known.keys()], [...all.keys()].slice(0, -1), "only the torn line is lost");
  for (const [at, run] of read.known) assert.deepEqual(run, all[at]);
  read.append(HEADER.runs - 1, all.at(-1) as Evaluation);
  read.close();
  const again = openCheckpoint(path, HEADER, true);
  again.close();
  assert.equal(again.known.size, HEADER.runs);
});

test("a folder in the place of the file is refused as what it is", () => {
  const path = join(FOLDER, "folder.jsonl");
  mkdirSync(path);
  const failure = failureOf(() => openCheckpoint(path, HEADER, true));
  assert.deepEqual([failure.code, failure.exitCode], ["CHECKPOINT_DAMAGED", 5]);
});
