import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { generateData } from "../../data/generate-data.ts";
import type { SweepResult } from "../../research/sweep/sweep-result.ts";
import { runCli } from "./run-cli.ts";
import { interrupted } from "./search-fixture.test.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-sweep-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));
generateData({ instruments: ["SPY"], sessions: 30, seed: 3, from: "2024-01-02", out: FOLDER });
writeFileSync(
  join(FOLDER, "ema.yaml"),
  [
    "id: ema",
    "kind: ema-cross",
    "instruments: [SPY]",
    "timeframe: 1m",
    "parameters: { fast: 12, slow: 26 }",
    "sizing: { kind: fixed-quantity, quantity: 10 }",
  ].join("\n"),
);
const BASE = ["sweep", "ema.yaml", "--data", "SPY_1m.csv"];
const GRID = ["--grid", "fast=2:9:1", "--grid", "slow=10:60:10"];

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function cli(...argv: readonly string[]): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(argv, {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    env: {},
    cwd: FOLDER,
    isTerminal: false,
    columns: 100,
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

function stripped(text: string): string {
  return JSON.stringify({ ...(JSON.parse(text) as SweepResult), durationMs: 0, combinationsPerSecond: 0 });
}

function fileOf(folder: string, name = "result.json"): string {
  return readFileSync(join(FOLDER, folder, name), "utf8");
}

test("a sweep writes its files, prints a table and counts every combination as a try", async () => {
  const ran = await cli(...BASE, ...GRID, "--workers", "1", "--out", "one", "--top", "3");
  assert.equal(ran.code, 0, ran.err);
  const result = JSON.parse(fileOf("one")) as SweepResult;
  assert.deepEqual([result.kind, result.partial, result.counts.finished], ["sweep", false, 48]);
  assert.equal(result.top.length, 3);
  assert.match(ran.out, /rank +fast +slow +sharpe/);
  assert.match(ran.out, /48 of 48 combinations/);
  assert.equal(fileOf("one", "combinations.csv").trimEnd().split("\n").length, 49);
  const trials = fileOf(".agenttrader/trials", "ema--ema-cross.jsonl").trimEnd().split("\n");
  assert.equal(trials.length, 48);
  const again = await cli(...BASE, ...GRID, "--workers", "2", "--out", "two", "--json");
  assert.equal(stripped(again.out), stripped(fileOf("two")));
  assert.equal(
    stripped(fileOf("two")),
    stripped(JSON.stringify({ ...result, top: (JSON.parse(again.out) as SweepResult).top })),
  );
  assert.equal(fileOf(".agenttrader/trials", "ema--ema-cross.jsonl").trimEnd().split("\n").length, 48, "no new tries");
});

test("a killed sweep goes on and ends as if it had never been killed", async () => {
  const code = await interrupted([...BASE, ...GRID, "--workers", "2"], {
    ...{ cwd: FOLDER, out: "killed", lines: 7, signal: "SIGKILL" },
  });
  assert.equal(code, null, "the sweep was still running when it was killed");
  assert.ok(!existsSync(join(FOLDER, "killed/result.json")));
  const resumed = await cli(...BASE, ...GRID, "--workers", "1", "--out", "killed", "--resume");
  assert.equal(resumed.code, 0, resumed.err);
  assert.match(resumed.err, /of 48 runs are taken from/);
  const whole = await cli(...BASE, ...GRID, "--workers", "1", "--out", "whole");
  assert.equal(whole.code, 0, whole.err);
  assert.equal(stripped(fileOf("killed")), stripped(fileOf("whole")));
  assert.equal(fileOf("killed", "combinations.csv"), fileOf("whole", "combinations.csv"));
  // Warm: everything is there already, and the result is the same again.
  const warm = await cli(...BASE, ...GRID, "--out", "killed", "--resume");
  assert.match(warm.err, /48 of 48 runs are taken/);
  assert.equal(stripped(fileOf("killed")), stripped(fileOf("whole")));
  const other = await cli(...BASE, "--grid", "fast=2:8:1", "--out", "killed", "--resume");
  assert.equal(other.code, 7);
  assert.match(other.err, /other settings/);
});

test("an interrupted sweep leaves a partial result and exits 130", async () => {
  const code = await interrupted([...BASE, ...GRID, "--workers", "2"], {
    ...{ cwd: FOLDER, out: "stopped", lines: 5, signal: "SIGINT" },
  });
  assert.equal(code, 130);
  const result = JSON.parse(fileOf("stopped")) as SweepResult;
  assert.ok(result.partial);
  assert.ok(result.counts.finished >= 4 && result.counts.finished < 48, `${result.counts.finished}`);
  assert.equal(result.warnings[0]?.code, "PARTIAL");
  assert.ok(!existsSync(join(FOLDER, "stopped/checkpoint.jsonl.lock")));
});

test("a sweep that cannot be is refused with what was and what is allowed", async () => {
  const table: readonly (readonly [readonly string[], number, RegExp])[] = [
    [[], 2, /No --grid is given; ema-cross has fast, slow, allowShort/],
    [["--grid", "fast"], 2, /--grid was "fast"/],
    [["--grid", "fats=1:3"], 2, /no parameter "fats".*\n.*Did you mean "fast"\?/],
    [["--grid", "fast=30:40"], 2, /No combination of the grid can run.*fast \(30\) must be less than slow \(26\)/],
    [["--grid", "fast=1:200", "--grid", "slow=201:300"], 2, /20000 runs; without --yes at most 10000/],
    [["--grid", "fast=3", "--where", "fast<slaw"], 2, /no parameter "slaw"/],
    [["--grid", "fast=3", "--seed", "1"], 2, /--seed is given without --random/],
    [["--grid", "fast=3", "--objective", "shrape"], 2, /Did you mean "sharpe"\?/],
    [["--grid", "fast=3", "--workers", "0"], 2, /--workers is "0"/],
  ];
  for (const [argv, code, message] of table) {
    const ran = await cli(...BASE, ...argv);
    assert.equal(ran.code, code, argv.join(" "));
    assert.match(ran.err, message, argv.join(" "));
    assert.equal(ran.out, "");
  }
  const noData = await cli("sweep", "ema.yaml", "--grid", "fast=3");
  assert.deepEqual([noData.code, /sweep needs bars/.test(noData.err)], [2, true]);
});

test("a sweep in which the objective is null everywhere says so and exits 3", async () => {
  const ran = await cli(...BASE, "--grid", "slow=9990,9995", "--to", "2024-01-05", "--out", "null", "--workers", "1");
  assert.equal(ran.code, 3, ran.err);
  assert.match(ran.out, /No combination has a sharpe/);
});
