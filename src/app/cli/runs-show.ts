import { readdirSync } from "node:fs";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { findRun } from "../../research/runs/find-run.ts";
import { readRunRow } from "../../research/runs/read-run-row.ts";
import { readRunDetail, runDetailText } from "../../research/runs/run-detail.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, textOf } from "./command.ts";
import type { CliIo } from "./io.ts";
import { dataDirOf } from "./io.ts";

/** `agenttrader runs show`: one run with its warnings, figures and files. */
export const command: Command = {
  positionals: [{ name: "RUN", summary: "a run id, latest, or the folder of a run" }],
  options: [
    { name: "data-dir", kind: "text", value: "DIR", summary: "data directory (default .agenttrader)" },
    { name: "json", kind: "flag", summary: "print one JSON document" },
  ],
  examples: [
    { line: "runs show latest", what: "What the latest run was, what it warned of and what it brought" },
    { line: "runs show r_0123456789ab --json", what: "The same for a script" },
  ],
  run: (args, io) => Promise.resolve(run(args, io)),
};

function run(args: CommandArgs, io: CliIo): number {
  const dataDir = dataDirOf(textOf(args, "data-dir", null), io);
  const folder = findRun(args.positionals[0] ?? "", { dataDir, cwd: io.cwd });
  const row = readRunRow(folder);
  if (typeof row === "string")
    throw new Failure({ code: "RUN_DAMAGED", exitCode: EXIT.badData, message: `${folder}: ${row}.` });
  const detail = { ...readRunDetail(folder, row), path: folder, files: readdirSync(folder).sort() };
  io.out(hasFlag(args, "json") ? JSON.stringify(detail, null, 2) : runDetailText(detail));
  return EXIT.done;
}
