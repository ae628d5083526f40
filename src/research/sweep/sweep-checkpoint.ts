import { closeSync, mkdirSync, openSync, readFileSync, rmSync, truncateSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import { acquireLock } from "../../platform/lock-file.ts";
import { isoOfMicros, systemClock } from "../../platform/wall-clock.ts";
import type { BacktestMetrics } from "../metrics/backtest-metrics.ts";
import type { MetricNotes } from "../metrics/figure.ts";

/** What is kept of one finished combination. */
export interface FinishedCombination {
  readonly metrics: BacktestMetrics;
  readonly notes: MetricNotes;
  readonly ordersHash: string;
  /** One per session of the data. */
  readonly dailyReturns: Float64Array;
}

/** The append-only file of a sweep under way. */
export interface Checkpoint {
  /** What an earlier process finished, by the number of the run. */
  readonly known: ReadonlyMap<number, FinishedCombination>;
  append(at: number, run: FinishedCombination): void;
  close(): void;
}

/** What a checkpoint file begins with. */
interface Header {
  readonly kind: "sweep-checkpoint";
  readonly version: 1;
  /** Hash of everything a figure depends on. */
  readonly key: string;
  readonly runs: number;
}

/**
 * Opens the checkpoint at `path`: one line of JSON per finished combination under a header.
 * `resume` takes over the finished ones of the same settings; a torn last line, as a killed
 * process leaves it, is cut off. A {@link Failure} when the file is of other settings or damaged,
 * or another process writes to it.
 */
export function openCheckpoint(path: string, header: Omit<Header, "kind" | "version">, resume: boolean): Checkpoint {
  const first: Header = { kind: "sweep-checkpoint", version: 1, ...header };
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
  const held = acquireLock(beside, { purpose: "agenttrader sweep", since: isoOfMicros(systemClock.nowMicros()) });
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
        writeSync(file, `${lineOf(at, run)}\n`);
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

/** Finished combinations of the file; null when there is none yet. Cuts a torn last line off. */
function readCheckpoint(path: string, wanted: Header): Map<number, FinishedCombination> | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (systemCodeOf(error) === "ENOENT") return null;
    throw damaged(path, "it cannot be read", error);
  }
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const [head, ...lines] = whole.split("\n").slice(0, -1);
  // Nothing but a torn header: the process was killed before its first combination.
  if (head === undefined) return null;
  const was = parse(head) as Partial<Header> | null;
  if (was?.kind !== "sweep-checkpoint" || was.version !== 1) throw damaged(path, "its first line is no header", null);
  if (was.key !== wanted.key || was.runs !== wanted.runs) throw differs(path);
  const known = new Map<number, FinishedCombination>();
  for (const [i, line] of lines.entries()) {
    const row = parse(line) as Line | null;
    if (row === null || !(row.at >= 0 && row.at < wanted.runs)) throw damaged(path, `line ${i + 2} is damaged`, null);
    const { metrics, notes, ordersHash, returns } = row;
    known.set(row.at, { metrics, notes, ordersHash, dailyReturns: returnsOf(returns) });
  }
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
  return known;
}

interface Line {
  readonly at: number;
  readonly metrics: BacktestMetrics;
  readonly notes: MetricNotes;
  readonly ordersHash: string;
  /** Little-endian doubles in base64: exact and short. */
  readonly returns: string;
}

function lineOf(at: number, { metrics, notes, ordersHash, dailyReturns }: FinishedCombination): string {
  const bytes = Buffer.alloc(dailyReturns.length * 8);
  for (const [i, value] of dailyReturns.entries()) bytes.writeDoubleLE(value, i * 8);
  const line: Line = { at, metrics, notes, ordersHash, returns: bytes.toString("base64") };
  return JSON.stringify(line);
}

function returnsOf(base64: string): Float64Array {
  const bytes = Buffer.from(base64, "base64");
  return Float64Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleLE(i * 8));
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
    message: `${path} is of other settings: strategy, grid, data, options or build are not those of this sweep.`,
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
