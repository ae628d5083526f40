/** A crash inside the very first write of a data directory: the next start completes it. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { demoPlan } from "../../src/app/up/demo-plan.ts";
import type { OpenRun } from "../../src/app/up/open-run.ts";
import { openRun } from "../../src/app/up/open-run.ts";
import { RunTables } from "../../src/app/up/run-tables.ts";

test("a first write torn after any of its records can be started from", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-genesis-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const open = (): Promise<OpenRun> =>
    openRun({
      folder,
      plan: demoPlan(7),
      build: "test",
      tables: new RunTables(() => Promise.resolve()),
      now: () => "2026-01-05T14:30:00.000Z",
      notice: () => undefined,
      onJournalFailure: (message) => assert.fail(message),
      onStrategyFault: (error) => assert.fail(String(error)),
    });
  await (await open()).journal.close();
  const journal = join(folder, "journal");
  const file = join(journal, readdirSync(journal).find((name) => name.endsWith(".jsonl")) ?? "");
  const lines = readFileSync(file, "utf8").split("\n");
  assert.equal(lines.length, 8, "head, start, four inputs, batch record, and nothing behind the last newline");
  for (let whole = 2; whole <= 6; whole += 1) {
    writeFileSync(file, `${lines.slice(0, whole).join("\n")}\n${lines[whole]?.slice(0, 30)}`);
    rmSync(join(folder, "anchors.jsonl"));
    const run = await open();
    assert.equal(run.core.state.seq, 4, `${whole} whole records`);
    assert.notEqual(run.core.state.trading, null);
    await run.journal.close();
  }
});
