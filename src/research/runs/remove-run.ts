import { lstatSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import { runsFolder } from "./list-runs.ts";

/** What removing a run takes away. */
export interface RemovedRun {
  readonly folder: string;
  readonly files: readonly string[];
}

/**
 * Removes the folder of a run from the folder of runs; with `isDryRun` it only says what would go.
 * It is renamed first, so an interruption leaves no half of a run in the list. Only a plain folder
 * in the folder of runs is removed: {@link Failure} for a link or another place.
 */
export function removeRun(folder: string, dataDir: string, isDryRun: boolean): RemovedRun {
  if (dirname(folder) !== runsFolder(dataDir) || lstatSync(folder).isSymbolicLink()) {
    throw new Failure({
      code: "RUN_ELSEWHERE",
      exitCode: EXIT.refused,
      message: `${folder} is not a plain folder in ${runsFolder(dataDir)}.`,
      hint: "Runs in other places are yours; remove them by hand.",
    });
  }
  const files = readdirSync(folder).sort();
  if (isDryRun) return { folder, files };
  const aside = join(dirname(folder), `.${basename(folder)}.removing-${process.pid}`);
  try {
    renameSync(folder, aside);
    rmSync(aside, { recursive: true });
  } catch (error) {
    throw new Failure({
      code: "RUN_NOT_REMOVED",
      exitCode: EXIT.unavailable,
      message: `${folder} could not be removed whole (${systemCodeOf(error) || String(error)}).`,
      cause: error,
    });
  }
  return { folder, files };
}
