/** STOP by signal to the process one has started, also where that one only passes on to the project's Node. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, linkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { agenttraderToEnd } from "../kill/test-process.ts";
import { temporaryFolder } from "../parity/test-run.ts";

const BINARY = join(import.meta.dirname, "../../bin/agenttrader.cjs");

test("SIGUSR1 reaches the platform through the process that started it", { skip: isWindows() }, async (t) => {
  const folder = temporaryFolder((clean) => t.after(clean));
  const other = otherNode(folder);
  const data = join(folder, "data");
  const run = spawn(other, [BINARY, "up", "--no-views", "--port", "0", "--data-dir", data], {
    env: { ...process.env, npm_lifecycle_event: "start", NODE_TEST_CONTEXT: undefined },
    stdio: ["ignore", "pipe", "pipe"],
  });
  t.after(() => run.kill("SIGTERM"));
  const ended = new Promise<number | null>((resolve) => run.on("close", resolve));
  let said = "";
  run.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    run.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("Stop with Ctrl-C")) resolve();
    });
    void ended.then(() => reject(new Error(said)));
  });
  run.kill("SIGUSR1");
  for (let tries = 0; ; tries += 1) {
    const status = await agenttraderToEnd(["stop", "--status", "--data-dir", data]);
    if (/^Stopped: level 2 \(HALT\) .* by signal SIGUSR1$/m.test(status.out)) break;
    assert.ok(tries < 30, `${status.out}${status.err}${said}`);
  }
  assert.ok(!said.includes("Debugger"), said);
  run.kill("SIGINT");
  assert.equal(await ended, 130, said);
});

/** The same Node under another path, so that the binary starts the project's own as a child. */
function otherNode(folder: string): string {
  const path = join(folder, "node");
  try {
    linkSync(process.execPath, path);
  } catch {
    copyFileSync(process.execPath, path);
  }
  return path;
}

function isWindows(): boolean {
  return process.platform === "win32";
}
