import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { SWITCHED } from "../sim/fault-table.ts";
import { faultListText, resultJson, resultText } from "../sim/print-result.ts";
import type { SetRequest, SetResult } from "../sim/run-set.ts";
import { runSet, tasksOf } from "../sim/run-set.ts";
import { runSetParallel } from "../sim/run-set-parallel.ts";
import type { FoundViolation } from "../sim/run-world.ts";
import { runWorld } from "../sim/run-world.ts";
import { shrink } from "../sim/shrink.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, numberOf, textOf } from "./command.ts";
import type { CliIo } from "./io.ts";

const PROGRESS_MS = 10_000;

/** `agenttrader sim`: the production core in a hostile simulated world, its promises checked after every event. */
export const command: Command = {
  positionals: [],
  options: [
    { name: "days", kind: "integer", min: 1, summary: "Simulated trading days in all (default 50)" },
    { name: "seed", kind: "integer", min: 0, max: 70_000_000_000_000, summary: "Seed of the first run (default 1)" },
    {
      name: "faults",
      kind: "text",
      value: "F01,F20",
      summary: "Only these faults, in every run (default: each run draws)",
    },
    { name: "shrink", kind: "flag", summary: "Reduce the first failing run to the fewest faults that still fail" },
    { name: "workers", kind: "integer", min: 1, max: 64, summary: "Threads (default 1)" },
    { name: "list-faults", kind: "flag", summary: "Print the catalogue and leave" },
    { name: "json", kind: "flag", summary: "Print one JSON document" },
  ],
  examples: [
    { line: "sim --days 500 --seed 1 --workers 2", what: "A hundred runs of five days, each with its own faults" },
    { line: "sim --days 5 --seed 7 --faults F01,F20 --shrink", what: "One run with two faults" },
  ],
  run: async (args, io) => {
    if (hasFlag(args, "list-faults")) {
      io.out(faultListText());
      return EXIT.done;
    }
    const request = requestOf(args);
    const result = await runAll(request, numberOf(args, "workers", 1), io);
    io.out(hasFlag(args, "json") ? resultJson(result) : resultText(result));
    const first = result.violations[0];
    if (first !== undefined && hasFlag(args, "shrink")) io.err(shrunkText(first));
    return first === undefined && result.silent.length + result.missed.length === 0 ? EXIT.done : EXIT.notSo;
  },
};

function requestOf(args: CommandArgs): SetRequest {
  const named = textOf(args, "faults", null);
  const faults = named === null ? null : named.split(",").filter((id) => id !== "" && id !== "none");
  for (const id of faults ?? []) {
    if (SWITCHED.includes(id)) continue;
    throw new Failure({
      code: "BAD_OPTION",
      exitCode: EXIT.usage,
      message: `sim --faults: "${id}" is no switch of the simulator.`,
      hint: "agenttrader sim --list-faults names them; none switches all off.",
    });
  }
  return { days: numberOf(args, "days", 50), seed: numberOf(args, "seed", 1), faults };
}

async function runAll(request: SetRequest, workers: number, io: CliIo): Promise<SetResult> {
  const total = tasksOf(request).length;
  const begun = performance.now();
  let told = begun;
  const onRun = (done: number): void => {
    const now = performance.now();
    if (now - told < PROGRESS_MS) return;
    told = now;
    const days = Math.min(request.days, done * 5);
    io.err(`${done} of ${total} runs, ${((1000 * days) / (now - begun)).toFixed(1)} days/s`);
  };
  return workers === 1 ? runSet(request, onRun) : await runSetParallel(request, workers, onRun);
}

/** The fewest faults that still break the same run, and the command that shows it. */
function shrunkText(violation: FoundViolation): string {
  const { seed, days } = violation;
  const fewest = shrink(violation.faults, (faults) => runWorld(seed, days, faults).violation !== null);
  const list = fewest.length === 0 ? "none" : fewest.join(",");
  return `smallest list of faults: ${list}\n  replay: agenttrader sim --days ${days} --seed ${seed} --faults ${list}`;
}
