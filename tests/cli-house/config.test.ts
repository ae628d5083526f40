import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { EXIT } from "../../src/platform/exit-codes.ts";
import { runBinary, startBinary } from "./run-binary.ts";

const CONFIG = `strategies: { folder: ./mine }
brain: { sizeWithoutAllocation: 0.1 }
risk: { profile: conservative, positionsMax: 4 }
accounts: [{ id: SIM, cash: 250000 }]
`;
const STRATEGY =
  "id: a\nkind: ema-cross\ninstruments: [SPY]\ntimeframe: 1m\nparameters: { fast: 3, slow: 8 }\ninitialCapital: 50000\n";

function folderWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "cli-config-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "mine"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Each row: what is typed, the exit code, and what a user reads. */
const ROWS: readonly (readonly [line: string, code: number, says: RegExp])[] = [
  ["config", EXIT.usage, /a second word is missing/],
  ["config chek", EXIT.usage, /Did you mean "config check"\?/],
  ["config check", EXIT.done, /^ok: agenttrader\.yaml, 5 of \d+ settings are set$/m],
  ["config check --config gone.yaml", EXIT.usage, /no configuration file gone\.yaml/],
  ["config check --config mine", EXIT.usage, /configuration file mine cannot be read \(EISDIR\)/],
  [
    "config check --config wrong.yaml",
    EXIT.usage,
    /wrong\.yaml:2:3: unknown key "risk\.profil"\. Did you mean "profile"\?/,
  ],
  ["config show --config wrong.yaml", EXIT.usage, /wrong\.yaml:3:17: risk\.positionsMax was 99/],
  ["up --config wrong.yaml", EXIT.usage, /wrong\.yaml:3:17: risk\.positionsMax was 99/],
  ["config show", EXIT.done, /^strategies\.folder +\.\/mine$/m],
  ["config show --origin", EXIT.done, /^risk\.positionsMax +4 \(agenttrader\.yaml\)$/m],
  ["config show --origin", EXIT.done, /^port +8080 \(default\)$/m],
];

test("each line about the configuration ends with its documented exit code and says what to do", async (t) => {
  const wrong = "risk:\n  profil: balanced\n  positionsMax: 99\n";
  const folder = folderWith(t, { "agenttrader.yaml": CONFIG, "wrong.yaml": wrong });
  for (const [line, code, says] of ROWS) {
    const run = await runBinary(line.split(" "), folder);
    assert.equal(run.code, code, `${line}\n${run.out}${run.err}`);
    assert.match(run.out + run.err, says, line);
  }
  const run = await runBinary(["config", "show", "--json"], folder);
  const rows = JSON.parse(run.out) as { key: string; value: string; origin: string }[];
  assert.deepEqual(
    rows.find((row) => row.key === "brain.sizeWithoutAllocation"),
    { key: "brain.sizeWithoutAllocation", value: "0.1", origin: "agenttrader.yaml" },
  );
});

test("config check is content without a file", async (t) => {
  const run = await runBinary(["config", "check"], folderWith(t, {}));
  assert.equal(run.code, EXIT.done, run.err);
  assert.match(run.out, /^ok: no agenttrader\.yaml here, 0 of \d+/m);
});

test("up in paper mode trades the strategies of the folder under the file's limits", async (t) => {
  const folder = folderWith(t, { "agenttrader.yaml": CONFIG, "mine/a.yaml": STRATEGY });
  const run = startBinary(["up", "--mode", "paper", "--no-views", "--port", "0"], folder);
  t.after(() => run.child.kill("SIGKILL"));
  await run.said(/Stop with Ctrl-C/);
  run.child.kill("SIGTERM");
  const ended = await run.ended;
  assert.equal(ended.code, EXIT.terminated, ended.err);
  const journal = readFileSync(join(folder, ".agenttrader", "journal", "000000000001.jsonl"), "utf8");
  const line = journal.split("\n").find((record) => record.includes('"ConfigChanged"')) ?? "";
  for (const part of ['"sizeWithoutAllocation":0.1', '"profile":"conservative"', '"positionsMax":4', "250000000000"])
    assert.ok(line.includes(part), `${part} in ${line}`);
});
