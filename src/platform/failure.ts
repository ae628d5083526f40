import { EXIT } from "./exit-codes.ts";
import type { ExitCode } from "./exit-codes.ts";

/** What a {@link Failure} is made of. */
export interface FailureDetails {
  /** Stable upper-case code that scripts and the API may compare: `DATA_FOLDER_READ_ONLY`. */
  readonly code: string;
  readonly exitCode: ExitCode;
  /** What was, where, and what was expected. */
  readonly message: string;
  /** What to do about it, one sentence; empty when the message says all. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The error a user can act on: the command line prints it in one message and exits with its code. */
export class Failure extends Error {
  override readonly name: string = "Failure";
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly hint: string;

  constructor(details: FailureDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.exitCode = details.exitCode;
    this.hint = details.hint ?? "";
  }
}

/** The one message a user sees for `error`: text and hint of a {@link Failure}, else its plain text. */
export function messageOf(error: unknown): string {
  if (error instanceof Failure) return error.hint === "" ? error.message : `${error.message} ${error.hint}`;
  return error instanceof Error ? error.message : String(error);
}

/** Exit code for `error`: that of a {@link Failure}, else 1 (a bug). */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof Failure ? error.exitCode : EXIT.unexpected;
}

/** The system's error code (`ENOSPC`) of `error`, or an empty text. */
export function systemCodeOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("code" in error)) return "";
  return typeof error.code === "string" ? error.code : "";
}
