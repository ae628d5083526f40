import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { plantFolder } from "./test-source.ts";

/** A clone with a lock file, the boot script, and an npm of ours that does as `npm` says. */
function plantClone(t: TestContext, npm: string): string {
  const root = plantFolder(t, {
    "package-lock.json": '{"packages":{"":{},"node_modules/a":{}}}',
    "fake/npm": `#!/bin/sh\n${npm}\n`,
  });
  chmodSync(join(root, "fake/npm"), 0o755);
  mkdirSync(join(root, "bin"));
  cpSync(new URL("../bin/boot.cjs", import.meta.url), join(root, "bin/boot.cjs"));
  return root;
}

const INSTALLS = "echo run >> runs; mkdir -p node_modules/.bin";

function boot(root: string): { code: number | null; text: string } {
  // npm is looked for outside the clone, so the planted one is named the way npm names itself.
  const outside = `${root}-npm`;
  mkdirSync(outside, { recursive: true });
  cpSync(join(root, "fake/npm"), join(outside, "npm"));
  const result = spawnSync(process.execPath, ["bin/boot.cjs"], {
    cwd: root,
    env: { HOME: root, PATH: `${outside}:/usr/bin:/bin` },
    encoding: "utf8",
  });
  rmSync(outside, { recursive: true });
  return { code: result.status, text: result.stderr };
}

test("a clone is installed once and a second start is silent", (t) => {
  const root = plantClone(t, INSTALLS);
  assert.match(boot(root).text, /^Installing about 1 packages/);
  assert.deepEqual(boot(root), { code: 0, text: "" });
  writeFileSync(join(root, "package-lock.json"), '{"packages":{"":{},"node_modules/b":{}}}');
  assert.match(boot(root).text, /^Installing/);
  assert.equal(readFileSync(join(root, "runs"), "utf8"), "run\nrun\n");
});

test("what npm says becomes one sentence that says what to do", (t) => {
  const table: readonly (readonly [string, RegExp])[] = [
    ["npm error code ECONNREFUSED", /check the network/],
    ["npm error tunneling socket could not be established through proxy, 407", /HTTPS_PROXY/],
    ["npm error code EROFS", /cannot be written/],
    ["npm error code ENOSPC", /disk is full/],
    ["npm error code EUSAGE not in sync", /run "npm install" once/],
    ["npm error code SELF_SIGNED_CERT_IN_CHAIN", /NODE_EXTRA_CA_CERTS/],
    ["npm error something else", /run "npm install" to see/],
  ];
  for (const [said, sentence] of table) {
    const result = boot(plantClone(t, `echo '${said}' >&2; exit 1`));
    assert.equal(result.code, 6, said);
    assert.match(result.text.split("\n")[1] ?? "", sentence);
    assert.equal(result.text.trim().split("\n").length, 2, said);
  }
});

test("a dead installer's lock is broken and leaves nothing", (t) => {
  const root = plantClone(t, INSTALLS);
  mkdirSync(join(root, ".boot.lock"));
  writeFileSync(join(root, ".boot.lock/pid"), "999999999");
  assert.equal(boot(root).code, 0);
  assert.equal(existsSync(join(root, ".boot.lock")), false);
});

test("a second start waits for the first and installs nothing itself", async (t) => {
  const root = plantClone(t, INSTALLS);
  const owner = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
  t.after(() => owner.kill());
  mkdirSync(join(root, ".boot.lock"));
  writeFileSync(join(root, ".boot.lock/pid"), String(owner.pid));
  const waiting = spawn(process.execPath, ["bin/boot.cjs"], {
    cwd: root,
    env: { HOME: root, PATH: "/usr/bin:/bin" },
  });
  let text = "";
  const said = new Promise<void>((resolve) => {
    waiting.stderr.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      resolve();
    });
  });
  await said;
  assert.match(text, new RegExp(`process ${owner.pid}\\) is installing here; waiting`));
  // The first start finishes: its marker is there and its lock is gone.
  const done = new Promise<number | null>((resolve) => void waiting.on("exit", resolve));
  assert.equal(boot(plantClone(t, INSTALLS)).code, 0);
  const marker = spawnSync(process.execPath, ["-e", MARK, join(root, "package-lock.json"), root]);
  assert.equal(marker.status, 0, marker.stderr.toString());
  owner.kill();
  assert.equal(await done, 0);
  assert.equal(existsSync(join(root, "runs")), false);
});

/** Writes the marker of a finished install, as the first start would have. */
const MARK = `
const fs = require("node:fs"), path = require("node:path"), { createHash } = require("node:crypto");
const [lock, root] = process.argv.slice(1);
const bytes = fs.readFileSync(lock);
fs.mkdirSync(path.join(root, "node_modules"), { recursive: true });
const hash = createHash("sha256").update("package-lock.json\\n" + bytes.length + "\\n").update(bytes).digest("hex");
fs.writeFileSync(path.join(root, "node_modules/.agenttrader-installed"), hash);
`;
