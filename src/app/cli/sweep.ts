import { EXIT } from "../../platform/exit-codes.ts";
import { isoOfMicros, systemClock } from "../../platform/wall-clock.ts";
import { sweepCommand } from "../../research/report/analysis/search-commands.ts";
import { sweepPage } from "../../research/report/pages/sweep-page.ts";
import { keepTrials } from "../../research/sweep/keep-trials.ts";
import { sweepText } from "../../research/sweep/print-sweep.ts";
import { runSweep } from "../../research/sweep/run-sweep.ts";
import { planSweep } from "../../research/sweep/sweep-plan.ts";
import { writeFiles } from "../../research/sweep/write-files.ts";
import { writeSweep } from "../../research/sweep/write-sweep.ts";
import type { Command, CommandArgs } from "./command.ts";
import { numberOf } from "./command.ts";
import type { CliIo } from "./io.ts";
import { readSearch, resultFolder, SEARCH_OPTIONS } from "./search-options.ts";
import { printSearch, RESUME_OPTION, runSearch } from "./search-run.ts";

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
    RESUME_OPTION,
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
  const { key, objective, grid } = plan;
  const folder = resultFolder(args, io, search.dataDir, plan.runId);
  const job = {
    ...{ title: `sweep ${search.resolved.strategy.id}`, folder, key, objective, grid },
    runs: plan.combinations.runs.length,
  };
  const { outcome, stopCode } = await runSearch(job, args, io, (controls) =>
    runSweep(plan, { workers: search.workers, top: numberOf(args, "top", TOP), ...controls }),
  );
  keepTrials(plan, outcome, search.dataDir, isoOfMicros(systemClock.nowMicros()));
  const { result } = outcome;
  writeFiles(folder, [["report.html", sweepPage(result, sweepCommand(plan))]]);
  printSearch(result, sweepText(result, writeSweep(result, folder)), args, io);
  // A signal that came when everything was through has stopped nothing.
  if (stopCode !== null && result.partial) return stopCode;
  return result.best === null ? EXIT.notSo : EXIT.done;
}
