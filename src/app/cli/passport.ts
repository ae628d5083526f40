import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildId } from "../../platform/build-id.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { loadStrategyFile } from "../../platform/strategy-file.ts";
import { isoOfMicros, systemClock } from "../../platform/wall-clock.ts";
import { required } from "../../core/assert.ts";
import { makePassport } from "../../research/doubt/passport.ts";
import { passportText } from "../../research/doubt/passport-text.ts";
import { readWalkForward } from "../../research/doubt/read-walk-forward.ts";
import { lineageOf } from "../../research/doubt/trial-of-run.ts";
import { recordTrials } from "../../research/doubt/trial-register.ts";
import { writeFiles } from "../../research/sweep/write-files.ts";
import { BACKTEST_RULES, withOwnKinds } from "../up/strategy-rules.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, numberOf, textOf } from "./command.ts";
import type { CliIo } from "./io.ts";
import { dataDirOf } from "./io.ts";
import { readOwnStrategies } from "./own-strategies.ts";
import { createProgress } from "./progress.ts";
import { resolveBars } from "./resolve-bars.ts";
import { prepareSample } from "./sample-data.ts";
import { dataOptionsOf, SEARCH_OPTIONS } from "./search-options.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** How bars are read is the same for every command. */
const READING = ["data", "from", "to", "tz", "session", "bar-time", "skip-bad-rows", "data-dir", "strategies"];

/** `agenttrader passport`: everything that may be wrong with a strategy, gate by gate. */
export const command: Command = {
  positionals: [{ name: "STRATEGY", summary: "a strategy file, or sample for the shipped example" }],
  options: [
    ...SEARCH_OPTIONS.filter((option) => READING.includes(option.name)),
    {
      name: "walk-forward",
      kind: "text",
      value: "RUN",
      summary: "a stored walk-forward of it as the out-of-sample evidence (default: made from its neighbours)",
    },
    {
      name: "drawdown-limit",
      kind: "number",
      min: 0,
      max: 1,
      summary:
        "drawdown that one life in twenty may reach, 0.2 for 20 % (default: where the risk limits halt, else 0.3)",
    },
    { name: "paths", kind: "integer", min: 100, max: 100_000, summary: "lives drawn for the drawdown (default 1000)" },
    { name: "seed", kind: "integer", summary: "seed of the draw (default 42)" },
    {
      name: "out",
      kind: "text",
      value: "DIR",
      summary: "folder of the passport (default passports in the data directory)",
    },
    { name: "json", kind: "flag", summary: "print the passport as one JSON document on standard output" },
  ],
  examples: [
    { line: "passport sample", what: "The shipped example; it does not get one" },
    {
      line: "passport strategies/spy-ema.yaml --data bars/SPY_1d.csv --walk-forward r_0123456789ab --json",
      what: "Your strategy, with a walk-forward that was run before",
    },
  ],
  run,
};

async function run(args: CommandArgs, io: CliIo): Promise<number> {
  const named = args.positionals[0] ?? "";
  const dataDir = dataDirOf(textOf(args, "data-dir", null), io);
  const isSample = named === "sample" && textOf(args, "data", null) === null;
  const sample = isSample ? prepareSample(ROOT, dataDir, io) : null;
  const ownStrategies = await readOwnStrategies(args, io);
  const rules = withOwnKinds(BACKTEST_RULES, ownStrategies);
  const strategy = loadStrategyFile(sample?.strategy ?? resolve(io.cwd, named), rules);
  const bars = { named: textOf(args, "data", null), dataDir };
  const plain = await resolveBars([strategy], dataOptionsOf("passport", args, io, sample?.data ?? null), bars);
  const resolved = { ...plain, ownStrategies };
  const walkForward = textOf(args, "walk-forward", null);
  const progress = createProgress(`passport ${strategy.id}`, resolved.data.bars, io);
  const source = { by: "passport", at: isoOfMicros(systemClock.nowMicros()) };
  const passport = required(
    makePassport(resolved, {
      build: buildId(ROOT),
      register: (trials) => recordTrials(dataDir, lineageOf(resolved), trials, source),
      outOfSample: walkForward === null ? null : readWalkForward(walkForward, { dataDir, cwd: io.cwd }, resolved),
      drawdownLimit: numberOf(args, "drawdown-limit", null),
      seed: numberOf(args, "seed", 42),
      paths: numberOf(args, "paths", 1_000),
      definitionOf: null,
      onProgress: progress.update,
    }),
    "a passport without a stop button is finished",
  );
  progress.end();
  const text = JSON.stringify(passport, null, 2);
  const out = textOf(args, "out", null);
  const name = `${strategy.id}-${passport.hash.slice(0, 12)}.json`;
  const folder = writeFiles(out === null ? join(dataDir, "passports") : resolve(io.cwd, out), [[name, `${text}\n`]]);
  const summary = `${passportText(passport)}\n${join(folder, name)}`;
  if (hasFlag(args, "json")) {
    io.err(summary);
    io.out(text);
  } else io.out(summary);
  return passport.verdict === "passed" ? EXIT.done : EXIT.notSo;
}
