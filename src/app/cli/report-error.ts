import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { type CliIo, dataDirOf } from "./io.ts";

/** Prints what ended a command and returns the exit code; an unexpected error is logged under an id. */
export function reportError(error: unknown, argv: readonly string[], io: CliIo): number {
  if (error instanceof Failure) {
    io.err(`agenttrader: ${error.message}`);
    if (error.hint !== "") io.err(`  ${error.hint}`);
    return error.exitCode;
  }
  const id = randomUUID();
  const log = writeLog(id, error, argv, io);
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  io.err(`agenttrader: unexpected error ${id}: ${text}`);
  io.err(`  This is a bug of the program. Details are in ${log}; please report it with them.`);
  return EXIT.unexpected;
}

/** Appends the error to `errors.log` in the data directory, or in the temporary folder; returns the path. */
function writeLog(id: string, error: unknown, argv: readonly string[], io: CliIo): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const entry = `${JSON.stringify({ id, at: new Date().toISOString(), argv, node: process.versions.node, stack })}\n`;
  for (const folder of [join(dataDirOf(null, io), "logs"), tmpdir()]) {
    try {
      mkdirSync(folder, { recursive: true });
      const file = join(folder, folder === tmpdir() ? "agenttrader-errors.log" : "errors.log");
      appendFileSync(file, entry);
      return file;
    } catch {
      // Read-only or full: the next folder.
    }
  }
  io.err(entry);
  return "the line above (no log could be written)";
}
