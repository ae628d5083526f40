import { appendFileSync } from "node:fs";
import { isoOfMicros, systemClock } from "./wall-clock.ts";
import type { WallClock } from "./wall-clock.ts";

/** Severities, least first. */
export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
/** Further facts of a line; values of secret keys are masked. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes one JSON line per call. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log whose lines all carry `fields`. */
  with(fields: LogFields): Log;
}

/** Settings of {@link createLog}. */
export interface LogOptions {
  readonly level: LogLevel;
  /** Where a finished line (with its newline) goes. */
  readonly write: (line: string) => void;
  readonly clock?: WallClock;
  readonly fields?: LogFields;
}

const secretKey =
  /pass(word|phrase)?$|secret|token|authorization|cookie|api_?-?key|private_?-?key|master_?-?key|^pin$|^otp$/i;
const MASK = "***";
const DEPTH_MAX = 6;

/** A log that writes JSON lines `{at, level, message, ...fields}` with secrets masked by key name. */
export function createLog(options: LogOptions): Log {
  const clock = options.clock ?? systemClock;
  const lowest = LOG_LEVELS.indexOf(options.level);
  const base = options.fields ?? {};
  const line = (level: LogLevel, message: string, fields: LogFields = {}): void => {
    if (LOG_LEVELS.indexOf(level) < lowest) return;
    const head = { at: isoOfMicros(clock.nowMicros()), level, message };
    const rest = maskSecrets({ ...base, ...fields }) as Record<string, unknown>;
    options.write(`${JSON.stringify({ ...head, ...rest, ...head })}\n`);
  };
  return {
    debug: (message, fields) => line("debug", message, fields),
    info: (message, fields) => line("info", message, fields),
    warn: (message, fields) => line("warn", message, fields),
    error: (message, fields) => line("error", message, fields),
    with: (fields) => createLog({ ...options, fields: { ...base, ...fields } }),
  };
}

/** Appends lines to `path`; a line that cannot be written is dropped, a log never stops trading. */
export function toFile(path: string): (line: string) => void {
  return (line) => {
    try {
      appendFileSync(path, line, { mode: 0o600 });
    } catch {
      // Nowhere left to say it: standard error may be the terminal of somebody's pipe.
    }
  };
}

/** Plain JSON copy of `value`: secrets masked by key, errors as name, message, stack; bigint as text. */
export function maskSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_MAX) return "...";
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack };
  if (Array.isArray(value)) return value.map((item) => maskSecrets(item, depth + 1));
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    copy[key] = secretKey.test(key) && item !== null && item !== undefined ? MASK : maskSecrets(item, depth + 1);
  }
  return copy;
}
