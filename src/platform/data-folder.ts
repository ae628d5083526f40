import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { EXIT } from "./exit-codes.ts";
import { Failure, systemCodeOf } from "./failure.ts";

/** Where the data folder may be named, strongest first. */
export interface DataFolderSources {
  /** Value of `--data-dir`. */
  readonly flag?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
}

/** Absolute path of the data folder: `--data-dir`, else `AGENTTRADER_HOME`, else `./.agenttrader`. */
export function dataFolderPath(sources: DataFolderSources): string {
  const home = sources.environment["AGENTTRADER_HOME"];
  const chosen = nonEmpty(sources.flag) ?? nonEmpty(home) ?? ".agenttrader";
  return resolve(sources.workingDirectory, chosen);
}

/** Creates the data folder for its owner alone (0700) and returns its path; a {@link Failure} when it cannot be written. */
export function openDataFolder(sources: DataFolderSources): string {
  const path = dataFolderPath(sources);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (!statSync(path).isDirectory()) throw notAFolder(path);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw error instanceof Failure ? error : folderFailure(path, error);
  }
  return path;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value;
}

function folderFailure(path: string, error: unknown): Failure {
  const code = systemCodeOf(error);
  if (code === "EEXIST" || code === "ENOTDIR") return notAFolder(path);
  const why =
    code === "ENOSPC" ? "the disk is full" : code === "EROFS" ? "the file system is read-only" : "no permission";
  return new Failure({
    code: code === "ENOSPC" ? "DISK_FULL" : "DATA_FOLDER_READ_ONLY",
    exitCode: EXIT.unavailable,
    message: `The data folder ${path} cannot be written (${why}, ${code || "unknown error"}):`,
    hint: "make it writable, or choose another with --data-dir PATH or AGENTTRADER_HOME.",
    cause: error,
  });
}

function notAFolder(path: string): Failure {
  return new Failure({
    code: "DATA_FOLDER_NOT_A_FOLDER",
    exitCode: EXIT.usage,
    message: `The data folder ${path} is a file, a folder was expected:`,
    hint: "choose another with --data-dir PATH or AGENTTRADER_HOME.",
  });
}
