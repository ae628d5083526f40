import { closeSync, fstatSync, mkdirSync, openSync, readSync, rmSync, truncateSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import { acquireLock } from "../../platform/lock-file.ts";
import { isoOfMicros, systemClock } from "../../platform/wall-clock.ts";
import { lineOfRun, runOfLine } from "./checkpoint-line.ts";
import type { Evaluation } from "./evaluation-task.ts";

/** The append-only file of a search under way. */
export interface Checkpoint {
  /** What an earlier process finished, by the number of the run. */
  readonly known: ReadonlyMap<number, Evaluation>;
  append(at: number, run: Evaluation): void;
  close(): void;
}

/** What a checkpoint file begins with. */
interface Header {
  readonly kind: "search-checkpoint";
  readonly version: 1;
  /** Hash of everything a figure depends on. */
  readonly key: string;
  readonly runs: number;
}

/**
 * Opens the checkpoint at `path`: one line of JSON per finished run under a header.
 * `resume` takes over the finished ones of the same settings; a torn last line, as a killed
 * process leaves it, is cut off. A {@link Failure} when the file is of other settings or damaged,
 * or another process writes to it.
 */
export function openCheckpoint(path: string, header: Omit<Header, "kind" | "version">, resume: boolean): Checkpoint {
  const first: Header = { kind: "search-checkpoint", version: 1, ...header };
  const release = lock(path);
  try {
    return openLocked(path, first, resume, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** Takes the lock beside the file; the answer gives it back and leaves nothing behind. */
function lock(path: string): () => void {
  const beside = `${path}.lock`;
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw unwritable(path, error);
  }
  const held = acquireLock(beside, { purpose: "agenttrader search", since: isoOfMicros(systemClock.nowMicros()) });
  return () => {
    rmSync(beside, { force: true });
    held.release();
  };
}

function openLocked(path: string, first: Header, resume: boolean, release: () => void): Checkpoint {
  const known = resume ? readCheckpoint(path, first) : null;
  let file: number;
  try {
    file = openSync(path, known === null ? "w" : "a");
    if (known === null) writeSync(file, `${JSON.stringify(first)}\n`);
  } catch (error) {
    throw unwritable(path, error);
  }
  return {
    known: known ?? new Map(),
    append(at, run) {
      try {
        const bytes = Buffer.from(`${lineOfRun(at, run)}\n`);
        // Another line behind a part of this one would make the file unusable.
        if (writeSync(file, bytes) !== bytes.length) throw new Error("the disk took only a part");
      } catch (error) {
        throw unwritable(path, error);
      }
    },
    close() {
      closeSync(file);
      release();
    },
  };
}

/** Finished runs of the file; null when there is none yet. Cuts a torn last line off. */
function readCheckpoint(path: string, wanted: Header): Map<number, Evaluation> | null {
  let file: number | null = null;
  try {
    file = openSync(path, "r");
    const read = readLines(file, path, wanted);
    if (read.end < fstatSync(file).size) truncateSync(path, read.end);
    // Nothing but a torn header: the process was killed before its first run.
    return read.end === 0 ? null : read.known;
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (systemCodeOf(error) === "ENOENT") return null;
    throw damaged(path, "it cannot be read", error);
  } finally {
    if (file !== null) closeSync(file);
  }
}

function readLines(
  file: number,
  path: string,
  wanted: Header,
): { readonly known: Map<number, Evaluation>; readonly end: number } {
  const known = new Map<number, Evaluation>();
  let number = 0;
  let end = 0;
  for (const line of wholeLines(file)) {
    number += 1;
    end = line.end;
    if (number === 1) checkHeader(path, line.text, wanted);
    else {
      const read = runOfLine(line.text);
      if (read === null || read.at < 0 || read.at >= wanted.runs)
        throw damaged(path, `line ${number} is damaged`, null);
      known.set(read.at, read.run);
    }
  }
  return { known, end };
}

function checkHeader(path: string, text: string, wanted: Header): void {
  const was = parse(text) as Partial<Header> | null;
  if (was?.kind !== wanted.kind || was.version !== wanted.version)
    throw damaged(path, "its first line is no header", null);
  if (was.key !== wanted.key || was.runs !== wanted.runs) throw differs(path);
}

const CHUNK = 1 << 20;
const LINE_FEED = 10;

/** Lines that end in a line feed, with the byte after it; a large file would not fit in one string. */
function* wholeLines(file: number): Generator<{ readonly text: string; readonly end: number }, void, undefined> {
  const chunk = Buffer.alloc(CHUNK);
  let rest = Buffer.alloc(0);
  let end = 0;
  for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
    rest = Buffer.concat([rest, chunk.subarray(0, length)]);
    let from = 0;
    for (let at = rest.indexOf(LINE_FEED); at >= 0; at = rest.indexOf(LINE_FEED, from)) {
      end += at + 1 - from;
      yield { text: rest.toString("utf8", from, at), end };
      from = at + 1;
    }
    rest = rest.subarray(from);
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function differs(path: string): Failure {
  return new Failure({
    code: "CHECKPOINT_DIFFERS",
    exitCode: EXIT.conflict,
    message: `${path} is of other settings: strategy, grid, data, options or build are not those of this search.`,
    hint: "Give the settings it was begun with, choose another folder with --out, or start over without --resume.",
  });
}

function damaged(path: string, what: string, cause: unknown): Failure {
  return new Failure({
    code: "CHECKPOINT_DAMAGED",
    exitCode: EXIT.badData,
    message: `The checkpoint ${path} cannot be used: ${what}.`,
    hint: "Start over without --resume.",
    cause,
  });
}

function unwritable(path: string, error: unknown): Failure {
  return new Failure({
    code: "CHECKPOINT_NOT_WRITTEN",
    exitCode: EXIT.unavailable,
    message: `The checkpoint ${path} could not be written (${systemCodeOf(error) || String(error)}).`,
    hint: "Choose a folder that may be written to, with space left, by --out.",
    cause: error,
  });
}
