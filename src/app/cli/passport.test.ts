import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createRandom, nextNormal } from "../../core/math/random.ts";
import { nyseSessions } from "../../data/calendar/nyse-calendar.ts";
import type { Passport } from "../../research/doubt/passport.ts";
import { COMMANDS } from "./commands.ts";
import { runCli } from "./run-cli.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-passport-cli-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const io = { env: {}, cwd: FOLDER, isTerminal: false, columns: 100 };
  const code = await runCli(
    ["passport", ...argv],
    { ...io, out: (line) => void out.push(line), err: (line) => void err.push(line) },
    COMMANDS,
  );
  return { code, out: out.join("\n"), err: err.join("\n") };
}

function writeInputs(): void {
  const random = createRandom(3);
  let price = 100;
  const rows = nyseSessions("2022-01-03", "2023-06-30").map(({ openMicros }) => {
    const open = price;
    price = Math.max(5, price * (1 + 0.01 * nextNormal(random)));
    const cells = [open, Math.max(open, price) + 0.1, Math.min(open, price) - 0.1, price].map((one) => one.toFixed(2));
    return [new Date(openMicros / 1000).toISOString().slice(0, 10), ...cells, 1000].join(",");
  });
  writeFileSync(join(FOLDER, "AAA.csv"), ["date,open,high,low,close,volume", ...rows].join("\n"));
  writeFileSync(
    join(FOLDER, "walk.yaml"),
    [
      "id: walk",
      "kind: ema-cross",
      "instruments: [AAA]",
      "timeframe: 1d",
      "parameters: { fast: 3, slow: 9 }",
      "sizing: { kind: percent-equity, percent: 50 }",
      "costs: { commissionPerOrder: 1.00, slippageBps: 5 }",
      "initialCapital: 100000",
    ].join("\n"),
  );
}

test("a passport is refused with 3, kept, and everything it tried is on record", async () => {
  writeInputs();
  const { code, out, err } = await run("walk.yaml", "--data", "AAA.csv", "--json", "--paths", "100");
  assert.equal(code, 3, err);
  const passport = JSON.parse(out) as Passport;
  assert.deepEqual([passport.kind, passport.schemaVersion, passport.verdict], ["passport", 1, "failed"]);
  assert.equal(passport.gates.length, 12);
  assert.deepEqual(
    passport.gates
      .filter((gate) => ["history", "lookAhead", "recursive"].includes(gate.name))
      .map((gate) => gate.isPassed),
    [false, true, true],
  );
  const kept = join(FOLDER, ".agenttrader", "passports", `walk-${passport.hash.slice(0, 12)}.json`);
  assert.deepEqual(JSON.parse(readFileSync(kept, "utf8")), passport);
  const register = join(FOLDER, ".agenttrader", "trials", "walk--ema-cross.jsonl");
  const lines = readFileSync(register, "utf8").trim().split("\n");
  assert.equal(lines.length, passport.evidence.trials.distinct);
  assert.equal(lines.length, passport.evidence.neighbourhood.count + 1);
  assert.match(err, /walk · ema-cross .* of 12 gates: failed/);
  // The same again is the same, and tries nothing new.
  const again = await run("walk.yaml", "--data", "AAA.csv", "--json", "--paths", "100");
  assert.equal(again.out, out);
  assert.equal(readFileSync(register, "utf8").trim().split("\n").length, lines.length);
});

test("a walk-forward counts only for its own strategy, bars, costs and end", async () => {
  writeInputs();
  const first = JSON.parse((await run("walk.yaml", "--data", "AAA.csv", "--json", "--paths", "100")).out) as Passport;
  const stored = {
    kind: "walk-forward",
    partial: false,
    strategy: { id: "walk", kind: "ema-cross" },
    data: { sha256: first.data.sha256 },
    config: { ...first.config, warmupBars: 20 },
    windows: [{}, {}],
    trades: Array.from({ length: 31 }, () => ({})),
    efficiency: 0.75,
    metrics: { totalReturn: 0.1 },
    equity: { values: ["1", "2", "3"] },
  };
  const give = async (change: object): Promise<{ code: number; out: string; err: string }> => {
    mkdirSync(join(FOLDER, ".agenttrader", "runs", "r_wf"), { recursive: true });
    writeFileSync(
      join(FOLDER, ".agenttrader", "runs", "r_wf", "result.json"),
      JSON.stringify({ ...stored, ...change }),
    );
    return run("walk.yaml", "--data", "AAA.csv", "--json", "--paths", "100", "--walk-forward", "r_wf");
  };
  const passport = JSON.parse((await give({})).out) as Passport;
  assert.deepEqual(passport.evidence.outOfSample, {
    method: "walk-forward",
    windows: 2,
    days: 3,
    trades: 31,
    totalReturn: 0.1,
    efficiency: 0.75,
  });
  assert.equal(passport.gates.find((gate) => gate.name === "outOfSample")?.isPassed, true);
  const table: readonly [object, RegExp][] = [
    [{ kind: "sweep" }, /is no walk-forward but sweep/],
    [{ kind: undefined }, /is no walk-forward but a backtest/],
    [{ strategy: { id: "other", kind: "ema-cross" } }, /is of another strategy than walk/],
    [{ data: { sha256: "00" } }, /is over other bars/],
    [{ config: { ...first.config, costs: { ...first.config.costs, slippageBps: 0 } } }, /has another costs in its/],
    [{ config: undefined }, /has another initialCapital/],
    [{ partial: true }, /was interrupted/],
    [{ windows: null }, /has no windows/],
  ];
  for (const [change, message] of table) {
    const { code, err, out } = await give(change);
    assert.deepEqual([code, out], [5, ""]);
    assert.match(err, message);
  }
  assert.equal((await run("walk.yaml")).code, 2);
  assert.equal((await run("absent.yaml", "--data", "AAA.csv")).code, 2);
  assert.ok(existsSync(join(FOLDER, ".agenttrader", "trials")));
});
