import { existsSync } from "node:fs";
import { join } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { isoOfMicros, systemClock } from "../../platform/wall-clock.ts";
import { keepTrials } from "../../research/sweep/keep-trials.ts";
import { sweepText } from "../../research/sweep/print-sweep.ts";
import type { SweepOutcome } from "../../research/sweep/run-sweep.ts";
import { runSweep } from "../../research/sweep/run-sweep.ts";
import { openCheckpoint } from "../../research/sweep/sweep-checkpoint.ts";
import { planSweep } from "../../research/sweep/sweep-plan.ts";
import { writeSweep } from "../../research/sweep/write-sweep.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, numberOf } from "./command.ts";
import type { StopSignal } from "./interrupts.ts";
import { onInterrupt, STOP_EXIT_CODE } from "./interrupts.ts";
import type { CliIo } from "./io.ts";
import { readSearch, resultFolder, SEARCH_OPTIONS } from "./search-options.ts";
import { createSearchProgress } from "./search-progress.ts";

/** One line per finished combination, from which `--resume` goes on. */
const CHECKPOINT_FILE = "checkpoint.jsonl";
const TOP = 20;

/** `agenttrader sweep`: every combination of a grid of parameters over the same bars, on all cores. */
export const command: Command = {
  positionals: [{ name: "STRATEGY", summary: "a strategy file, or sample for the shipped example" }],
  options: [
    ...SEARCH_OPTIONS,
    { name: "random", kind: "integer", min: 1, max: 1_000_000, summary: "only this many, drawn from the grid" },
    { name: "seed", kind: "integer", min: 0, summary: "seed of the draw (default 1)" },
    {
      name: "warmup",
      kind: "integer",
      value: "N",
      min: 0,
      max: 10_000_000,
      summary: "bars before --from that warm features up",
    },
    { name: "top", kind: "integer", min: 1, max: 10_000, summary: `how many of the best are shown (default ${TOP})` },
    { name: "resume", kind: "flag", summary: "go on from what an interrupted sweep of the same settings finished" },
  ],
  examples: [
    { line: "sweep sample --grid fast=5:15:1 --grid slow=20:60:5", what: "The shipped example over 99 combinations" },
    {
      line: "sweep examples/strategies/spy-ema.yaml --data bars/SPY_1m.csv.gz --grid fast=5:50:1 --grid slow=20:200:5 --where slow>=2*fast --random 500 --resume",
      what: "500 drawn combinations, going on where an earlier start was ended",
    },
  ],
  run,
};

async function run(args: CommandArgs, io: CliIo): Promise<number> {
  const search = await readSearch("sweep", args, io);
  const plan = planSweep(search.resolved, search);
  const folder = resultFolder(args, io, search.dataDir, plan.runId);
  const path = join(folder, CHECKPOINT_FILE);
  const isResumed = hasFlag(args, "resume");
  if (!isResumed && existsSync(path)) io.err(`Starting over; --resume would go on from ${path}.`);
  const runs = plan.combinations.runs.length;
  const checkpoint = openCheckpoint(path, { key: plan.key, runs }, isResumed);
  if (checkpoint.known.size > 0) io.err(`${checkpoint.known.size} of ${runs} combinations are taken from ${path}.`);
  const controller = new AbortController();
  let stoppedBy: StopSignal | null = null;
  const release = onInterrupt((signal) => {
    stoppedBy = signal;
    controller.abort();
  });
  const names = plan.grid.axes.map((axis) => axis.name);
  const progress = createSearchProgress(
    `sweep ${search.resolved.strategy.id}`,
    { objective: plan.objective, names },
    io,
  );
  let outcome: SweepOutcome;
  try {
    outcome = await runSweep(plan, {
      workers: search.workers,
      top: numberOf(args, "top", TOP),
      checkpoint,
      onProgress: progress.update,
      signal: controller.signal,
    });
  } finally {
    progress.end();
    release();
    checkpoint.close();
  }
  keepTrials(plan, outcome, search.dataDir, isoOfMicros(systemClock.nowMicros()));
  const { result } = outcome;
  const text = sweepText(result, writeSweep(result, folder));
  if (hasFlag(args, "json")) {
    io.err(text);
    io.out(JSON.stringify(result, null, 2));
  } else io.out(text);
  // A signal that came when everything was through has stopped nothing.
  if (stoppedBy !== null && result.partial) return STOP_EXIT_CODE[stoppedBy as StopSignal];
  return result.best === null ? EXIT.notSo : EXIT.done;
}
