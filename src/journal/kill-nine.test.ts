import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileStorage } from "./file-storage.ts";
import { testInput, testOptions } from "./journal-fixture.ts";
import { readJournal } from "./journal-reader.ts";
import { JournalWriter } from "./journal-writer.ts";
import { verifyJournal } from "./verify-journal.ts";

const KILLS = 10;

test(`kill -9 in the middle of writing, ${KILLS} times: every acknowledged input is there, once`, async () => {
  const folder = mkdtempSync(join(tmpdir(), "journal-"));
  try {
    let acknowledged = 0;
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const seq = await runAndKill(folder, 5 * kill);
      assert.ok(seq > acknowledged, `run ${kill} acknowledged up to ${seq}`);
      acknowledged = seq;
    }
    const writer = await JournalWriter.open(fileStorage(folder), testOptions());
    assert.ok(writer.lastSeq >= acknowledged);
    writer.append(testInput(writer.lastSeq + 1));
    await writer.close();
    let expected = 0;
    for (const record of readJournal(fileStorage(folder), { checkChain: true })) {
      if (record.r !== "input") continue;
      expected += 1;
      assert.deepEqual(record.input, { ...testInput(expected), seq: expected });
    }
    assert.ok(expected > acknowledged);
    const verified = verifyJournal(fileStorage(folder));
    assert.ok(verified.ok);
    assert.ok(verified.segments > 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a second writer is refused and told who writes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "journal-"));
  try {
    const writer = await JournalWriter.open(fileStorage(folder), testOptions());
    await assert.rejects(JournalWriter.open(fileStorage(folder), testOptions()), {
      code: "LOCKED",
      exitCode: 7,
      message: `Process ${process.pid} (test, since 2026-03-02T14:30:00.000Z) holds ${join(folder, "journal.lock")}; only one process may write there.`,
    });
    await writer.close();
    const next = await JournalWriter.open(fileStorage(folder), testOptions());
    await next.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Runs the child until it acknowledged `lines` groups, kills it, and returns the last seq it acknowledged. */
function runAndKill(folder: string, lines: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "kill-nine.child.ts"), folder], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
    if (text.split("\n").length > lines) child.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    child.on("close", () => {
      const whole = text.split("\n").slice(0, -1);
      if (whole.length < lines) reject(new Error(`the child ended early: ${errors}`));
      else resolve(Number(whole.at(-1)));
    });
  });
}
