import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { EXIT } from "../../src/platform/exit-codes.ts";
import { runBinary, startBinary } from "./run-binary.ts";

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "cli-house-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Each row: what is typed, the exit code, and what a user reads. */
const ROWS: readonly (readonly [line: string, code: number, says: RegExp])[] = [
  ["--help", EXIT.done, /Usage: agenttrader COMMAND/],
  ["", EXIT.usage, /Usage: agenttrader COMMAND/],
  ["--version", EXIT.done, /^\d+\.\d+\.\d+$/m],
  ["up --help", EXIT.done, /--data-dir DIR/],
  ["bactest sample", EXIT.usage, /Did you mean "backtest"\?/],
  ["backtest sample --form 2024-01-02", EXIT.usage, /Did you mean "from"\?/],
  ["journal", EXIT.usage, /a second word is missing/],
  ["up --port 99999", EXIT.usage, /--port/],
  ["up --mode papier", EXIT.usage, /paper/],
  ["up --mode paper", EXIT.usage, /needs a strategy/],
  ["up --speed 0", EXIT.usage, /positive number/],
  ["backtest gone.yaml", EXIT.usage, /gone\.yaml/],
  ["backtest wrong.yaml", EXIT.usage, /wrong\.yaml/],
  ["backtest kind.yaml", EXIT.usage, /Did you mean "?ema-cross"?/],
  ["data check empty.csv", EXIT.notSo, /empty\.csv/],
  ["data check gone.csv", EXIT.badData, /gone\.csv/],
  ["data check fault.csv", EXIT.notSo, /fault\.csv:3/],
  ["journal verify gone", EXIT.badData, /gone/],
];

const STRATEGY = "id: a\nkind: ema-corss\ninstruments: [SPY]\ntimeframe: 1m\n";
const BARS =
  "time,open,high,low,close,volume\n2024-01-02T14:30:00Z,10,11,9,10,5\n2024-01-02T14:31:00Z,10,8,9,10,5\n2024-01-02T14:32:00Z,10,11,9,10,5\n";

test("each command line ends with its documented exit code and says what to do", async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, "wrong.yaml"), "id: [a\nkind");
  writeFileSync(join(folder, "kind.yaml"), STRATEGY);
  writeFileSync(join(folder, "empty.csv"), "");
  writeFileSync(join(folder, "fault.csv"), BARS);
  for (const [line, code, says] of ROWS) {
    const run = await runBinary(line === "" ? [] : line.split(" "), folder);
    assert.equal(run.code, code, `${line}\n${run.out}${run.err}`);
    assert.match(run.out + run.err, says, line);
    if (code !== EXIT.done) assert.doesNotMatch(run.err, /\n\s+at /, `${line}: no stack for the user`);
  }
});

test("data generate, data check and backtest sample work in an empty folder; a second result is no surprise", async (t) => {
  const folder = temporaryFolder(t);
  const generated = await runBinary(["data", "generate", "--out", "bars"], folder);
  assert.equal(generated.code, EXIT.done, generated.err);
  const checked = await runBinary(["data", "check", "bars/SPY_1m.csv"], folder);
  assert.equal(checked.code, EXIT.done, checked.out + checked.err);
  const tested = await runBinary(["backtest", "sample"], folder);
  assert.equal(tested.code, EXIT.done, tested.err);
  assert.match(tested.out, /report .*report\.html/);
  const again = await runBinary(["backtest", "sample"], folder);
  const hash = (text: string): string | undefined => /orders ([0-9a-f]+)/.exec(text)?.[1];
  assert.equal(hash(again.out), hash(tested.out));
  assert.notEqual(hash(tested.out), undefined);
});

test("what cannot be written ends with 6 and names the place", async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, "file"), "");
  // A data folder that cannot be one is wrong usage; the others find out when they write.
  assert.equal((await runBinary(["up", "--data-dir", "file/below"], folder)).code, EXIT.usage);
  for (const args of [
    ["data", "generate", "--out", "file/below"],
    ["backtest", "sample", "--data-dir", "file/below"],
  ]) {
    const run = await runBinary(args, folder);
    assert.equal(run.code, EXIT.unavailable, `${args.join(" ")}\n${run.out}${run.err}`);
    assert.match(run.err, /file/);
  }
});

test("a busy port and a second process end with 7; Ctrl-C ends with 130, SIGTERM with 143; the journal goes on", async (t) => {
  const folder = temporaryFolder(t);
  const server = createServer();
  t.after(() => server.close());
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const bound = server.address();
      resolve(typeof bound === "object" && bound !== null ? bound.port : 0);
    });
  });
  const busy = await runBinary(["up", "--no-views", "--port", String(port)], folder);
  assert.equal(busy.code, EXIT.conflict, busy.err);
  assert.match(busy.err, new RegExp(`${port}.*\\n?.*--port`));

  const first = startBinary(["up", "--no-views", "--port", "0", "--speed", "max"], folder);
  t.after(() => first.child.kill("SIGKILL"));
  await first.said(/Stop with Ctrl-C/);
  const second = await runBinary(["up", "--no-views", "--port", "0"], folder);
  assert.equal(second.code, EXIT.conflict, second.err);
  assert.match(second.err, new RegExp(`Process ${first.child.pid} `));
  first.child.kill("SIGINT");
  const stopped = await first.ended;
  assert.equal(stopped.code, EXIT.interrupted, stopped.err);
  assert.match(stopped.out, /Stopped at seq \d+: .*next start/);

  const next = startBinary(["up", "--no-views", "--port", "0"], folder);
  t.after(() => next.child.kill("SIGKILL"));
  assert.match(await next.said(/Stop with Ctrl-C/), /Continues the run/);
  next.child.kill("SIGTERM");
  assert.equal((await next.ended).code, EXIT.terminated);

  const journal = join(folder, ".agenttrader");
  const sound = await runBinary(["journal", "verify", journal], folder);
  assert.equal(sound.code, EXIT.done, sound.out + sound.err);
  const segment = join(journal, "journal", "000000000001.jsonl");
  const text = readFileSync(segment, "utf8");
  writeFileSync(segment, text.replace('"kind":"BarClosed"', '"kind":"BarClosec"'));
  const damaged = await runBinary(["journal", "verify", journal], folder);
  assert.equal(damaged.code, EXIT.notSo, damaged.out + damaged.err);
  assert.match(damaged.out + damaged.err, /record|seq|line/i);
});
