import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Command, CommandEntry } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import type { CliIo } from "./io.ts";
import { runCli } from "./run-cli.ts";

const sample: Command = {
  positionals: [{ name: "FILE", summary: "the file to read" }],
  options: [
    { name: "depth", kind: "integer", min: 1, max: 9, summary: "how deep" },
    { name: "mode", kind: "text", choices: ["demo", "paper"], summary: "which mode" },
    { name: "param", kind: "text", isRepeated: true, summary: "name=value" },
    { name: "json", kind: "flag", summary: "as JSON" },
  ],
  examples: [],
  run: async (args, io) => {
    if (args.positionals[0] === "bug") throw new TypeError("x is not a function");
    io.out(JSON.stringify([args.positionals, Object.fromEntries(args.values)]));
    return 3;
  },
};
const entries: readonly CommandEntry[] = [
  { name: "read", summary: "Read a file", load: async () => sample },
  { name: "journal verify", summary: "Verify", load: async () => sample },
];

async function run(argv: readonly string[], cwd = tmpdir()): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const io: CliIo = {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    env: {},
    cwd,
    isTerminal: false,
    columns: 100,
  };
  const code = await runCli(argv, io, entries);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

test("arguments and the exit code pass through", async () => {
  const result = await run(["read", "a.csv", "--depth", "3", "--json", "--param", "a=1", "--param", "b=2"]);
  assert.equal(result.code, 3);
  assert.equal(result.err, "");
  assert.deepEqual(JSON.parse(result.out), [["a.csv"], { depth: 3, json: true, param: ["a=1", "b=2"] }]);
  assert.equal((await run(["journal", "verify", "dir"])).code, 3);
});

test("wrong usage exits 2 and says what was and what is allowed", async () => {
  const table: readonly (readonly [string, RegExp])[] = [
    ["", /Usage: agenttrader COMMAND/],
    ["raed a.csv", /unknown command "raed"\. Did you mean "read"\?/],
    ["jurnal verify x", /Did you mean "journal verify"\?/],
    ["journal verfy x", /unknown command "journal verfy"\. Did you mean "journal verify"\?/],
    ["journal", /a second word is missing\. Commands: journal verify/],
    ["read", /FILE is missing/],
    ["read a b", /unexpected argument "b"/],
    ["read a --jsn", /unknown option --jsn\. Did you mean "json"\?/],
    ["read a --depth 10", /--depth is "10"\. Allowed: an integer from 1 to 9/],
    ["read a --depth 1.5", /Allowed: an integer/],
    ["read a --depth", /--depth needs a value/],
    ["read a --depth 1 --depth 2", /--depth is given twice/],
    ["read a --mode dmo", /Allowed: demo, paper\. Did you mean "demo"\?/],
    ["read a --json=yes", /--json takes no value/],
  ];
  for (const [line, message] of table) {
    const result = await run(line.split(" ").filter((word) => word !== ""));
    assert.equal(result.code, 2, line);
    assert.match(result.err, message, line);
    assert.equal(result.out, "", line);
  }
});

test("help and version go to standard output", async () => {
  assert.match((await run(["--help"])).out, /journal verify {2}Verify/);
  assert.match((await run(["read", "--help"])).out, /--depth N/);
  assert.match((await run(["help", "journal"])).out, /journal verify/);
  assert.match((await run(["--version"])).out, /^\d+\.\d+\.\d+$/);
});

test("an unexpected error exits 1 with an id that is in the log", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "cli-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const result = await run(["read", "bug"], folder);
  assert.equal(result.code, 1);
  const id = /unexpected error (\S+): TypeError: x is not a function/.exec(result.err)?.[1] ?? "no id";
  assert.match(readFileSync(join(folder, ".agenttrader", "logs", "errors.log"), "utf8"), new RegExp(id));
});

test("every command of the table loads and brings two examples and its own options once", async () => {
  assert.ok(COMMANDS.length > 0);
  for (const entry of COMMANDS) {
    const command = await entry.load();
    assert.ok(command.examples.length >= 2, entry.name);
    for (const example of command.examples) assert.ok(example.line.startsWith(entry.name), example.line);
    const names = command.options.map((option) => option.name);
    assert.equal(new Set(names).size, names.length, entry.name);
  }
  assert.equal(new Set(COMMANDS.map((entry) => entry.name)).size, COMMANDS.length);
});
