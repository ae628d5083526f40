import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { EXIT } from "./exit-codes.ts";
import { Failure, systemCodeOf } from "./failure.ts";

/** Who holds a lock, as far as the file beside it says. */
export interface LockHolder {
  readonly pid: number;
  /** When that process took the lock, ISO 8601 UTC. */
  readonly since: string;
  /** What it is: `agenttrader up`. */
  readonly purpose: string;
}

/** A lock that is held until `release` or the end of the process. */
export interface HeldLock {
  readonly path: string;
  release(): void;
}

/**
 * Takes the lock at `path` for this process, or throws a {@link Failure} with exit code 7 that
 * names the holder. The lock belongs to the operating system (an exclusive SQLite transaction on
 * an empty file), so a process that was killed leaves nothing that must be judged stale and two
 * takers can never both win; `path.json` beside it only says who holds it.
 */
export function acquireLock(path: string, options: { readonly purpose: string; readonly since: string }): HeldLock {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    database?.close();
    throw lockFailure(path, error);
  }
  const held = database;
  const holder: LockHolder = { pid: process.pid, since: options.since, purpose: options.purpose };
  writeHolder(path, holder);
  let isHeld = true;
  return {
    path,
    release: () => {
      if (!isHeld) return;
      isHeld = false;
      rmSync(holderPath(path), { force: true });
      held.close();
    },
  };
}

/** The holder noted beside the lock, or null; says nothing about whether the lock is still held. */
export function readLockHolder(path: string): LockHolder | null {
  try {
    const value: unknown = JSON.parse(readFileSync(holderPath(path), "utf8"));
    if (typeof value !== "object" || value === null) return null;
    const { pid, since, purpose } = value as Partial<LockHolder>;
    if (typeof pid !== "number" || typeof since !== "string" || typeof purpose !== "string") return null;
    return { pid, since, purpose };
  } catch {
    return null;
  }
}

function writeHolder(path: string, holder: LockHolder): void {
  try {
    writeFileSync(holderPath(path), `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  } catch {
    // The note is a courtesy for the message; a full disk must not stop a process that has the lock.
  }
}

function holderPath(path: string): string {
  return `${path}.json`;
}

function lockFailure(path: string, error: unknown): Failure {
  const text = error instanceof Error ? error.message : String(error);
  if (systemCodeOf(error) !== "ERR_SQLITE_ERROR" || !text.includes("locked")) {
    return new Failure({
      code: "LOCK_UNAVAILABLE",
      exitCode: EXIT.unavailable,
      message: `The lock file ${path} cannot be opened (${text}).`,
      hint: "Make its folder writable or choose another with --data-dir.",
      cause: error,
    });
  }
  const holder = readLockHolder(path);
  const who = holder === null ? "Another process" : `Process ${holder.pid} (${holder.purpose}, since ${holder.since})`;
  return new Failure({
    code: "LOCKED",
    exitCode: EXIT.conflict,
    message: `${who} holds ${path}; only one process may write there.`,
    hint: "Stop it first, or use another folder with --data-dir.",
    cause: error,
  });
}
