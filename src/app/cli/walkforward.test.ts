import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { generateData } from "../../data/generate-data.ts";
import type { WalkForwardResult } from "../../research/walk-forward/walk-forward-result.ts";
import { runCli } from "./run-cli.ts";
import { interrupted } from "./search-fixture.test.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-walk-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));
generateData({ instruments: ["SPY"], sessions: 51, seed: 4, from: "2024-01-02", out: FOLDER });
writeFileSync(
  join(FOLDER, "ema.yaml"),
  [
    "id: ema",
    "kind: ema-cross",
    "instruments: [SPY]",
    "timeframe: 5m",
    "parameters: { fast: 12, slow: 26 }",
    "sizing: { kind: percent-equity, percent: 50 }",
  ].join("\n"),
);
const BASE = ["walkforward", "ema.yaml", "--data", "SPY_1m.csv", "--grid", "fast=3:6:3", "--grid", "slow=12,20"];
const WINDOWS = ["--in-sample", "8", "--out-of-sample", "22"];

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

test("a walk-forward writes its files, prints its windows and counts every run as a try", async () => {
  const ran = await cli(...BASE, ...WINDOWS, "--workers", "1");
  assert.equal(ran.code, 0, ran.err);
  assert.match(ran.out, /rolling 8\/22\/22 · 4 combinations/);
  assert.match(ran.out, /2 short +2024-02-02 – 2024-02-13 +2024-02-14 – 2024-03-14/);
  assert.match(ran.out, /Out of sample only:/);
  const runId = /Run (r_[0-9a-f]{12})/.exec(ran.out)?.[1] ?? "";
  const folder = join(FOLDER, ".agenttrader/runs", runId);
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  const result = JSON.parse(read("result.json")) as WalkForwardResult;
  assert.deepEqual([result.kind, result.runId, result.validWindows], ["walk-forward", runId, 2]);
  assert.equal(read("windows.csv").trimEnd().split("\n").length, 3);
  assert.equal(read("equity.csv").trimEnd().split("\n").length, 44);
  assert.equal(read("trades.csv").trimEnd().split("\n").length, result.trades.length + 1);
  const trials = readFileSync(join(FOLDER, ".agenttrader/trials/ema--ema-cross.jsonl"), "utf8");
  assert.equal(trials.trimEnd().split("\n").length, 10);
  const json = await cli(...BASE, ...WINDOWS, "--workers", "2", "--json", "--out", "again");
  assert.deepEqual({ ...(JSON.parse(json.out) as object), durationMs: 0 }, { ...result, durationMs: 0 });
  assert.match(json.err, /Out of sample only:/);
});

test("a killed walk-forward goes on and ends as if it had never been killed", async () => {
  const walk = [...BASE, "--grid", "allowShort=0,1", ...WINDOWS];
  const stripped = (folder: string): object => ({
    ...(JSON.parse(readFileSync(join(FOLDER, folder, "result.json"), "utf8")) as object),
    durationMs: 0,
  });
  const whole = await cli(...walk, "--workers", "1", "--out", "whole");
  assert.equal(whole.code, 0, whole.err);
  // In the middle of the first window's training, and in that of the second with the first one judged.
  for (const lines of [4, 13]) {
    const out = `killed-${lines}`;
    const code = await interrupted([...walk, "--workers", "2"], { cwd: FOLDER, out, lines, signal: "SIGKILL" });
    assert.equal(code, null, "the walk was still running when it was killed");
    assert.ok(!existsSync(join(FOLDER, out, "result.json")));
    const resumed = await cli(...walk, "--workers", "1", "--out", out, "--resume");
    assert.equal(resumed.code, 0, resumed.err);
    assert.match(resumed.err, /of 18 runs are taken from/);
    assert.deepEqual(stripped(out), stripped("whole"));
    for (const name of ["windows.csv", "trades.csv", "equity.csv"])
      assert.equal(readFileSync(join(FOLDER, out, name), "utf8"), readFileSync(join(FOLDER, "whole", name), "utf8"));
  }
  const other = await cli(...walk, "--min-trades", "11", "--out", "whole", "--resume");
  assert.equal(other.code, 7);
  assert.match(other.err, /other settings/);
});

test("a walk-forward that cannot be is refused with what was and what is allowed", async () => {
  const table: readonly (readonly [readonly string[], number, RegExp])[] = [
    [[], 5, /have 51 sessions.*needs at least 272/],
    [["--in-sample", "40"], 5, /needs at least 60/],
    [[...WINDOWS, "--step", "21"], 2, /--step 21 is less than --out-of-sample 22/],
    [[...WINDOWS, "--mode", "anchord"], 2, /Did you mean "anchored"\?/],
    [[...WINDOWS, "--grid", "slov=3"], 2, /no parameter "slov"/],
    [[...WINDOWS, "--random", "3"], 2, /unknown option --random/],
    [[...WINDOWS, "--min-trades", "-1"], 2, /--min-trades is "-1"/],
  ];
  for (const [argv, code, message] of table) {
    const ran = await cli(...BASE, ...argv);
    assert.equal(ran.code, code, `${argv.join(" ")} ${ran.err}`);
    assert.match(ran.err, message, argv.join(" "));
    assert.equal(ran.out, "");
  }
});

test("without a winner in any window it says so and exits 3", async () => {
  const ran = await cli(...BASE, ...WINDOWS, "--min-trades", "100000", "--workers", "1", "--out", "none");
  assert.equal(ran.code, 3, ran.err);
  assert.match(ran.out, /TOO_FEW_TRADES/);
  assert.match(ran.out, /No window has a winner/);
});
