import assert from "node:assert/strict";
import { test } from "node:test";
import { isGood } from "./finding.ts";
import { sourceFiles } from "./source-files.ts";
import { faultLines, plantedFiles, plantFolder } from "./test-source.ts";
import { checkAssertionDensity } from "./tidy/assertion-density.ts";
import { checkBannedCalls } from "./tidy/banned-calls.ts";
import { checkDeadFiles } from "./tidy/dead-files.ts";
import { checkFileLengths } from "./tidy/file-lengths.ts";
import { checkForeignPlaces } from "./tidy/foreign-places.ts";
import { checkHabits } from "./tidy/habits.ts";
import { checkTestHabits } from "./tidy/test-habits.ts";
import { tidy } from "./tidy.ts";

test("each banned call in core is found with its line and its replacement", (t) => {
  const banned: readonly (readonly [string, RegExp])[] = [
    ["const now = Date.now();", /Date: time comes from inputs/],
    ["const d = new Date(0);", /Date: time comes/],
    ["const r = Math.random();", /seeded generator/],
    ["const e = Math.exp(1);", /Math\.exp differs/],
    ["const { log } = { log: Math.log };", /Math\.log differs/],
    ["const e = x ** 0.5;", /\*\* differs/],
    ["const s = n.toLocaleString();", /toLocaleString depends/],
    ["const s = a.localeCompare(b);", /localeCompare depends/],
    ["const f = new Intl.NumberFormat();", /Intl: calendars/],
    ["export async function f(): Promise<void> {}", /async: the core is synchronous/],
    ["for (const k in o) use(k);", /for\.\.in has no order/],
    ["console.log(1);", /console: return an Output/],
    ["const e = process.env;", /process: configuration/],
    ["const s = JSON.stringify(o);", /encode-state/],
    ["const t = setTimeout(f, 1);", /TimerFired/],
  ];
  for (const [code, message] of banned) {
    const faults = faultLines(checkBannedCalls(plantedFiles(t, { "src/core/math/x.ts": `\n\n${code}\n` })));
    assert.ok(faults.length >= 1, code);
    assert.match(String(faults[0]), message, code);
    assert.match(String(faults[0]), /^src\/core\/math\/x\.ts:3 /, code);
  }
});

test("what only looks like a banned call passes", (t) => {
  const code = [
    "// Date.now() and Math.random() in a comment",
    'const text = "process.env";',
    "const row = { Date: 1, process: 2 };",
    "const a = row.process + Math.sqrt(Math.abs(-1)) + 2 ** 32;",
  ].join("\n");
  const files = plantedFiles(t, {
    "src/core/math/x.ts": code,
    "src/core/math/elementary.ts": "export const e = Math.exp(1) ** 2;",
    "src/core/math/x.test.ts": "const now = Date.now();",
    "src/platform/clock.ts": "export const now = Date.now();",
  });
  assert.deepEqual(faultLines(checkBannedCalls(files)), []);
});

test("any, silenced errors, open work, default exports and barrels are found", (t) => {
  const files = plantedFiles(t, {
    "src/data/a.ts": "export const a = (b: any) => b;",
    "src/data/b.ts": ["// @ts", "ignore\nexport const b = 1;"].join("-"),
    "src/data/c.ts": ["export const c = 1; // TO", "DO later"].join(""),
    "src/data/d.ts": "export default 1;",
    "src/data/e.ts": 'export { a } from "./a.ts";',
    "src/data/good.ts": 'import { a } from "./a.ts"; export const many = a;',
  });
  assert.deepEqual(
    checkHabits(files).faults.map((fault) => fault.path),
    ["src/data/a.ts", "src/data/b.ts", "src/data/c.ts", "src/data/d.ts", "src/data/e.ts"],
  );
});

test("a long file needs a reason and a reason needs a long file", (t) => {
  const files = plantedFiles(t, { "src/data/long.ts": "// line\n".repeat(301), "src/data/short.ts": "// line\n" });
  assert.match(String(faultLines(checkFileLengths(files, {}))), /long\.ts:0 has 301 lines/);
  assert.deepEqual(faultLines(checkFileLengths(files, { "src/data/long.ts": "a table" })), []);
  assert.match(
    String(faultLines(checkFileLengths(files, { "src/data/long.ts": "a table", "src/data/short.ts": "x" }))),
    /needs no reason/,
  );
  assert.match(
    String(faultLines(checkFileLengths(files, { "src/data/long.ts": "a table", "src/gone.ts": "x" }))),
    /is gone/,
  );
  assert.match(checkFileLengths(files, {}).note, /longest src\/data\/long\.ts with 301, 1 over 300/);
});

test("a folder of changing state without assertions is found", (t) => {
  const asserting = "assert(true, 'rule');\nrequired(1, 'rule');\n";
  const all = {
    "src/core/account/a.ts": asserting,
    "src/core/execution/a.ts": asserting,
    "src/core/simulation/a.ts": asserting,
    "src/core/engine/a.ts": asserting,
  };
  assert.deepEqual(faultLines(checkAssertionDensity(plantedFiles(t, all))), []);
  const planted = { ...all, "src/core/account/a.ts": "// line\n".repeat(200) };
  assert.match(
    String(faultLines(checkAssertionDensity(plantedFiles(t, planted)))),
    /src\/core\/account:0 has 0\.0 assertions/,
  );
});

test("files that nothing or only tests reach are found", (t) => {
  const files = plantedFiles(t, {
    "src/app/cli.ts": 'const a = () => import("./used.ts");',
    "src/app/used.ts": 'const w = new URL("./worker.ts", import.meta.url);',
    "src/app/worker.ts": "export const w = 1;",
    "src/app/dead.ts": "export const d = 1;",
    "src/app/tested.ts": "export const t = 1;",
    "src/app/test-bars.ts": "export const b = 1;",
    "src/app/used.test.ts": 'import { t } from "./tested.ts"; import { b } from "./test-bars.ts";',
  });
  assert.deepEqual(faultLines(checkDeadFiles(files)), [
    "src/app/dead.ts:0 nothing imports it: delete it",
    "src/app/tested.ts:0 only tests import it: use it, delete it, or name it test-...",
  ]);
});

test("tests that assert nothing, skip without a reason or run alone are found", (t) => {
  const files = plantedFiles(t, {
    "src/a.test.ts": 'test("a", () => { run(); });',
    "src/b.test.ts": 'test("b", { skip: true }, () => { assert.ok(1); });',
    "src/c.test.ts": 'test.only("c", () => { assert.ok(1); });',
    "src/d.test.ts": 'test("d", (t) => { t.skip(); assert.ok(1); });',
    "src/e.test.ts": 'test("e", { skip: "no server: set DATABASE_URL" }, () => { assert.equal(1, 1); });',
  });
  assert.deepEqual(
    checkTestHabits(files).faults.map((fault) => fault.path),
    ["src/a.test.ts", "src/b.test.ts", "src/c.test.ts", "src/d.test.ts"],
  );
});

test("paths of one machine and foreign registries are found", (t) => {
  const root = plantFolder(t, {
    "docs/a.md": ["See /ho", "me/somebody/notes.md"].join(""),
    "docs/b.md": "See docs/work/plan.md, https://example.com/home/x and ~/work/x",
    "package-lock.json": JSON.stringify({ resolved: "https://mirror.example.com/a.tgz" }).replace(":", ": "),
  });
  const finding = checkForeignPlaces(sourceFiles(root, ["docs", "package-lock.json"], /./));
  assert.deepEqual(
    finding.faults.map((fault) => fault.path),
    ["docs/a.md", "package-lock.json"],
  );
});

test("every tidy check of an empty folder has failed", (t) => {
  const findings = tidy(plantFolder(t, {}));
  assert.ok(findings.length >= 7);
  for (const finding of findings) assert.equal(isGood(finding), false, finding.check);
});
