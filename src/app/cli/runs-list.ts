import { EXIT } from "../../platform/exit-codes.ts";
import { listRuns } from "../../research/runs/list-runs.ts";
import { RUN_KINDS } from "../../research/runs/run-row.ts";
import { runsText } from "../../research/runs/runs-text.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, textOf } from "./command.ts";
import type { CliIo } from "./io.ts";
import { dataDirOf } from "./io.ts";

/** `agenttrader runs list`: every run under the data directory, the latest first. */
export const command: Command = {
  positionals: [],
  options: [
    { name: "type", kind: "text", choices: RUN_KINDS, summary: "only runs of this type" },
    { name: "strategy", kind: "text", value: "ID", summary: "only runs of this strategy" },
    { name: "data-dir", kind: "text", value: "DIR", summary: "data directory (default .agenttrader)" },
    { name: "json", kind: "flag", summary: "print one JSON document" },
  ],
  examples: [
    { line: "runs list", what: "All runs with their figures" },
    { line: "runs list --type backtest --strategy spy-ema --json", what: "Some of them, for a script" },
  ],
  run: (args, io) => Promise.resolve(run(args, io)),
};

function run(args: CommandArgs, io: CliIo): number {
  const list = listRuns(dataDirOf(textOf(args, "data-dir", null), io));
  const type = textOf(args, "type", null);
  const strategy = textOf(args, "strategy", null);
  const runs = list.runs.filter(
    (row) =>
      (type === null || row.kind === type) && (strategy === null || row.strategy.split(" + ").includes(strategy)),
  );
  io.out(hasFlag(args, "json") ? JSON.stringify({ ...list, runs }, null, 2) : runsText({ ...list, runs }, io.columns));
  return EXIT.done;
}
