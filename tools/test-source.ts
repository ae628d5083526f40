import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import type { Finding } from "./finding.ts";
import { codeFiles, type SourceFile } from "./source-files.ts";

/** Writes `files` into a temporary folder, which the test removes, and returns its path. */
export function plantFolder(t: TestContext, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "planted-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** The code files of a planted folder. */
export function plantedFiles(t: TestContext, files: Readonly<Record<string, string>>): readonly SourceFile[] {
  return codeFiles(plantFolder(t, files));
}

/** A finding's faults as `path:line text`. */
export function faultLines(finding: Finding): readonly string[] {
  return finding.faults.map((fault) => `${fault.path}:${fault.line} ${fault.text}`);
}
