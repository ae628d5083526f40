import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { READ_BARS_DEFAULTS } from "../../data/read-bars-csv.ts";
import { buildId } from "../../platform/build-id.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { loadStrategyFile } from "../../platform/strategy-file.ts";
import { summaryText } from "../../research/backtest/print-summary.ts";
import type { DataOptions } from "../../research/backtest/resolve-run.ts";
import { DATA_DEFAULTS, resolveRun } from "../../research/backtest/resolve-run.ts";
import type { FinishedBacktest } from "../../research/backtest/run-backtest.ts";
import { runBacktest } from "../../research/backtest/run-backtest.ts";
import { writeResult } from "../../research/backtest/write-result.ts";
import { BACKTEST_RULES } from "../up/strategy-rules.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, textOf } from "./command.ts";
import type { CliIo } from "./io.ts";
import { dataDirOf } from "./io.ts";
import { createProgress } from "./progress.ts";
import { prepareSample } from "./sample-data.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** `agenttrader backtest`: one strategy file over bars, through the same core as paper and live. */
export const command: Command = {
  positionals: [{ name: "STRATEGY", summary: "a strategy file, or sample for the shipped example" }],
  options: [
    { name: "data", kind: "text", value: "PATH", summary: "bars file (CSV, CSV.gz) or folder with one per instrument" },
    { name: "from", kind: "text", value: "DATE", summary: "first session date, included" },
    { name: "to", kind: "text", value: "DATE", summary: "last session date, included" },
    {
      name: "tz",
      kind: "text",
      value: "ZONE",
      summary: `zone of times without one (default ${READ_BARS_DEFAULTS.tz})`,
    },
    { name: "session", kind: "text", choices: ["regular", "all"], summary: "which bars count (default regular)" },
    {
      name: "bar-time",
      kind: "text",
      choices: ["open", "close"],
      summary: "what the time column names (default open)",
    },
    { name: "skip-bad-rows", kind: "flag", summary: "drop and count bad rows instead of refusing the file" },
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
    { line: "backtest sample", what: "The shipped example on a generated market" },
    {
      line: "backtest examples/strategies/spy-ema.yaml --data bars/SPY_1m.csv.gz --from 2024-03-01 --out runs/march",
      what: "Your file from a date on, into a folder of your choice",
    },
  ],
  run: (args, io) => Promise.resolve(run(args, io)),
};

function run(args: CommandArgs, io: CliIo): number {
  const named = args.positionals[0] ?? "";
  const dataDir = dataDirOf(textOf(args, "data-dir", null), io);
  const isSample = named === "sample" && textOf(args, "data", null) === null;
  const sample = isSample ? prepareSample(ROOT, dataDir, io) : null;
  const strategy = loadStrategyFile(sample?.strategy ?? resolve(io.cwd, named), BACKTEST_RULES);
  const resolved = resolveRun(strategy, dataOptionsOf(args, io, sample?.data ?? null));
  const progress = createProgress(`backtest ${strategy.id}`, resolved.data.bars, io);
  const finished = runBacktest(resolved, { build: buildId(ROOT), onProgress: progress.update });
  progress.end();
  if (finished === null) throw new Error("a backtest without a stop button ran to its end");
  const folder = writeResult(finished, outFolder(args, io, dataDir, finished));
  const summary = summaryText(finished, join(folder, "report.html"));
  if (hasFlag(args, "json")) {
    io.err(summary);
    io.out(JSON.stringify(finished.result, null, 2));
  } else io.out(summary);
  return EXIT.done;
}

function dataOptionsOf(args: CommandArgs, io: CliIo, sampleData: string | null): DataOptions {
  const path = sampleData ?? textOf(args, "data", null);
  if (path === null) {
    throw new Failure({
      code: "DATA_NOT_NAMED",
      exitCode: EXIT.usage,
      message: "A backtest needs bars: --data PATH is missing.",
      hint: 'Name a CSV file or folder, make some with "agenttrader data generate", or run "agenttrader backtest sample".',
    });
  }
  return {
    ...DATA_DEFAULTS,
    path: resolve(io.cwd, path),
    from: textOf(args, "from", null),
    to: textOf(args, "to", null),
    tz: textOf(args, "tz", DATA_DEFAULTS.tz),
    session: textOf(args, "session", "regular") === "all" ? "all" : "regular",
    barTime: textOf(args, "bar-time", "open") === "close" ? "close" : "open",
    skipBadRows: hasFlag(args, "skip-bad-rows"),
  };
}

function outFolder(args: CommandArgs, io: CliIo, dataDir: string, finished: FinishedBacktest): string {
  const out = textOf(args, "out", null);
  return out === null ? join(dataDir, "runs", finished.result.runId) : resolve(io.cwd, out);
}
