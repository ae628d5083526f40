import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";

/**
 * Writes the files of a search into `folder` in the given order and answers with its absolute
 * path. Each is written aside and renamed, so none is ever half-written; the last one named is
 * in place last. A {@link Failure} when the disk or the folder refuses.
 */
export function writeFiles(folder: string, files: readonly (readonly [string, string])[]): string {
  const target = resolve(folder);
  const aside = (name: string): string => join(target, `.${name}.writing-${process.pid}`);
  try {
    mkdirSync(target, { recursive: true });
    for (const [name, text] of files) writeFileSync(aside(name), text);
    for (const [name] of files) renameSync(aside(name), join(target, name));
  } catch (error) {
    for (const [name] of files) dropQuietly(aside(name));
    throw new Failure({
      code: "RESULT_NOT_WRITTEN",
      exitCode: EXIT.unavailable,
      message: `The result could not be written to ${target} (${systemCodeOf(error) || String(error)}).`,
      hint: "Choose a folder that may be written to, with space left, by --out.",
      cause: error,
    });
  }
  return target;
}

function dropQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The disk refused before; the failure that is thrown says so.
  }
}
