import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkLock, completeLock, gapsOf } from "./complete-lock.ts";
import { isGood } from "./finding.ts";
import { faultLines, plantFolder } from "./test-source.ts";

const LOCK = {
  name: "x",
  packages: {
    "": { version: "1.0.0" },
    "node_modules/tool": {
      version: "2.0.0",
      dev: true,
      optionalDependencies: {
        "@tool/linux-x64-musl": "2.0.0",
        "tool-darwin-arm64": "2.0.0",
        "tool-linux-x64": "2.0.0",
      },
    },
    "node_modules/tool-linux-x64": { version: "2.0.0", optional: true, integrity: "sha512-x" },
  },
};

test("an optional package that the lock file leaves out is found, added with its platform, and found no more", (t) => {
  const root = plantFolder(t, { "package-lock.json": JSON.stringify(LOCK) });
  assert.match(faultLines(checkLock(root)).join("\n"), /leaves out node_modules\/@tool\/linux-x64-musl/);
  assert.equal(checkLock(root).faults.length, 2);
  completeLock(root);
  assert.deepEqual(faultLines(checkLock(root)), []);
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as typeof LOCK;
  assert.deepEqual(Object.keys(packages), [
    "",
    "node_modules/@tool/linux-x64-musl",
    "node_modules/tool",
    "node_modules/tool-darwin-arm64",
    "node_modules/tool-linux-x64",
  ]);
  assert.deepEqual(gapsOf(LOCK)["node_modules/@tool/linux-x64-musl"], {
    version: "2.0.0",
    os: ["linux"],
    cpu: ["x64"],
    libc: ["musl"],
    dev: true,
    optional: true,
  });
});

test("a package without checksum must at least name its platform", (t) => {
  const packages = { ...LOCK.packages, "node_modules/loose": { version: "1.0.0", optional: true } };
  const root = plantFolder(t, { "package-lock.json": JSON.stringify({ packages }) });
  completeLock(root);
  assert.match(faultLines(checkLock(root)).join("\n"), /node_modules\/loose has neither a platform nor a checksum/);
});

test("a lock file without packages is a failure", (t) => {
  const root = plantFolder(t, { "package-lock.json": JSON.stringify({ packages: { "": {} } }) });
  assert.equal(isGood(checkLock(root)), false);
});
