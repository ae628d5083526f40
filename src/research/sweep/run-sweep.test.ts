import assert from "node:assert/strict";
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { required } from "../../core/assert.ts";
import { findStrategy } from "../../core/strategies/registry.ts";
import {
  barsFile,
  failureOf,
  FOLDER,
  resolveOver,
  runOver,
  strategyOf,
  walkRows,
} from "../backtest/run-fixture.test.ts";
import type { DataOptions } from "../backtest/resolve-run.ts";
import { parseGrid } from "./parse-grid.ts";
import type { RunSweepOptions, SweepOutcome } from "./run-sweep.ts";
import { runSweep } from "./run-sweep.ts";
import { openCheckpoint } from "./search-checkpoint.ts";
import type { SweepPlan } from "./sweep-plan.ts";
import { planSweep } from "./sweep-plan.ts";
import type { SweepResult } from "./sweep-result.ts";
import { combinationsCsv } from "./write-sweep.ts";

const WALK = barsFile("AAA_1m.csv", walkRows(1, 12));
const KIND = required(findStrategy("ema-cross"), "a built-in");

function planOf(grid: readonly string[], objective: SweepPlan["objective"] = "sharpe"): SweepPlan {
  return planSweep(resolveOver(WALK, strategyOf()), {
    grid: { axes: parseGrid(grid, KIND), where: [], random: null, runsMax: 1_000 },
    objective,
    kind: KIND,
    build: "test",
  });
}

const GRID = ["fast=2:6:1", "slow=5,9,14"];

async function sweep(options: Partial<RunSweepOptions> = {}, plan = planOf(GRID)): Promise<SweepOutcome> {
  return await runSweep(plan, { workers: 1, top: 5, checkpoint: null, ...options });
}

function stripped(result: SweepResult): string {
  return JSON.stringify({ ...result, durationMs: 0, combinationsPerSecond: 0 });
}

test("any number of workers gives the same result, which is that of the backtests one by one", async () => {
  const one = await sweep();
  for (const workers of [2, 3]) {
    const other = await sweep({ workers });
    assert.equal(stripped(other.result), stripped(one.result), `${workers} workers`);
    assert.deepEqual(other.dailyReturns, one.dailyReturns);
  }
  const { result } = one;
  assert.deepEqual(result.counts, { grid: 15, planned: 13, finished: 13, invalid: 2, excluded: 0 });
  for (const [i, row] of result.combinations.entries()) {
    const { fast, slow } = row.parameters;
    const alone = runOver(WALK, { parameters: `{ fast: ${fast}, slow: ${slow} }` });
    assert.deepEqual(row.metrics, alone.result.metrics);
    assert.equal(row.ordersHash, alone.result.ordersHash);
    assert.deepEqual([...(one.dailyReturns[i] ?? [])], alone.daily.returns);
  }
});

test("the ranking is by objective, ties in the order of the grid", async () => {
  for (const [objective, sign] of [
    ["totalReturn", -1],
    ["maxDrawdown", 1],
    ["profitFactor", -1],
  ] as const) {
    const { result } = await sweep({ top: 100 }, planOf(GRID, objective));
    const expected = result.combinations
      .map((row) => ({ place: row.place, value: Number(row.metrics[objective]) }))
      .sort((a, b) => sign * (a.value - b.value) || a.place - b.place);
    assert.deepEqual(
      result.top,
      expected.map((row) => row.place),
      objective,
    );
    assert.equal(result.best?.objective, expected[0]?.value);
    assert.deepEqual(result.combinations.find((row) => row.rank === 1)?.place, result.top[0]);
  }
  // allowShort changes nothing where no order is ever filled: all values are null or equal.
  const flat = planSweep(resolveOver(WALK, strategyOf({ parameters: "{ fast: 3, slow: 8 }", initialCapital: "1" })), {
    grid: { axes: parseGrid(["fast=2:4:1"], KIND), where: [], random: null, runsMax: 10 },
    objective: "totalReturn",
    kind: KIND,
    build: "test",
  });
  const { result } = await sweep({}, flat);
  assert.deepEqual(result.top, [0, 1, 2]);
  const nothing = await sweep({}, { ...flat, objective: "sharpe" });
  assert.equal(nothing.result.best, null);
  assert.deepEqual(nothing.result.top, []);
  assert.ok(nothing.result.warnings.some((warning) => warning.code === "OBJECTIVE_NULL"));
});

test("every combination has its daily returns, session by session", async () => {
  const outcome = await sweep({ workers: 2 });
  assert.equal(outcome.days.length, 12);
  assert.equal(outcome.days[0], "2024-03-04");
  assert.equal(outcome.dailyReturns.length, 13);
  for (const returns of outcome.dailyReturns) assert.equal(returns.length, 12);
});

test("a sweep goes on from a checkpoint cut at any place and gives the same result", async () => {
  const plan = planOf(GRID);
  const runs = plan.combinations.runs.length;
  const whole = await sweep({ workers: 2 }, plan);
  const path = join(FOLDER, "cut.jsonl");
  const write = openCheckpoint(path, { key: plan.key, runs }, false);
  await sweep({ checkpoint: write, workers: 2 }, plan);
  write.close();
  const text = readFileSync(path, "utf8");
  const lines = text.trimEnd().split("\n");
  assert.equal(lines.length, runs + 1);
  for (const kept of [text.length, text.length - 1, text.length - 200, lines.slice(0, 6).join("\n").length + 30, 5]) {
    writeFileSync(path, text);
    truncateSync(path, kept);
    const checkpoint = openCheckpoint(path, { key: plan.key, runs }, true);
    const seen: number[] = [];
    const resumed = await sweep({ checkpoint, onProgress: ({ done }) => seen.push(done) }, plan);
    checkpoint.close();
    assert.equal(stripped(resumed.result), stripped(whole.result), `${kept} bytes kept`);
    assert.deepEqual(resumed.dailyReturns, whole.dailyReturns);
    assert.equal(seen.length, runs - checkpoint.known.size);
    assert.equal(readFileSync(path, "utf8").trimEnd().split("\n").length, runs + 1);
  }
});

test("a checkpoint of other settings or with a damaged line is refused", () => {
  const plan = planOf(GRID);
  const header = { key: plan.key, runs: plan.combinations.runs.length };
  const path = join(FOLDER, "other.jsonl");
  openCheckpoint(path, header, false).close();
  const other = planOf(["fast=2:6:1", "slow=5,9,15"]);
  assert.notEqual(other.key, plan.key);
  const differs = failureOf(() => openCheckpoint(path, { ...header, key: other.key }, true));
  assert.deepEqual([differs.code, differs.exitCode], ["CHECKPOINT_DIFFERS", 7]);
  appendFileSync(path, "{not json}\n{}\n");
  const damaged = failureOf(() => openCheckpoint(path, header, true));
  assert.deepEqual([damaged.code, damaged.exitCode], ["CHECKPOINT_DAMAGED", 5]);
  assert.match(damaged.message, /line 2 is damaged/);
  writeFileSync(path, "time,open\n1,2\n");
  assert.match(failureOf(() => openCheckpoint(path, header, true)).message, /no header/);
});

test("everything a figure depends on is in the key; the objective is not", () => {
  const plan = planOf(GRID);
  assert.equal(planOf(GRID, "calmar").key, plan.key);
  assert.notEqual(planOf(GRID, "calmar").runId, plan.runId);
  const search = { grid: plan.grid, objective: plan.objective, kind: KIND, build: "test" };
  const keyOf = (keys: Record<string, string>, path = WALK): string =>
    planSweep(resolveOver(path, strategyOf(keys)), search).key;
  assert.equal(keyOf({}), plan.key);
  const others = [
    keyOf({ costs: "{ commissionPerOrder: 2 }" }),
    keyOf({ initialCapital: "5000" }),
    keyOf({ closeAtEnd: "true" }),
    keyOf({ parameters: "{ fast: 3, slow: 8, allowShort: true }" }),
    keyOf({ risk: "{ profile: balanced }" }),
    keyOf({}, barsFile("AAA_2m.csv", walkRows(2, 12))),
    planSweep(plan.resolved, { ...search, build: "other" }).key,
  ];
  assert.equal(new Set([plan.key, ...others]).size, others.length + 1);
});

test("splits, dividends and the prices that are traded are in the key and in the id", () => {
  const search = { grid: planOf(GRID).grid, objective: "sharpe", kind: KIND, build: "test" } as const;
  const planWith = (options: Partial<DataOptions>): SweepPlan =>
    planSweep(resolveOver(WALK, strategyOf(), options), search);
  const fileOf = (name: string, row: string): string => {
    const path = join(FOLDER, name);
    writeFileSync(path, `date,kind,value\n${row}\n`);
    return path;
  };
  const [split, dividend] = [fileOf("s.csv", "2024-03-08,split,2:1"), fileOf("d.csv", "2024-03-08,dividend,0.5")];
  const plans = [
    planWith({}),
    planWith({ actions: split }),
    planWith({ actions: split, adjust: "split" }),
    planWith({ actions: dividend }),
  ];
  assert.equal(new Set(plans.map((plan) => plan.key)).size, plans.length);
  assert.equal(new Set(plans.map((plan) => plan.runId)).size, plans.length);
});

test("a spread that is paid is a cost, and a search warns of what is missing as a backtest does", async () => {
  const keys = { costs: "{ commissionPerOrder: 0 }", fillModel: "{ kind: quotes, halfSpreadBps: 2 }" };
  const plan = planSweep(resolveOver(WALK, strategyOf(keys)), {
    ...{ grid: planOf(["fast=2:3:1"]).grid, objective: "sharpe", kind: KIND, build: "test" },
  });
  const codes = (await sweep({}, plan)).result.warnings.map((warning) => warning.code);
  assert.ok(codes.includes("NO_COMMISSION") && !codes.includes("NO_COSTS"), codes.join());
});

test("an aborted sweep gives what was finished and says so", async () => {
  const controller = new AbortController();
  const { result } = await sweep({
    signal: controller.signal,
    onProgress: ({ done }) => {
      if (done === 4) controller.abort();
    },
  });
  assert.ok(result.partial);
  assert.deepEqual([result.counts.planned, result.counts.finished], [13, 4]);
  assert.equal(result.warnings[0]?.code, "PARTIAL");
  const whole = await sweep();
  for (const row of result.combinations) {
    const same = whole.result.combinations.find((one) => one.place === row.place);
    assert.equal(row.ordersHash, same?.ordersHash);
  }
});

test("the table has a line per combination", async () => {
  const { result } = await sweep();
  const [header = "", first = ""] = combinationsCsv(result).split("\n");
  assert.match(header, /^place,rank,fast,slow,.*totalReturn.*,ordersHash$/);
  assert.equal(first.split(",").length, header.split(",").length);
  assert.equal(combinationsCsv(result).trimEnd().split("\n").length, 14);
});
