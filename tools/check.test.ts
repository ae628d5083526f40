import assert from "node:assert/strict";
import { cpSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { format, lint, typesByLayer, typesOfAll, typesOfDashboard, unused } from "./check.ts";
import { type Finding, isGood } from "./finding.ts";
import { codeFiles } from "./source-files.ts";
import { faultLines, plantFolder } from "./test-source.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const CONFIGS = ["tsconfig.json", "tsconfig.base.json", "tsconfig.layers.json", "biome.json", ".oxlintrc.json"];
const PACKAGE = '{\n  "name": "house",\n  "type": "module"\n}\n';
const BROKEN = 'export const broken: number = "text";\n';

/** A small house with our configurations and our packages. */
function plantHouse(t: TestContext, files: Readonly<Record<string, string>>): string {
  const root = plantFolder(t, { "package.json": PACKAGE, ...files });
  for (const config of CONFIGS) cpSync(join(ROOT, config), join(root, config));
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
  return root;
}

function demandFault(finding: Finding, pattern: RegExp): void {
  assert.match(faultLines(finding).join("\n"), pattern, finding.check);
  assert.equal(isGood(finding), false, finding.check);
}

test("tsc: a wrong type is found with file and line; without files the check fails", async (t) => {
  const files = {
    "src/core/x.ts": `// first\n${BROKEN}`,
    "src/core/tsconfig.json": readFileSync(join(ROOT, "src/core/tsconfig.json"), "utf8"),
  };
  const root = plantHouse(t, files);
  demandFault(await typesOfAll(root), /^src\/core\/x\.ts:2 TS2322/m);
  demandFault(await typesOfAll(plantHouse(t, {})), /./);
});

test("tsc by layer: a name the layer may not know is found, and a folder without a project", async (t) => {
  const own = JSON.stringify({ files: [], references: [{ path: "./src/core" }] });
  const root = plantHouse(t, {
    "src/core/x.ts":
      'import { readFileSync } from "node:fs";\nexport const text: string = readFileSync("a", "utf8");\n',
    "src/core/tsconfig.json": readFileSync(join(ROOT, "src/core/tsconfig.json"), "utf8"),
    "src/lost/y.ts": "export const y = 1;\n",
    "tsconfig.layers.json": own,
  });
  const finding = await typesByLayer(root, codeFiles(root));
  demandFault(finding, /^src\/core\/x\.ts:1 TS/m);
  demandFault(finding, /src\/lost\/y\.ts:0 belongs to no project/);
});

test("tsc of the dashboard: faults of the page and of its tests are found; an empty one fails", async (t) => {
  const paths = ["dashboard/tsconfig.json", "dashboard/tsconfig.tests.json", "src/contract/tsconfig.json"];
  const configs = Object.fromEntries(paths.map((path) => [path, readFileSync(join(ROOT, path), "utf8")]));
  const root = plantHouse(t, { ...configs, "dashboard/src/a.ts": BROKEN, "dashboard/src/b.test.ts": BROKEN });
  const finding = await typesOfDashboard(root);
  demandFault(finding, /dashboard\/src\/a\.ts:1 TS2322/);
  demandFault(finding, /dashboard\/src\/b\.test\.ts:1 TS2322/);
  assert.equal(isGood(await typesOfDashboard(plantHouse(t, configs))), false);
});

test("oxlint: a forgotten promise and loose equality are found", async (t) => {
  const files = {
    "src/data/x.ts":
      "export function go(work: () => Promise<void>): boolean {\n  work();\n  return 1 == Number(2);\n}\n",
  };
  const finding = await lint(plantHouse(t, files));
  demandFault(finding, /^src\/data\/x\.ts:2 .*no-floating-promises/m);
  demandFault(finding, /^src\/data\/x\.ts:3 .*eqeqeq/m);
  assert.equal(isGood(await lint(plantHouse(t, {}))), false);
});

test("biome: an unformatted file is found; without files the check fails", async (t) => {
  demandFault(
    await format(plantHouse(t, { "src/data/x.ts": "export const a   = 'one'\n" })),
    /^src\/data\/x\.ts:0 is not formatted/m,
  );
  const empty = plantHouse(t, {});
  for (const config of [...CONFIGS, "package.json"]) if (config !== "biome.json") rmSync(join(empty, config));
  assert.equal(isGood(await format(empty)), false);
});

test("knip: an export nobody uses and a package nobody imports are found", async (t) => {
  const root = plantHouse(t, {
    "package.json": JSON.stringify({ name: "x", type: "module", dependencies: { zod: "*" } }),
    "knip.json": JSON.stringify({ entry: ["src/main.ts"], project: ["src/**/*.ts"] }),
    "src/main.ts": 'import { used } from "./part.ts";\nconsole.log(used);\n',
    "src/part.ts": "export const used = 1;\nexport const spare = 2;\n",
    "tools/knip-reporter.ts": readFileSync(join(ROOT, "tools/knip-reporter.ts"), "utf8"),
  });
  const finding = await unused(root);
  demandFault(finding, /src\/part\.ts:2 unused exports: spare/);
  demandFault(finding, /package\.json:\d+ unused dependencies: zod/);
  assert.equal(isGood(await unused(plantHouse(t, {}))), false);
});
