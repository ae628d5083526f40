import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { generateData } from "../../data/generate-data.ts";
import type { BacktestResult } from "../../research/backtest/run-backtest.ts";
import type { SweepResult } from "../../research/sweep/sweep-result.ts";
import { runCli } from "./run-cli.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-own-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));
const EXAMPLE = join(import.meta.dirname, "../../../examples/my-strategies");
const MINE = join(FOLDER, "mine");
mkdirSync(MINE);
copyFileSync(join(EXAMPLE, "turn-of-month.ts"), join(MINE, "turn-of-month.ts"));
copyFileSync(join(EXAMPLE, "turn-of-month.yaml"), join(FOLDER, "mine.yaml"));
generateData({ instruments: ["SPY"], sessions: 80, seed: 3, from: "2024-01-02", out: FOLDER });

const DATA = ["--data", "SPY_1m.csv", "--strategies", "mine"];

async function cli(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
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

test("a strategy of a folder outside the project trades, and the run names its code", async () => {
  const ran = await cli("backtest", "mine.yaml", ...DATA, "--json");
  assert.equal(ran.code, 0, ran.err);
  const result = JSON.parse(ran.out) as BacktestResult;
  assert.equal(result.strategy.kind, "turn-of-month");
  assert.match(result.strategy.codeSha256 ?? "", /^[0-9a-f]{64}$/);
  assert.ok(result.trades.length >= 2, `${result.trades.length} trades`);
  for (const { entryTime } of result.trades) {
    const day = Number(entryTime.slice(8, 10));
    // Wished for at the close of a day from the 26th to the 4th, filled at the next open.
    assert.ok(day >= 26 || day <= 8, entryTime);
  }

  const file = join(MINE, "turn-of-month.ts");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, `${text}// the same rule\n`);
  const again = JSON.parse((await cli("backtest", "mine.yaml", ...DATA, "--json")).out) as BacktestResult;
  writeFileSync(file, text);
  assert.equal(again.ordersHash, result.ordersHash);
  assert.notEqual(again.runId, result.runId, "other code is another run");
});

test("workers load the same module, and find what a backtest finds", async () => {
  const swept = await cli("sweep", "mine.yaml", ...DATA, "--grid", "trend=5,20", "--workers", "2", "--json");
  assert.equal(swept.code, 0, swept.err);
  const sweep = JSON.parse(swept.out) as SweepResult;
  const own = JSON.parse((await cli("backtest", "mine.yaml", ...DATA, "--json")).out) as BacktestResult;
  const same = sweep.combinations.find((one) => one.parameters["trend"] === 20);
  assert.equal(same?.metrics.totalReturn, own.metrics.totalReturn);
  assert.equal(sweep.strategy.codeSha256, own.strategy.codeSha256);
});

test("a strategy that throws in a worker is told as what it is, not as a bug of the program", async () => {
  const thrower = readFileSync(join(MINE, "turn-of-month.ts"), "utf8")
    .replace('kind: "turn-of-month"', 'kind: "thrower"')
    .replace(
      /onBar\(([^)]*)\)([^{]*)\{/,
      "onBar($1)$2{\n    if (context.bar.timeframeSeconds === 86_400) throw new Error('too late');",
    );
  writeFileSync(join(MINE, "thrower.ts"), thrower);
  const yaml = readFileSync(join(FOLDER, "mine.yaml"), "utf8");
  writeFileSync(join(FOLDER, "thrower.yaml"), yaml.replace("kind: turn-of-month", "kind: thrower"));
  const alone = await cli("backtest", "thrower.yaml", ...DATA);
  const swept = await cli("sweep", "thrower.yaml", ...DATA, "--grid", "trend=5,20", "--workers", "2");
  rmSync(join(MINE, "thrower.ts"));
  assert.match(alone.err, /thrower\.ts: onBar threw too late, at the bar that closed 2024-/);
  assert.deepEqual([alone.code, swept.code], [2, 2], swept.err);
  assert.equal(swept.err.split("\n").at(-1), alone.err.split("\n").at(-1));
});

test("without the folder the kind is unknown, and a bad module is told with its line", async () => {
  const unknown = await cli("backtest", "mine.yaml", "--data", "SPY_1m.csv");
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /mine\.yaml:4:7: kind was turn-of-month, allowed is one of ema-cross/);
  writeFileSync(join(MINE, "worse.ts"), "export const strategy = { kind: String(Date.now()) };\n");
  const bad = await cli("backtest", "mine.yaml", ...DATA);
  rmSync(join(MINE, "worse.ts"));
  assert.equal(bad.code, 2);
  assert.match(bad.err, /worse\.ts:1: "Date" is a clock/);
});
