/** What a user can get wrong with `up` and `journal`: the documented exit code and a message to act on. */
import assert from "node:assert/strict";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { agenttrader, agenttraderToEnd } from "../kill/test-process.ts";
import { generatedBars, strategyFile, temporaryFolder } from "../parity/test-run.ts";

const STRATEGY: readonly string[] = [
  "id: spy-ema",
  "kind: ema-cross",
  "instruments: [SPY]",
  "timeframe: 1m",
  "parameters: { fast: 3, slow: 8 }",
  "sizing: { kind: fixed-quantity, quantity: 10 }",
  "initialCapital: 100000",
];
const HEADER = "ts_utc,open,high,low,close,volume";
const ROW = "2024-01-02T14:30:00Z,500.00,500.10,499.90,500.05,1000";
const LAST = "2024-01-02T14:32:00Z,500.05,500.15,499.95,500.10,1000";
const NEXT = "2024-01-02T14:31:00Z,500.05,500.15,499.95,500.10,1000";

/** The strategy with the line of one key replaced. */
function having(key: string, line: string): readonly string[] {
  return STRATEGY.map((one) => (one.startsWith(`${key}:`) ? line : one));
}

interface BadCase {
  readonly name: string;
  readonly code: number;
  readonly message: RegExp;
  readonly strategy?: readonly string[];
  /** Null: the file is missing. */
  readonly bars?: string | null;
}
const CASES: readonly BadCase[] = [
  { name: "missing bars file", code: 5, message: /SPY_1m\.csv/, bars: null },
  { name: "empty bars file", code: 5, message: /SPY_1m\.csv.*empty/i, bars: "" },
  { name: "wrong header", code: 5, message: /SPY_1m\.csv/, bars: `a,b,c\n1,2,3\n` },
  {
    name: "bad row",
    code: 5,
    message: /SPY_1m\.csv:3/,
    bars: `${HEADER}\n${ROW}\n${NEXT.replace("500.15", "400.00")}\n${LAST}\n`,
  },
  { name: "duplicate times", code: 5, message: /SPY_1m\.csv:3/, bars: `${HEADER}\n${ROW}\n${ROW}\n${NEXT}\n${LAST}\n` },
  {
    name: "unknown instrument",
    code: 2,
    message: /FOO/,
    strategy: having("instruments", "instruments: [FOO, SPY]"),
    bars: `symbol,${HEADER}\nSPY,${ROW}\nSPY,${NEXT}\n`,
  },
  {
    name: "unknown kind",
    code: 2,
    message: /strategy\.yaml.*ema-cros.*ema-cross/s,
    strategy: having("kind", "kind: ema-cros"),
  },
  {
    name: "unknown parameter",
    code: 2,
    message: /strategy\.yaml:5.*fsat.*fast/s,
    strategy: having("parameters", "parameters: { fsat: 3, slow: 8 }"),
  },
  {
    name: "parameter out of range",
    code: 2,
    message: /strategy\.yaml:5.*fast/s,
    strategy: having("parameters", "parameters: { fast: 0, slow: 8 }"),
  },
  {
    name: "YAML syntax error",
    code: 2,
    message: /strategy\.yaml:4/,
    strategy: having("instruments", "instruments: [SPY"),
  },
  {
    name: "limit above its hard bound",
    code: 2,
    message: /strategy\.yaml:8.*riskPerTrade|strategy\.yaml:8.*perTrade/s,
    strategy: [...STRATEGY, "risk: { profile: balanced, maxRiskPerTrade: 90 }"],
  },
  {
    name: "share of capital above the whole",
    code: 2,
    message: /strategy\.yaml:6.*percent/s,
    strategy: having("sizing", "sizing: { kind: percent-equity, percent: 150 }"),
  },
  { name: "wrong speed", code: 2, message: /--speed was "fast"/ },
];

for (const one of CASES) {
  test(`up with ${one.name} exits ${one.code} and leaves nothing`, async (t) => {
    const folder = temporaryFolder((clean) => t.after(clean));
    const bars = join(folder, "SPY_1m.csv");
    if (one.bars !== null) writeFileSync(bars, one.bars ?? `${HEADER}\n${ROW}\n${NEXT}\n`);
    const args = ["up", "--mode", "paper", "--strategy", strategyFile(folder, one.strategy ?? STRATEGY)];
    const speed = one.name === "wrong speed" ? "fast" : "max";
    const data = join(folder, "data");
    const run = await agenttraderToEnd([
      ...args,
      ...["--market", bars, "--speed", speed, "--port", "0", "--no-views", "--stop-at-end", "--data-dir", data],
    ]);
    assert.equal(run.code, one.code, run.out + run.err);
    assert.match(run.err, one.message);
    assert.deepEqual(
      readdirSync(data).filter((name) => name === "journal"),
      [],
      "no journal was begun",
    );
  });
}

interface Running {
  readonly args: string[];
  readonly data: string;
}

function prepare(folder: string, sessions = 2): Running {
  const bars = generatedBars(folder, { instruments: ["SPY"], sessions, seed: 2 });
  const data = join(folder, "data");
  const file = strategyFile(folder, STRATEGY);
  return {
    args: ["up", "--mode", "paper", "--strategy", file, "--market", bars, "--no-views", "--data-dir", data],
    data,
  };
}

test("a port in use exits 7 and names it", async (t) => {
  const folder = temporaryFolder((clean) => t.after(clean));
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  t.after(() => other.close());
  const { port } = other.address() as AddressInfo;
  const { args } = prepare(folder);
  const run = await agenttraderToEnd([...args, "--speed", "max", "--stop-at-end", "--port", String(port)]);
  assert.equal(run.code, 7, run.err);
  assert.match(run.err, new RegExp(`port ${port} .*--port`, "s"));
});

test("Ctrl-C exits 130 and says what it left, a second process is refused meanwhile, a second start goes on", async (t) => {
  const folder = temporaryFolder((clean) => t.after(clean));
  const { args, data } = prepare(folder);
  const slow = [...args, "--speed", "6000", "--port", "0"];
  const run = agenttrader(slow);
  await run.saying(/Stop with Ctrl-C/);
  const second = await agenttraderToEnd(slow);
  assert.equal(second.code, 7, second.err);
  assert.match(second.err, new RegExp(`Process ${run.child.pid} .*only one process`, "s"));
  await new Promise((resolve) => setTimeout(resolve, 500));
  run.child.kill("SIGINT");
  assert.equal(await run.ended, 130, run.err());
  const seq = Number(/Stopped at seq (\d+): \d+ open positions and \d+ live orders stay/.exec(run.out())?.[1]);
  assert.ok(seq > 4, run.out());
  const next = await agenttraderToEnd([...args, "--speed", "max", "--port", "0", "--stop-at-end"]);
  assert.equal(next.code, 0, next.err);
  assert.match(next.out, new RegExp(`Continues the run in ${data} at seq \\d+ \\(0 inputs replayed\\)`));
  const replayed = await agenttraderToEnd(["journal", "replay", data, "--verify", "--json"]);
  assert.equal(replayed.code, 0, replayed.out + replayed.err);
  assert.equal((JSON.parse(replayed.out) as { identical: boolean }).identical, true);

  const order = await agenttraderToEnd(["journal", "trace", "0", "--data-dir", data]);
  assert.equal(order.code, 0, order.err);
  assert.match(order.out, /-> OrderPlanned 0 at[a-z2-7]{26}: buy 10 SPY market day/);
  assert.match(order.out, /check Buying power: PASS/);
  assert.match(order.out, /-> SignalEnded FILLED/);
  const none = await agenttraderToEnd(["journal", "trace", "99999", "--data-dir", data]);
  assert.equal(none.code, 5);

  const changed = flipByte(join(data, "journal"));
  const verify = await agenttraderToEnd(["journal", "verify", data]);
  assert.equal(verify.code, 3, verify.out + verify.err);
  assert.match(verify.out, new RegExp(`000000000001\\.jsonl:${changed.line} \\(seq \\d+\\) changed-byte`));
  const replay = await agenttraderToEnd(["journal", "replay", data, "--verify"]);
  assert.equal(replay.code, 5, replay.out + replay.err);
  const start = await agenttraderToEnd([...args, "--speed", "max", "--port", "0", "--stop-at-end"]);
  assert.equal(start.code, 5, start.out + start.err);
  assert.match(start.err, /journal .* is damaged: 000000000001\.jsonl:\d+ .*Restore the folder from a backup/s);
});

/** Changes one digit in the middle of the first segment; returns its line. */
function flipByte(journal: string): { line: number } {
  const path = join(journal, "000000000001.jsonl");
  const bytes = readFileSync(path);
  let at = Math.floor(bytes.length / 2);
  while ((bytes[at] ?? 0) < 0x31 || (bytes[at] ?? 0) > 0x38) at += 1;
  const file = openSync(path, "r+");
  writeSync(file, Buffer.from([(bytes[at] ?? 0) + 1]), 0, 1, at);
  closeSync(file);
  return { line: bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1 };
}

test("a data directory without a journal is said to be one", async (t) => {
  const folder = temporaryFolder((clean) => t.after(clean));
  mkdirSync(join(folder, "empty"));
  for (const words of [["replay"], ["verify"]]) {
    const run = await agenttraderToEnd(["journal", ...words, join(folder, "empty")]);
    assert.equal(run.code, 5, run.err);
    assert.match(run.err, /holds no journal/);
  }
});
