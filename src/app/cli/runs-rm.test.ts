import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { runCli } from "./run-cli.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-rm-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));
const RUNS = join(FOLDER, ".agenttrader/runs");
for (const folder of [join(RUNS, "one"), join(RUNS, "two"), join(FOLDER, "elsewhere")]) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "result.json"), '{"runId":"r","strategy":{"id":"s"}}');
}
symlinkSync(join(FOLDER, "elsewhere"), join(RUNS, "linked"));

async function remove(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const io = { env: {}, cwd: FOLDER, isTerminal: false, columns: 100 };
  const code = await runCli(["runs", "rm", ...argv], {
    ...{ out: (line) => void out.push(line), err: (line) => void err.push(line) },
    ...io,
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

test("one that may not be removed keeps all that were named with it", async () => {
  for (const [last, code, message] of [
    ["linked", 4, /is not a plain folder/],
    ["gone", 5, /no run "gone"/],
  ] as const) {
    const ran = await remove("one", last);
    assert.deepEqual([ran.code, ran.out], [code, ""]);
    assert.match(ran.err, message);
    assert.ok(existsSync(join(RUNS, "one/result.json")), last);
  }
  // Looking for a name leaves a summary beside each result.
  assert.match((await remove("one", "--dry-run")).out, /^Would remove one \(2 files\)$/);
  assert.deepEqual(await remove("one", "two", "one"), {
    ...{ code: 0, out: "Removed one (2 files)\nRemoved two (2 files)", err: "" },
  });
  assert.deepEqual([existsSync(join(RUNS, "one")), existsSync(join(FOLDER, "elsewhere/result.json"))], [false, true]);
});
