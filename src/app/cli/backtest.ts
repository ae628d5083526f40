import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ADJUSTMENTS } from "../../data/corporate-actions/corporate-actions.ts";
import { READ_BARS_DEFAULTS } from "../../data/read-bars-csv.ts";
import { buildId } from "../../platform/build-id.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { loadStrategyFile } from "../../platform/strategy-file.ts";
import { isoOfMicros, systemClock } from "../../platform/wall-clock.ts";
import { summaryText } from "../../research/backtest/print-summary.ts";
import type { DataOptions } from "../../research/backtest/resolve-run.ts";
import { DATA_DEFAULTS } from "../../research/backtest/resolve-run.ts";
import type { FinishedBacktest } from "../../research/backtest/run-backtest.ts";
import { runBacktestInTurns } from "../../research/backtest/run-backtest.ts";
import { writeResult } from "../../research/backtest/write-result.ts";
import { recordRun } from "../../research/doubt/record-run.ts";
import { BACKTEST_RULES, withOwnKinds } from "../up/strategy-rules.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, numberOf, textOf } from "./command.ts";
import type { StopSignal } from "./interrupts.ts";
import { onInterrupt, STOP_EXIT_CODE } from "./interrupts.ts";
import type { CliIo } from "./io.ts";
import { dataDirOf } from "./io.ts";
import { readOwnStrategies, STRATEGIES_OPTION } from "./own-strategies.ts";
import { createProgress } from "./progress.ts";
import { resolveBars } from "./resolve-bars.ts";
import { prepareSample } from "./sample-data.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** `agenttrader backtest`: strategy files in one account over bars, through the same core as paper and live. */
export const command: Command = {
  positionals: [
    {
      name: "STRATEGY",
      summary: "strategy files that share one account (the first says its capital and costs), or sample",
      isRepeated: true,
    },
  ],
  options: [
    {
      name: "data",
      kind: "text",
      value: "PATH",
      summary: "bars file (CSV, CSV.gz), folder with one per instrument, or catalogue",
    },
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
      name: "warmup",
      kind: "integer",
      value: "N",
      min: 0,
      max: 10_000_000,
      summary: "bars before --from that warm features up",
    },
    {
      name: "benchmark",
      kind: "text",
      value: "SYMBOL",
      summary: "what buy and hold buys: a symbol of the data, none, or own (default) for the run's instruments",
    },
    {
      name: "actions",
      kind: "text",
      value: "PATH",
      summary: "splits and dividends: a file, or a folder with one per instrument",
    },
    {
      name: "adjust",
      kind: "text",
      choices: ADJUSTMENTS,
      summary: "prices to trade (default raw: splits and dividends reach the account)",
    },
    STRATEGIES_OPTION,
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
    {
      line: "backtest trend.yaml reversion.yaml --data bars --benchmark SPY",
      what: "Two strategies in one account, against one instrument",
    },
    {
      line: "backtest examples/my-strategies/turn-of-month.yaml --strategies examples/my-strategies --data bars/SPY_1d.csv",
      what: "A strategy of your own",
    },
  ],
  run,
};

async function run(args: CommandArgs, io: CliIo): Promise<number> {
  const named = args.positionals[0] ?? "";
  const dataDir = dataDirOf(textOf(args, "data-dir", null), io);
  const isSample = named === "sample" && args.positionals.length === 1 && textOf(args, "data", null) === null;
  const sample = isSample ? prepareSample(ROOT, dataDir, io) : null;
  const files = sample === null ? args.positionals.map((path) => resolve(io.cwd, path)) : [sample.strategy];
  const ownStrategies = await readOwnStrategies(args, io);
  const rules = withOwnKinds(BACKTEST_RULES, ownStrategies);
  const strategies = files.map((path) => loadStrategyFile(path, rules));
  const bars = { named: textOf(args, "data", null), dataDir };
  const plain = await resolveBars(strategies, dataOptionsOf(args, io, sample?.data ?? null), bars);
  const resolved = { ...plain, ownStrategies };
  // The sample's times are what we wrote ourselves.
  if (sample === null) for (const text of resolved.assumed) io.err(`assumed: ${text}`);
  const title = `backtest ${strategies.map((file) => file.id).join(" + ")}`;
  const progress = createProgress(title, resolved.data.bars, io);
  let stopped: StopSignal | null = null;
  const release = onInterrupt((signal) => (stopped = signal));
  let finished: FinishedBacktest | null;
  try {
    finished = await runBacktestInTurns(resolved, {
      build: buildId(ROOT),
      keepsPartial: true,
      onProgress: (share) => progress.update(share) && stopped === null,
    });
  } finally {
    release();
    progress.end();
  }
  if (finished === null) throw new Error("a run that keeps its part has a result");
  const at = isoOfMicros(systemClock.nowMicros());
  recordRun(dataDir, resolved, finished.daily.returns, { by: "backtest", at });
  const folder = writeResult(finished, outFolder(args, io, dataDir, finished));
  const summary = summaryText(finished, join(folder, "report.html"));
  if (hasFlag(args, "json")) {
    io.err(summary);
    io.out(JSON.stringify(finished.result, null, 2));
  } else io.out(summary);
  return stopCodeOf(stopped, finished.result.partial);
}

/** A signal that came when the run was through has stopped nothing. */
function stopCodeOf(stopped: StopSignal | null, isPartial: boolean): number {
  return stopped !== null && isPartial ? STOP_EXIT_CODE[stopped] : EXIT.done;
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
  const actions = textOf(args, "actions", null);
  return {
    ...DATA_DEFAULTS,
    path: resolve(io.cwd, path),
    from: textOf(args, "from", null),
    to: textOf(args, "to", null),
    tz: textOf(args, "tz", DATA_DEFAULTS.tz),
    session: textOf(args, "session", "regular") === "all" ? "all" : "regular",
    barTime: textOf(args, "bar-time", "open") === "close" ? "close" : "open",
    skipBadRows: hasFlag(args, "skip-bad-rows"),
    warmupBars: numberOf(args, "warmup", 0),
    benchmark: textOf(args, "benchmark", "own"),
    actions: actions === null ? null : resolve(io.cwd, actions),
    adjust: ADJUSTMENTS.find((one) => one === textOf(args, "adjust", null)) ?? "raw",
  };
}

function outFolder(args: CommandArgs, io: CliIo, dataDir: string, finished: FinishedBacktest): string {
  const out = textOf(args, "out", null);
  return out === null ? join(dataDir, "runs", finished.result.runId) : resolve(io.cwd, out);
}
