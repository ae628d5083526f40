import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlantedBug } from "./planted-bug.ts";

const ROOT = join(import.meta.dirname, "../..");
/** A copy of the sources in a temporary folder. */
export interface SourceCopy {
  readonly folder: string;
  readonly remove: () => void;
}

/** Copies the sources and puts the fault in; null: as they are. */
export function plant(bug: PlantedBug | null): SourceCopy {
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-planted-"));
  const filter = (path: string): boolean => !path.endsWith(".test.ts");
  cpSync(join(ROOT, "src"), join(folder, "src"), { recursive: true, filter });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  if (bug !== null) writeFileSync(join(folder, "src/core", bug.file), faultyText(bug));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The file with its fault; throws when the place is not there exactly once: a league that plants nothing proves nothing. */
export function faultyText(bug: PlantedBug): string {
  const text = readFileSync(join(ROOT, "src/core", bug.file), "utf8");
  const count = text.split(bug.find).length - 1;
  if (count !== 1) {
    throw new Error(
      `planted bug "${bug.id}": its place occurs ${count} times in src/core/${bug.file}, expected once; ` +
        `find the line that does it now and change tests/planted.\n  looked for: ${bug.find}`,
    );
  }
  return text.replace(bug.find, () => bug.replace);
}
