import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Fault, type Finding, printFindings } from "./finding.ts";
import type { ReferencePage } from "./reference-pages.ts";

const FOLDER = "docs/reference";

/** Compares docs/reference with what the code says now; a page too many or too few is a fault as well. */
export async function checkGeneratedDocs(root: string, pages?: readonly ReferencePage[]): Promise<Finding> {
  const faults: Fault[] = [];
  let wanted = pages ?? [];
  try {
    // Loaded here: code that does not even load is a fault of this check, not the end of all others.
    if (pages === undefined) wanted = await (await import("./reference-pages.ts")).referencePages();
  } catch (error) {
    faults.push({ path: "tools/reference-pages.ts", line: 0, text: `cannot load the code: ${String(error)}` });
  }
  for (const page of wanted) {
    const path = `${FOLDER}/${page.name}.md`;
    const file = join(root, path);
    const text = existsSync(file) ? readFileSync(file, "utf8") : null;
    if (text !== page.text)
      faults.push({ path, line: 0, text: `is ${text === null ? "missing" : "out of date"}: ${REMEDY}` });
  }
  const known = new Set(wanted.map((page) => `${page.name}.md`));
  const present = existsSync(join(root, FOLDER)) ? readdirSync(join(root, FOLDER)) : [];
  for (const name of present.filter((candidate) => !known.has(candidate))) {
    faults.push({
      path: `${FOLDER}/${name}`,
      line: 0,
      text: "is made by no page of tools/reference-pages.ts: delete it",
    });
  }
  return { check: "generated docs", seen: wanted.length, unit: "pages", faults, note: "" };
}

const REMEDY = "node tools/generated-docs.ts --write";

/** Writes every page into docs/reference. */
export function writeGeneratedDocs(root: string, pages: readonly ReferencePage[]): void {
  mkdirSync(join(root, FOLDER), { recursive: true });
  for (const page of pages) writeFileSync(join(root, FOLDER, `${page.name}.md`), page.text);
}

if (import.meta.main) {
  if (process.argv.includes("--write")) {
    const { referencePages } = await import("./reference-pages.ts");
    writeGeneratedDocs(process.cwd(), await referencePages());
  }
  process.exitCode = printFindings([await checkGeneratedDocs(process.cwd())]);
}
