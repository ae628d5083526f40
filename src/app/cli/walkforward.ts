import { EXIT } from "../../platform/exit-codes.ts";
import { isoOfMicros, systemClock } from "../../platform/wall-clock.ts";
import { lineageOf } from "../../research/doubt/trial-of-run.ts";
import { recordTrials } from "../../research/doubt/trial-register.ts";
import { walkForwardCommand } from "../../research/report/analysis/search-commands.ts";
import { walkForwardPage } from "../../research/report/pages/walk-forward-page.ts";
import { writeFiles } from "../../research/sweep/write-files.ts";
import { WINDOW_DEFAULTS } from "../../research/walk-forward/plan-windows.ts";
import { walkForwardText } from "../../research/walk-forward/print-walk-forward.ts";
import { runWalkForward } from "../../research/walk-forward/run-walk-forward.ts";
import type { WalkForwardSettings } from "../../research/walk-forward/walk-forward-plan.ts";
import { planWalkForward } from "../../research/walk-forward/walk-forward-plan.ts";
import { writeWalkForward } from "../../research/walk-forward/write-walk-forward.ts";
import type { Command, CommandArgs } from "./command.ts";
import { numberOf, textOf } from "./command.ts";
import type { CliIo } from "./io.ts";
import type { Search } from "./search-options.ts";
import { readSearch, resultFolder, SEARCH_OPTIONS } from "./search-options.ts";
import { printSearch, RESUME_OPTION, runSearch } from "./search-run.ts";

const MIN_TRADES = 10;
const { inSample, outOfSample } = WINDOW_DEFAULTS;

/** `agenttrader walkforward`: parameters chosen on the past and judged on what came after, window by window. */
export const command: Command = {
  positionals: [{ name: "STRATEGY", summary: "a strategy file, or sample for the shipped example" }],
  options: [
    ...SEARCH_OPTIONS,
    { name: "in-sample", kind: "integer", min: 1, summary: `sessions to choose on (default ${inSample})` },
    { name: "out-of-sample", kind: "integer", min: 1, summary: `sessions to judge on (default ${outOfSample})` },
    {
      name: "step",
      kind: "integer",
      min: 1,
      summary: `sessions from window to window (default: as many as are judged)`,
    },
    { name: "mode", kind: "text", choices: ["rolling", "anchored"], summary: "how training moves (default rolling)" },
    {
      name: "min-trades",
      kind: "integer",
      min: 0,
      summary: `round trips in training without which none can win (default ${MIN_TRADES})`,
    },
    RESUME_OPTION,
  ],
  examples: [
    {
      line: "walkforward sample --grid fast=5:15:5 --grid slow=20:60:20 --in-sample 21 --out-of-sample 21 --step 21",
      what: "The shipped example in windows of a month",
    },
    {
      line: "walkforward examples/strategies/spy-ema.yaml --data bars/SPY_1m.csv.gz --grid fast=5:20:1 --grid slow=20:60:5 --objective calmar --resume",
      what: "A year to choose on, a quarter to judge on, again and again, going on where an earlier start was ended",
    },
  ],
  run,
};

async function run(args: CommandArgs, io: CliIo): Promise<number> {
  const search = await readSearch("walkforward", args, io);
  const settings = settingsOf(args, search);
  const plan = planWalkForward(search.resolved, { ...search, settings });
  const { key, runsTotal, grid } = plan;
  const folder = resultFolder(args, io, search.dataDir, plan.runId);
  const job = {
    ...{ title: `walkforward ${search.resolved.strategy.id}`, folder, key, runs: runsTotal, grid },
    objective: settings.objective,
  };
  const { outcome, stopCode } = await runSearch(job, args, io, (controls) =>
    runWalkForward(plan, { workers: search.workers, ...controls }),
  );
  const { result, trials } = outcome;
  const at = isoOfMicros(systemClock.nowMicros());
  recordTrials(search.dataDir, lineageOf(search.resolved), trials, { by: "walk-forward", at });
  writeFiles(folder, [["report.html", walkForwardPage(result, walkForwardCommand(plan))]]);
  printSearch(result, walkForwardText(result, writeWalkForward(result, folder)), args, io);
  // A signal that came when everything was through has stopped nothing.
  if (stopCode !== null && result.partial) return stopCode;
  return result.validWindows === 0 ? EXIT.notSo : EXIT.done;
}

/** The step is the out-of-sample length unless it is given: windows then meet without a gap. */
function settingsOf(args: CommandArgs, { objective }: Search): WalkForwardSettings {
  const judged = numberOf(args, "out-of-sample", outOfSample);
  return {
    inSample: numberOf(args, "in-sample", inSample),
    outOfSample: judged,
    step: numberOf(args, "step", judged),
    mode: textOf(args, "mode", "rolling") === "anchored" ? "anchored" : "rolling",
    objective,
    minTrades: numberOf(args, "min-trades", MIN_TRADES),
  };
}
