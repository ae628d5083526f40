import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { generateData } from "../../data/generate-data.ts";
import { command } from "./backtest.ts";
import { command as importCommand } from "./data-import.ts";
import type { CliIo } from "./io.ts";
import { parseArguments } from "./parse-arguments.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-backtest-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));
const DATA = join(FOLDER, "bars");
generateData({ instruments: ["SPY"], sessions: 130, seed: 7, from: "2024-01-02", out: DATA });

function strategy(id: string): string {
  const path = join(FOLDER, `${id}.yaml`);
  const lines = [
    `id: ${id}`,
    "kind: ema-cross",
    "instruments: [SPY]",
    "timeframe: 1m",
    "parameters: { fast: 5, slow: 20 }",
  ];
  writeFileSync(path, [...lines, "sizing: { kind: fixed-quantity, quantity: 10 }"].join("\n"));
  return path;
}

async function runWith(
  argv: readonly string[],
  during: (() => void) | null = null,
  which: typeof command = command,
): Promise<{ code: number; err: string }> {
  const parsed = parseArguments(which, argv);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  const err: string[] = [];
  const io: CliIo = {
    out: () => undefined,
    err: (line) => err.push(line),
    env: {},
    cwd: FOLDER,
    isTerminal: false,
    columns: 80,
  };
  const listeners = process.listenerCount("SIGINT");
  const running = which.run(parsed.args, io);
  if (during !== null) {
    while (process.listenerCount("SIGINT") === listeners) await new Promise((done) => setImmediate(done));
    during();
  }
  return { code: await running, err: err.join("\n") };
}

function resultOf(out: string): {
  partial: boolean;
  warnings: { code: string }[];
  strategies: { id: string }[];
  trades: unknown[];
} {
  return JSON.parse(readFileSync(join(out, "result.json"), "utf8")) as ReturnType<typeof resultOf>;
}

test("Ctrl-C leaves the result so far, marked partial, and exit code 130", async () => {
  const out = join(FOLDER, "stopped");
  const { code } = await runWith([strategy("stopped"), "--data", DATA, "--out", out], () =>
    process.emit("SIGINT", "SIGINT"),
  );
  const result = resultOf(out);
  assert.equal(code, 130);
  assert.equal(result.partial, true);
  assert.equal(result.warnings[0]?.code, "PARTIAL");
  assert.ok(result.trades.length > 0);
});

test("several files run in one account", async () => {
  const out = join(FOLDER, "both");
  const { code } = await runWith([
    strategy("one"),
    strategy("two"),
    "--data",
    DATA,
    "--to",
    "2024-01-10",
    "--out",
    out,
  ]);
  assert.equal(code, 0);
  const result = resultOf(out);
  assert.equal(result.partial, false);
  assert.deepEqual(
    result.strategies.map((row) => row.id),
    ["one", "two"],
  );
});

test("an unknown price adjustment is refused with what is allowed", () => {
  const parsed = parseArguments(command, ["a.yaml", "--adjust", "splits"]);
  assert.ok(!parsed.ok);
  assert.match(parsed.hint, /raw, split, total-return.*"split"/);
});

test("the catalogue gives the same orders as the file that was brought into it", async () => {
  const home = join(FOLDER, "home");
  const hash = (out: string): unknown =>
    (JSON.parse(readFileSync(join(out, "result.json"), "utf8")) as { ordersHash: string }).ordersHash;
  const [fromFile, fromCatalogue] = [join(FOLDER, "file"), join(FOLDER, "catalogue")];
  assert.equal((await runWith([DATA, "--data-dir", home], null, importCommand)).code, 0);
  const rest = ["--to", "2024-01-10", "--data-dir", home];
  const [file, catalogue] = [
    await runWith([strategy("one"), "--data", DATA, "--out", fromFile, ...rest]),
    await runWith([strategy("one"), "--data", "catalogue", "--out", fromCatalogue, ...rest]),
  ];
  assert.deepEqual([file.code, catalogue.code], [0, 0]);
  // Stored times are instants: there is nothing left to assume about them.
  assert.match(file.err, /^assumed: times were read as the opening of their bars; --bar-time close says otherwise$/m);
  assert.doesNotMatch(catalogue.err, /assumed/);
  assert.equal(hash(fromCatalogue), hash(fromFile));
  await assert.rejects(
    runWith([strategy("one"), "--data", "catalogue", "--data-dir", join(FOLDER, "empty")]),
    /the catalogue has no bars of SPY/,
  );
});
