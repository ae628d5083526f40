import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, runBinary, startBinary } from "../cli-house/run-binary.ts";

/** A command of the README with the output shown below it. */
interface ShownCommand {
  readonly line: string;
  readonly shown: readonly string[];
}

const README = readFileSync(join(ROOT, "README.md"), "utf8");
const SHOWN = commandsOf(README);
const PASSWORD = "correct horse battery";

function commandsOf(text: string): readonly ShownCommand[] {
  const commands: { line: string; shown: string[] }[] = [];
  for (const [, block = ""] of text.matchAll(/```console\n([\s\S]*?)```/g)) {
    for (const line of block.trimEnd().split("\n")) {
      if (line.startsWith("$ ")) commands.push({ line: line.slice(2), shown: [] });
      else commands.at(-1)?.shown.push(line);
    }
  }
  return commands;
}

/** What differs between two runs of the same command: numbers, ids, paths, padding. */
function shapeOf(text: string): string {
  return text
    .replace(/\/\S+\/(?=\.agenttrader|runs)/g, "")
    .replace(/code=\S+/, "code=")
    .replace(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\b(?=[0-9a-f]*\d)[0-9a-f]{12}\b/g, "ID")
    .replace(/[−+-]?\d[\d,.]*/g, "0")
    .replace(/\s+/g, " ")
    .trim();
}

function argumentsOf(line: string): readonly string[] {
  return line
    .replace(/^(node bin\/agenttrader\.cjs|npm start --|npm start) ?/, "")
    .split(" ")
    .filter((word) => word !== "");
}

test("every command of the README that ends by itself works as shown", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(join(ROOT, "examples"), join(folder, "examples"));
  const commands = SHOWN.filter(({ line }) => line.startsWith("node bin/agenttrader.cjs "));
  assert.ok(commands.length >= 6, `${commands.length} commands seen`);
  // `journal verify` wants the run that `npm start` began.
  const demo = startBinary(["up", "--no-views", "--port", "0"], folder);
  await demo.said(/Stop with Ctrl-C/);
  demo.child.kill("SIGINT");
  await demo.ended;
  for (const { line, shown } of commands) {
    const run = await runBinary(argumentsOf(line), folder);
    // A busy port is no fault of the README.
    if (!line.endsWith("doctor")) assert.equal(run.code, 0, `${line}\n${run.out}${run.err}`);
    const said = run.out.split("\n").map(shapeOf);
    for (const want of shown) assert.ok(said.includes(shapeOf(want)), `${line} does not say\n${want}\nbut\n${run.out}`);
  }
});

test("npm start, a signal by curl and STOP work as shown", async (t) => {
  if (spawnSync("curl", ["--version"]).status !== 0) {
    t.skip("no curl on this machine: the README's curl lines were not tried");
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const platform = startBinary(["up", "--port", "0"], folder);
  t.after(() => platform.child.kill("SIGKILL"));
  const greeting = await platform.said(/Stop with Ctrl-C/);
  const wanted = SHOWN.find(({ line }) => line === "npm start")?.shown.filter(
    (line) => !/^(Installing|Preparing)/.test(line),
  );
  assert.deepEqual(greeting.trimEnd().split("\n").map(shapeOf), wanted?.map(shapeOf));
  const address = /http:\/\/[\d.:]+/.exec(greeting)?.[0] ?? "";
  const code = /code=(\S+)/.exec(greeting)?.[1] ?? "";
  const signup = await fetch(`${address}/v1/auth/signup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code, username: "ann", password: PASSWORD }),
  });
  assert.equal(signup.status, 201, await signup.text());

  const known = new Map([["YOUR-PASSWORD", PASSWORD]]);
  const lines = SHOWN.filter(({ line }) => line.startsWith("curl "));
  assert.ok(lines.length >= 4, `${lines.length} curl lines seen`);
  for (const { line, shown } of lines) {
    let typed = line.replaceAll("http://127.0.0.1:8080", address);
    for (const [word, value] of known) typed = typed.replaceAll(word, value);
    const run = spawnSync("bash", ["-c", typed], { cwd: folder, encoding: "utf8" });
    assert.equal(run.status, 0, run.stderr);
    const answer = JSON.parse(run.stdout) as Readonly<Record<string, unknown>>;
    assert.equal(answer["code"], undefined, `${typed}\n${run.stdout}`);
    if (shown[0] !== undefined)
      assert.deepEqual(Object.keys(answer), Object.keys(JSON.parse(shown[0]) as object), line);
    if (typeof answer["csrfToken"] === "string") known.set("YOUR-TOKEN", answer["csrfToken"]);
    if (typeof answer["key"] === "string") known.set("YOUR-KEY", answer["key"]);
    if (line.includes("/v1/signals")) assert.equal(answer["status"], "accepted");
    if (line.includes("kill-switch")) assert.match(run.stdout, /"state":"HALT"/);
  }
  platform.child.kill("SIGINT");
  assert.equal((await platform.ended).code, 130);
});

test("every other start line is understood, and every link of the papers leads somewhere", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(join(ROOT, "examples"), join(folder, "examples"));
  assert.equal((await runBinary(["data", "generate", "--out", "bars"], folder)).code, 0);
  const starts = SHOWN.filter(({ line }) => line.startsWith("npm start -- "));
  assert.ok(starts.length >= 2);
  for (const { line } of starts) {
    const started = startBinary(["up", ...argumentsOf(line), "--no-views", "--port", "0"], folder);
    t.after(() => started.child.kill("SIGKILL"));
    await started.said(/Stop with Ctrl-C/);
    started.child.kill("SIGINT");
    assert.equal((await started.ended).code, 130, line);
  }
  for (const paper of ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md", "docs/glossary.md"]) {
    const text = readFileSync(join(ROOT, paper), "utf8");
    for (const [, link = ""] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      assert.ok(existsSync(join(ROOT, paper, "..", link)), `${paper} links to ${link}, which is not there`);
    }
  }
  for (const { line } of SHOWN.filter((command) => command.line.startsWith("npm test -- "))) {
    assert.ok(existsSync(join(ROOT, argumentsOf(line.replace("npm test --", "npm start --"))[0] ?? "?")), line);
  }
});
