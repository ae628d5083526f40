import { basename } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { findRun } from "../../research/runs/find-run.ts";
import { removeRun } from "../../research/runs/remove-run.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, textOf } from "./command.ts";
import type { CliIo } from "./io.ts";
import { dataDirOf } from "./io.ts";

/** `agenttrader runs rm`: removes stored runs; trials they counted as stay counted. */
export const command: Command = {
  positionals: [{ name: "RUN", summary: "run ids, or latest", isRepeated: true }],
  options: [
    { name: "dry-run", kind: "flag", summary: "only say what would be removed" },
    { name: "data-dir", kind: "text", value: "DIR", summary: "data directory (default .agenttrader)" },
    { name: "json", kind: "flag", summary: "print one JSON document" },
  ],
  examples: [
    { line: "runs rm r_0123456789ab --dry-run", what: "See what would go" },
    { line: "runs rm r_0123456789ab r_ba9876543210", what: "Remove two runs with all their files" },
  ],
  run: (args, io) => Promise.resolve(run(args, io)),
};

function run(args: CommandArgs, io: CliIo): number {
  const dataDir = dataDirOf(textOf(args, "data-dir", null), io);
  const isDryRun = hasFlag(args, "dry-run");
  // All are found and looked at before the first is removed: a slip in the last name removes nothing.
  const folders = [...new Set(args.positionals.map((named) => findRun(named, { dataDir, cwd: io.cwd })))];
  const found = folders.map((folder) => removeRun(folder, dataDir, true));
  const removed = isDryRun ? found : folders.map((folder) => removeRun(folder, dataDir, false));
  if (hasFlag(args, "json")) io.out(JSON.stringify({ dryRun: isDryRun, removed }, null, 2));
  else
    for (const { folder, files } of removed)
      io.out(`${isDryRun ? "Would remove" : "Removed"} ${basename(folder)} (${files.length} files)`);
  return EXIT.done;
}
