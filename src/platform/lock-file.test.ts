import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { acquireLock, readLockHolder } from "./lock-file.ts";

const since = "2026-03-02T14:30:00.000Z";

/** A process that takes the lock, says so, and waits. */
async function holder(path: string): Promise<{ pid: number; kill: () => Promise<void> }> {
  const source = `import { acquireLock } from ${JSON.stringify(new URL("./lock-file.ts", import.meta.url).href)};
acquireLock(${JSON.stringify(path)}, { purpose: "agenttrader up", since: "${since}" });
process.stdout.write("held");
setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    pid: child.pid ?? 0,
    kill: () => {
      child.kill("SIGKILL");
      return ended;
    },
  };
}

test("a second process is refused with the holder's name; a killed holder leaves nothing behind", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lock-"));
  try {
    const path = join(folder, "agenttrader.lock");
    const other = await holder(path);
    assert.throws(() => acquireLock(path, { purpose: "test", since }), {
      code: "LOCKED",
      exitCode: 7,
      message: `Process ${other.pid} (agenttrader up, since ${since}) holds ${path}; only one process may write there.`,
      hint: "Stop it first, or use another folder with --data-dir.",
    });
    await other.kill();
    assert.equal(readLockHolder(path)?.pid, other.pid, "the note outlives the killed process, the lock does not");
    const mine = acquireLock(path, { purpose: "test", since });
    assert.equal(readLockHolder(path)?.pid, process.pid);
    assert.throws(() => acquireLock(path, { purpose: "test", since }), { code: "LOCKED" });
    mine.release();
    mine.release();
    acquireLock(path, { purpose: "test", since }).release();
    assert.equal(readLockHolder(path), null);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("without a note the refusal still says that somebody holds it; a missing folder is another failure", () => {
  const folder = mkdtempSync(join(tmpdir(), "lock-"));
  try {
    const path = join(folder, "a.lock");
    const lock = acquireLock(path, { purpose: "test", since });
    writeFileSync(`${path}.json`, "{");
    assert.throws(() => acquireLock(path, { purpose: "test", since }), { message: /^Another process holds / });
    lock.release();
    const missing = join(folder, "none", "a.lock");
    assert.throws(() => acquireLock(missing, { purpose: "test", since }), { code: "LOCK_UNAVAILABLE", exitCode: 6 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
