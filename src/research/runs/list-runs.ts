import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import { readRunRow } from "./read-run-row.ts";
import type { DamagedRun, RunRow } from "./run-row.ts";

/** Everything under the folder of runs. */
export interface RunList {
  /** The latest first. */
  readonly runs: readonly RunRow[];
  readonly damaged: readonly DamagedRun[];
  /** Folders without a result.json: not runs, or still being written. */
  readonly foreign: readonly string[];
}

/** The folder of runs in a data directory. */
export function runsFolder(dataDir: string): string {
  return join(dataDir, "runs");
}

/** Lists the runs of a data directory; one without any has an empty list. Damage of one run harms no other. */
export function listRuns(dataDir: string): RunList {
  const folder = runsFolder(dataDir);
  const runs: RunRow[] = [];
  const damaged: DamagedRun[] = [];
  const foreign: string[] = [];
  for (const name of folderNames(folder)) {
    // Names with a dot in front are being written.
    if (name.startsWith(".")) continue;
    const path = join(folder, name);
    if (!existsSync(join(path, "result.json"))) {
      foreign.push(name);
      continue;
    }
    const row = rowOrReason(path);
    if (typeof row === "string") damaged.push({ folder: name, reason: row });
    else runs.push(row);
  }
  runs.sort((a, b) =>
    a.startedAt === b.startedAt ? (a.runId < b.runId ? -1 : 1) : a.startedAt < b.startedAt ? 1 : -1,
  );
  return { runs, damaged, foreign };
}

function rowOrReason(path: string): RunRow | string {
  try {
    return readRunRow(path);
  } catch (error) {
    return `result.json cannot be read (${systemCodeOf(error) || String(error)})`;
  }
}

function folderNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    throw new Failure({
      code: "RUNS_UNREADABLE",
      exitCode: EXIT.unavailable,
      message: `The folder of runs ${folder} cannot be read (${systemCodeOf(error) || String(error)}).`,
      cause: error,
    });
  }
}
