import { resolve } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { compareRuns } from "../../research/runs/compare-runs.ts";
import { comparisonHtml } from "../../research/runs/comparison-html.ts";
import { comparisonText } from "../../research/runs/comparison-text.ts";
import { findRun } from "../../research/runs/find-run.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, textOf } from "./command.ts";
import type { CliIo } from "./io.ts";
import { dataDirOf } from "./io.ts";
import { writeWhole } from "./report.ts";

const RUNS_MIN = 2;
const RUNS_MAX = 6;

/** `agenttrader compare`: stored runs side by side. */
export const command: Command = {
  positionals: [{ name: "RUN", summary: "two to six run ids, or folders of runs", isRepeated: true }],
  options: [
    { name: "html", kind: "text", value: "FILE", summary: "also write a page with the equity curves" },
    { name: "data-dir", kind: "text", value: "DIR", summary: "data directory (default .agenttrader)" },
    { name: "json", kind: "flag", summary: "print one JSON document" },
  ],
  examples: [
    { line: "compare r_0123456789ab r_ba9876543210", what: "Figures with the best marked, and settings that differ" },
    { line: "compare latest runs/march --html compare.html --json", what: "For a script, and a page with the curves" },
  ],
  run: (args, io) => Promise.resolve(run(args, io)),
};

function run(args: CommandArgs, io: CliIo): number {
  const named = args.positionals;
  if (named.length < RUNS_MIN || named.length > RUNS_MAX) {
    throw new Failure({
      code: "RUNS_COUNT",
      exitCode: EXIT.usage,
      message: `${named.length} ${named.length === 1 ? "run is" : "runs are"} named; from ${RUNS_MIN} to ${RUNS_MAX} can be compared.`,
    });
  }
  const dataDir = dataDirOf(textOf(args, "data-dir", null), io);
  const comparison = compareRuns(named.map((name) => findRun(name, { dataDir, cwd: io.cwd })));
  const html = textOf(args, "html", null);
  if (html !== null) {
    const path = resolve(io.cwd, html);
    writeWhole(path, comparisonHtml(comparison));
    io.err(`Page: ${path}`);
  }
  io.out(hasFlag(args, "json") ? JSON.stringify(comparison, null, 2) : comparisonText(comparison));
  return EXIT.done;
}
