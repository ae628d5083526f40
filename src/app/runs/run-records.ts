import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { RunNote, RunStatus, RunType } from "../../contract/run-row.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import type { RunJob } from "./run-job.ts";

/** What is known of a run that was asked for over HTTP besides its result; a file of its own each. */
export interface RunRecord {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly type: RunType;
  readonly status: RunStatus;
  readonly strategyIds: readonly string[];
  readonly symbols: readonly string[];
  /** Session dates that were asked for. */
  readonly from: string;
  readonly to: string;
  /** ISO 8601 UTC: when it was asked for, and when it ended. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly startedBy: string;
  readonly failure: RunNote | null;
  readonly log: readonly string[];
  readonly warnings: readonly RunNote[];
  readonly command: string;
  /** Bars of the engine per second, for the next estimate. */
  readonly barsPerSecond: number | null;
  /** What makes it again; null in records of before it was kept. */
  readonly job: RunJob | null;
}

/** What becomes of runs that were under way when their process ended. */
const INTERRUPTED: RunNote = {
  code: "INTERRUPTED",
  text: "The platform ended while this run was waiting or under way. Start it again.",
};

/** Folder of the records in a data directory. */
function recordsFolder(dataDir: string): string {
  return join(dataDir, "run-records");
}

/**
 * Every record of a data directory by id; damaged ones are told to `notice`. What was under way is
 * a failed run now, unless `hasResult` says that its result was still written.
 */
export function loadRecords(
  dataDir: string,
  options: { hasResult: (id: string) => boolean; now: string; notice: (text: string) => void },
): Map<string, RunRecord> {
  const folder = recordsFolder(dataDir);
  const records = new Map<string, RunRecord>();
  for (const name of namesIn(folder)) {
    const record = parseRecord(join(folder, name));
    if (record === null) options.notice(`${join(folder, name)} is no record of a run; it is left alone.`);
    else records.set(record.id, record);
  }
  for (const record of records.values()) {
    if (record.status !== "queued" && record.status !== "running") continue;
    const ended: RunRecord = options.hasResult(record.id)
      ? { ...record, status: "done", finishedAt: options.now }
      : { ...record, status: "failed", finishedAt: options.now, failure: INTERRUPTED };
    records.set(record.id, ended);
    try {
      saveRecord(dataDir, ended);
    } catch (error) {
      // The next start says the same again.
      options.notice(String(error));
    }
  }
  return records;
}

/** Writes a record in one step; a {@link Failure} when the disk refuses. */
export function saveRecord(dataDir: string, record: RunRecord): void {
  const path = join(recordsFolder(dataDir), `${record.id}.json`);
  const aside = `${path}.writing`;
  try {
    mkdirSync(recordsFolder(dataDir), { recursive: true });
    writeFileSync(aside, `${JSON.stringify(record, null, 2)}\n`);
    renameSync(aside, path);
  } catch (error) {
    throw new Failure({
      code: "RUNS_UNAVAILABLE",
      exitCode: EXIT.unavailable,
      message: `The run cannot be written down in the data directory (${systemCodeOf(error) || String(error)}).`,
      cause: error,
    });
  }
}

/** Takes a record away; one that is not there is fine. */
export function removeRecord(dataDir: string, id: string): void {
  rmSync(join(recordsFolder(dataDir), `${id}.json`), { force: true });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(".json"));
  } catch (error) {
    if (systemCodeOf(error) === "ENOENT") return [];
    throw error;
  }
}

function parseRecord(path: string): RunRecord | null {
  try {
    const record = JSON.parse(readFileSync(path, "utf8")) as RunRecord;
    const isWhole =
      record.schemaVersion === 1 &&
      // Its name is where it is written again; a copy under another name would be the same run twice.
      basename(path) === `${record.id}.json` &&
      typeof record.status === "string" &&
      typeof record.startedAt === "string" &&
      Array.isArray(record.strategyIds) &&
      Array.isArray(record.warnings) &&
      Array.isArray(record.log);
    return isWhole ? { ...record, job: (record.job as RunJob | null | undefined) ?? null } : null;
  } catch {
    // Cut off or not ours: the caller says so.
    return null;
  }
}
