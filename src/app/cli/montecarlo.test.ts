import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { MonteCarloResult } from "../../research/doubt/monte-carlo-result.ts";
import { COMMANDS } from "./commands.ts";
import { runCli } from "./run-cli.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-montecarlo-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const io = { env: {}, cwd: FOLDER, isTerminal: false, columns: 100 };
  const code = await runCli(
    ["montecarlo", ...argv],
    { ...io, out: (line) => void out.push(line), err: (line) => void err.push(line) },
    COMMANDS,
  );
  return { code, out: out.join("\n"), err: err.join("\n") };
}

const RUNS = join(FOLDER, ".agenttrader", "runs");

function store(id: string, text: string): void {
  mkdirSync(join(RUNS, id), { recursive: true });
  writeFileSync(join(RUNS, id, "result.json"), text);
}

const RESULT = {
  runId: "r_one",
  strategy: { id: "demo" },
  config: { initialCapital: "1000.00", risk: { drawdownHaltRatio: 0.12 } },
  equity: { values: ["1010.00", "999.90", "1019.898"] },
  trades: [{ netPnl: "30.00" }, { netPnl: "-10.10" }],
};

test("a stored run is found by id, folder and file, and the answer is kept beside it", async () => {
  store("r_one", JSON.stringify(RESULT));
  const byId = await run("r_one", "--json", "--paths", "50");
  assert.equal(byId.code, 0, byId.err);
  const result = JSON.parse(byId.out) as MonteCarloResult;
  assert.deepEqual(result.of, { runId: "r_one", strategy: "demo" });
  assert.deepEqual([result.kind, result.figures.steps, result.options.drawdownLimit], ["monte-carlo", 3, 0.12]);
  assert.deepEqual(JSON.parse(readFileSync(join(RUNS, result.runId, "result.json"), "utf8")), result);
  for (const named of [join(RUNS, "r_one"), join(RUNS, "r_one", "result.json")])
    assert.equal((await run(named, "--json", "--paths", "50")).out, byId.out);
  const other = await run("r_one", "--seed", "9", "--paths", "50", "--json", "--drawdown-limit", "0.5");
  assert.notEqual((JSON.parse(other.out) as MonteCarloResult).runId, result.runId);
});

test("trades keep the end", async () => {
  store("r_one", JSON.stringify(RESULT));
  const { out } = await run("r_one", "--method", "trades", "--json", "--out", "mc");
  const { figures } = JSON.parse(out) as MonteCarloResult;
  assert.ok(Math.abs(figures.finalReturn.p5 - 0.0199) < 1e-9 && Math.abs(figures.finalReturn.p95 - 0.0199) < 1e-9);
  assert.ok(existsSync(join(FOLDER, "mc", "result.json")));
  const table = (await run("r_one")).out;
  assert.match(table, /demo · r_one · 1000 paths of 3 sessions · days in blocks of 3 · seed 42/);
  assert.match(table, /Chance of −12 %/);
});

test("what is no backtest is refused", async () => {
  const table: readonly [string, string, RegExp][] = [
    ["r_text", "not json", /is no JSON document/],
    ["r_sweep", JSON.stringify({ kind: "sweep" }), /is a sweep, expected a backtest or a walk-forward/],
    ["r_empty", "{}", /expected a result\.json/],
    ["r_null", "null", /expected a result\.json/],
    ["r_short", JSON.stringify({ ...RESULT, equity: { values: ["1"] } }), /fewer than 2 daily returns/],
    ["r_bad", JSON.stringify({ ...RESULT, trades: [{}] }), /expected a result\.json/],
  ];
  for (const [id, text, message] of table) {
    store(id, text);
    const result = await run(id);
    assert.equal(result.code, 5, id);
    assert.match(result.err, message, id);
    assert.equal(result.out, "");
  }
  assert.match((await run("r_absent")).err, /There is no run "r_absent"/);
  assert.equal((await run("r_one", "--paths", "0")).code, 2);
});
