import type { Fault, Finding } from "../finding.ts";
import { lineAt } from "../parse-source.ts";
import type { SourceFile } from "../source-files.ts";

/** Folders of one person's machine: an absolute path into them works nowhere else; `x` is anybody. */
const MACHINE_PATH = /(?<![\w.~/-])\/(home|root|Users|work|mnt|media)\/[\w.]{2}/g;
/** Packages come from the public registry or from a lock file without addresses. */
const FOREIGN_REGISTRY = /"resolved"\s*:\s*"(?!https:\/\/registry\.npmjs\.org\/)[^"]*"/g;

/** Finds what belongs to one machine or workplace: absolute paths and foreign registries. */
export function checkForeignPlaces(files: readonly SourceFile[]): Finding {
  const faults: Fault[] = [];
  for (const file of files) {
    for (const [pattern, text] of [
      [MACHINE_PATH, "is a path of one machine: write it relative"],
      [FOREIGN_REGISTRY, "is not the public registry: install without it"],
    ] as const) {
      for (const match of file.text.matchAll(pattern)) {
        faults.push({ path: file.path, line: lineAt(file.text, match.index), text: `${match[0]} ${text}` });
      }
    }
  }
  return { check: "foreign places", seen: files.length, unit: "text files", faults, note: "" };
}
