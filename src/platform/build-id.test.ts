import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { buildId } from "./build-id.ts";
import { EXIT } from "./exit-codes.ts";
import { Failure, exitCodeOf, messageOf } from "./failure.ts";

test("the build names version and core: a changed core line changes it, a test file does not", () => {
  const folder = mkdtempSync(join(tmpdir(), "build-"));
  try {
    assert.throws(() => buildId(folder), { code: "BUILD_UNKNOWN" });
    mkdirSync(join(folder, "dist"));
    writeFileSync(join(folder, "dist", "build-id.txt"), "0.1.0+000000000000\n");
    assert.equal(buildId(folder), "0.1.0+000000000000");
    writeFileSync(join(folder, "package.json"), '{"version":"0.2.0"}');
    mkdirSync(join(folder, "src", "core", "a"), { recursive: true });
    writeFileSync(join(folder, "src", "core", "a", "x.ts"), "1");
    writeFileSync(join(folder, "src", "core", "b.ts"), "2");
    const first = buildId(folder);
    assert.match(first, /^0\.2\.0\+[0-9a-f]{12}$/);
    writeFileSync(join(folder, "src", "core", "b.test.ts"), "3");
    assert.equal(buildId(folder), first);
    writeFileSync(join(folder, "src", "core", "b.ts"), "4");
    assert.notEqual(buildId(folder), first);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a failure prints as one message and carries its exit code; anything else is a bug", () => {
  const failure = new Failure({ code: "X", exitCode: EXIT.conflict, message: "Was a.", hint: "Do b." });
  assert.equal(messageOf(failure), "Was a. Do b.");
  assert.equal(exitCodeOf(failure), 7);
  assert.equal(exitCodeOf(new Error("x")), 1);
});
