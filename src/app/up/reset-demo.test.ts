import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileStorage } from "../../journal/file-storage.ts";
import type { CliIo } from "../cli/io.ts";
import { resetDemo } from "./reset-demo.ts";

const IO: CliIo = { out: () => {}, err: () => {}, env: {}, cwd: ".", isTerminal: false, columns: 80 };

test("a reset takes the run and leaves the rest, but never under a running platform or unasked", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "reset-demo-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const segment = join(folder, "journal", "000000000001.jsonl");
  mkdirSync(join(folder, "journal"));
  writeFileSync(segment, "a record\n");
  writeFileSync(join(folder, "mine.txt"), "kept");

  await assert.rejects(resetDemo(folder, IO, false), { code: "NOT_CONFIRMED" });
  const unlock = fileStorage(join(folder, "journal")).lock("agenttrader up", "2026-01-05T14:20:00.000Z");
  await assert.rejects(resetDemo(folder, IO, true), { exitCode: 7 });
  assert.ok(existsSync(segment), "nothing was removed");
  unlock();
  await resetDemo(folder, IO, true);
  assert.equal(existsSync(segment), false);
  assert.ok(existsSync(join(folder, "mine.txt")));
});
