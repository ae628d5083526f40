import { renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import { findParts } from "../../research/report/find-parts.ts";
import { renderReport } from "../../research/report/report-html.ts";
import { findRun } from "../../research/runs/find-run.ts";
import { readReportInput } from "../../research/runs/read-report-input.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, textOf } from "./command.ts";
import type { CliIo } from "./io.ts";
import { dataDirOf } from "./io.ts";

/** `agenttrader report`: the report of a stored backtest, rendered again from its files and what was made of it since. */
export const command: Command = {
  positionals: [{ name: "RUN", summary: "a run id, latest, or the folder of a run" }],
  options: [
    { name: "out", kind: "text", value: "FILE", summary: "where to write it (default report.html of the run)" },
    { name: "data-dir", kind: "text", value: "DIR", summary: "data directory (default .agenttrader)" },
    { name: "json", kind: "flag", summary: "print one JSON document" },
  ],
  examples: [
    { line: "report latest", what: "Render the report of the latest run again, after a Monte Carlo of it for example" },
    { line: "report r_0123456789ab --out march.html", what: "Write it somewhere else" },
  ],
  run: (args, io) => Promise.resolve(run(args, io)),
};

function run(args: CommandArgs, io: CliIo): number {
  const dataDir = dataDirOf(textOf(args, "data-dir", null), io);
  const folder = findRun(args.positionals[0] ?? "", { dataDir, cwd: io.cwd });
  const input = readReportInput(folder);
  const out = textOf(args, "out", null);
  const path = out === null ? join(folder, "report.html") : resolve(io.cwd, out);
  const html = renderReport({ ...input, parts: findParts(input.result, dataDir) });
  writeWhole(path, html);
  const bytes = Buffer.byteLength(html);
  io.out(hasFlag(args, "json") ? JSON.stringify({ runId: input.result.runId, path, bytes }, null, 2) : path);
  return EXIT.done;
}

/** Writes a text file aside and renames it, so that nobody opens half of it; a {@link Failure} names the place. */
export function writeWhole(path: string, text: string): void {
  const aside = `${path}.writing-${process.pid}`;
  try {
    writeFileSync(aside, text);
    renameSync(aside, path);
  } catch (error) {
    throw new Failure({
      code: "FILE_NOT_WRITTEN",
      exitCode: EXIT.unavailable,
      message: `${path} could not be written (${systemCodeOf(error) || String(error)}).`,
      hint: "Choose a place that may be written to.",
      cause: error,
    });
  }
}
