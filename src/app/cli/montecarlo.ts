import { join, resolve } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { monteCarloResult, monteCarloText } from "../../research/doubt/monte-carlo-result.ts";
import { readRunResult } from "../../research/doubt/read-run-result.ts";
import { defaultBlock } from "../../research/doubt/resample-path.ts";
import { monteCarloCommand } from "../../research/report/analysis/search-commands.ts";
import { monteCarloPage } from "../../research/report/pages/monte-carlo-page.ts";
import { writeFiles } from "../../research/sweep/write-files.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, numberOf, textOf } from "./command.ts";
import type { CliIo } from "./io.ts";
import { dataDirOf } from "./io.ts";

/** `agenttrader montecarlo`: other lives of a finished backtest. */
export const command: Command = {
  positionals: [{ name: "RUN", summary: "a run id, latest, the folder of a run or its result.json" }],
  options: [
    { name: "paths", kind: "integer", min: 1, max: 100_000, summary: "lives to make (default 1000)" },
    {
      name: "method",
      kind: "text",
      choices: ["blocks", "trades"],
      summary: "draw days in blocks, or trades in another order (default blocks)",
    },
    {
      name: "block",
      kind: "integer",
      min: 1,
      summary: "mean sessions per block (default: cube root of all, 5 at least)",
    },
    { name: "seed", kind: "integer", summary: "seed of the draw (default 42)" },
    {
      name: "drawdown-limit",
      kind: "number",
      min: 0,
      max: 1,
      summary: "drawdown whose chance is asked for, 0.2 for 20 % (default: where the run's risk limits halt)",
    },
    {
      name: "out",
      kind: "text",
      value: "DIR",
      summary: "folder of the result (default runs/<id> in the data directory)",
    },
    { name: "data-dir", kind: "text", value: "DIR", summary: "data directory (default .agenttrader)" },
    { name: "json", kind: "flag", summary: "print result.json on standard output" },
  ],
  examples: [
    { line: "montecarlo r_0123456789ab", what: "A thousand lives of a run, its days drawn in blocks" },
    {
      line: "montecarlo runs/march/result.json --method trades --paths 5000 --drawdown-limit 0.1 --json",
      what: "Its trades in another order, and how often they fall by 10 %",
    },
  ],
  run: (args, io) => Promise.resolve(run(args, io)),
};

function run(args: CommandArgs, io: CliIo): number {
  const dataDir = dataDirOf(textOf(args, "data-dir", null), io);
  const stored = readRunResult(args.positionals[0] ?? "", { dataDir, cwd: io.cwd });
  const result = monteCarloResult(stored, {
    method: textOf(args, "method", "blocks") === "trades" ? "trades" : "blocks",
    paths: numberOf(args, "paths", 1_000),
    block: numberOf(args, "block", null) ?? defaultBlock(stored.returns.length),
    seed: numberOf(args, "seed", 42),
    drawdownLimit: numberOf(args, "drawdown-limit", null) ?? stored.drawdownLimit,
    periodsPerYear: 252,
  });
  const out = textOf(args, "out", null);
  const folder = out === null ? join(dataDir, "runs", result.runId) : resolve(io.cwd, out);
  const text = JSON.stringify(result, null, 2);
  const page = monteCarloPage(result, monteCarloCommand(result, stored.path));
  const written = writeFiles(folder, [
    ["report.html", page],
    ["result.json", `${text}\n`],
  ]);
  const where = `Run ${result.runId}   ${join(written, "result.json")}`;
  if (hasFlag(args, "json")) {
    io.err(monteCarloText(result));
    io.err(where);
    io.out(text);
  } else io.out(`${monteCarloText(result)}\n${where}`);
  return EXIT.done;
}
