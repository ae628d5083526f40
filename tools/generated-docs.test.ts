import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isGood } from "./finding.ts";
import { checkGeneratedDocs, writeGeneratedDocs } from "./generated-docs.ts";
import { referencePages } from "./reference-pages.ts";
import { plantFolder } from "./test-source.ts";

test("written pages are fresh; a changed, missing or surplus page is found", async (t) => {
  const pages = await referencePages();
  assert.ok(pages.length >= 7);
  const root = plantFolder(t, {});
  assert.equal((await checkGeneratedDocs(root, pages)).faults.length, pages.length);
  writeGeneratedDocs(root, pages);
  assert.deepEqual((await checkGeneratedDocs(root, pages)).faults, []);

  const checks = join(root, "docs/reference/risk-checks.md");
  writeFileSync(checks, "# Old\n");
  assert.match(String((await checkGeneratedDocs(root, pages)).faults[0]?.text), /out of date: node tools/);
  rmSync(checks);
  assert.match(String((await checkGeneratedDocs(root, pages)).faults[0]?.text), /missing/);
  writeGeneratedDocs(root, pages);
  writeFileSync(join(root, "docs/reference/extra.md"), "# Extra\n");
  assert.match(String((await checkGeneratedDocs(root, pages)).faults[0]?.text), /delete it/);
});

test("every page has rows of its own", async () => {
  for (const page of await referencePages()) assert.ok(page.text.split("\n").length > 10, page.name);
});

test("no pages at all is a failure", async (t) => {
  assert.equal(isGood(await checkGeneratedDocs(plantFolder(t, {}), [])), false);
});
