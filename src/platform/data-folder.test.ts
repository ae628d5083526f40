import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { dataFolderPath, openDataFolder } from "./data-folder.ts";

test("--data-dir beats AGENTTRADER_HOME beats ./.agenttrader", () => {
  const workingDirectory = "/w";
  const environment = { AGENTTRADER_HOME: "/home/x" };
  assert.equal(dataFolderPath({ flag: "d", environment, workingDirectory }), "/w/d");
  assert.equal(dataFolderPath({ flag: "", environment, workingDirectory }), "/home/x");
  assert.equal(dataFolderPath({ environment: { AGENTTRADER_HOME: " " }, workingDirectory }), "/w/.agenttrader");
});

test("the folder is its owner's alone; a file in its place and a read-only parent are refused", (t) => {
  const workingDirectory = mkdtempSync(join(tmpdir(), "data-"));
  try {
    const path = openDataFolder({ flag: "a/b", environment: {}, workingDirectory });
    assert.equal(statSync(path).mode & 0o777, 0o700);
    const file = join(workingDirectory, "file");
    writeFileSync(file, "");
    for (const flag of ["file", "file/below"]) {
      assert.throws(() => openDataFolder({ flag, environment: {}, workingDirectory }), {
        code: "DATA_FOLDER_NOT_A_FOLDER",
        exitCode: 2,
      });
    }
    const closed = join(workingDirectory, "closed");
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    if (process.getuid?.() === 0) {
      t.diagnostic("root may write everywhere: the read-only case is not checked here");
      return;
    }
    for (const flag of ["closed", "closed/below"]) {
      assert.throws(() => openDataFolder({ flag, environment: {}, workingDirectory }), {
        code: "DATA_FOLDER_READ_ONLY",
        exitCode: 6,
        message: `The data folder ${join(workingDirectory, flag)} cannot be written (no permission, EACCES):`,
        hint: "make it writable, or choose another with --data-dir PATH or AGENTTRADER_HOME.",
      });
    }
  } finally {
    rmSync(workingDirectory, { recursive: true });
  }
});
