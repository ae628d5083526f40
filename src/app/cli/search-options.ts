import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { required } from "../../core/assert.ts";
import { ADJUSTMENTS } from "../../data/corporate-actions/corporate-actions.ts";
import { READ_BARS_DEFAULTS } from "../../data/read-bars-csv.ts";
import { buildId } from "../../platform/build-id.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { loadStrategyFile } from "../../platform/strategy-file.ts";
import type { KindSpec } from "../../platform/strategy-sections.ts";
import type { DataOptions, ResolvedRun } from "../../research/backtest/resolve-run.ts";
import { DATA_DEFAULTS } from "../../research/backtest/resolve-run.ts";
import type { Objective } from "../../research/sweep/objective.ts";
import { OBJECTIVES } from "../../research/sweep/objective.ts";
import { parseGrid } from "../../research/sweep/parse-grid.ts";
import type { GridRequest } from "../../research/sweep/plan-combinations.ts";
import { parseWhere } from "../../research/sweep/where-rule.ts";
import { BACKTEST_RULES, withOwnKinds } from "../up/strategy-rules.ts";
import type { CommandArgs, OptionSpec } from "./command.ts";
import { hasFlag, numberOf, textOf, textsOf } from "./command.ts";
import type { CliIo } from "./io.ts";
import { dataDirOf } from "./io.ts";
import { readOwnStrategies, STRATEGIES_OPTION } from "./own-strategies.ts";
import { resolveBars } from "./resolve-bars.ts";
import { prepareSample } from "./sample-data.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** Runs that are started without `--yes`. */
const RUNS_MAX = 10_000;
/** The text of result.json ends at half a gigabyte, and a combination takes about 1.5 kB of it. */
const RUNS_MAX_CONFIRMED = 200_000;

/** Options of every command that searches a grid of parameters over bars. */
export const SEARCH_OPTIONS: readonly OptionSpec[] = [
  {
    name: "data",
    kind: "text",
    value: "PATH",
    summary: "bars file (CSV, CSV.gz), folder with one per instrument, or catalogue",
  },
  {
    name: "grid",
    kind: "text",
    value: "NAME=VALUES",
    isRepeated: true,
    summary: "a parameter and its values: fast=5:20:1 or slow=20,40,60; may be repeated",
  },
  {
    name: "where",
    kind: "text",
    value: "RULE",
    isRepeated: true,
    summary: "leave combinations out that break it: slow>=2*fast; may be repeated",
  },
  { name: "objective", kind: "text", value: "NAME", choices: OBJECTIVES, summary: "what decides (default sharpe)" },
  { name: "from", kind: "text", value: "DATE", summary: "first session date, included" },
  { name: "to", kind: "text", value: "DATE", summary: "last session date, included" },
  { name: "tz", kind: "text", value: "ZONE", summary: `zone of times without one (default ${READ_BARS_DEFAULTS.tz})` },
  { name: "session", kind: "text", choices: ["regular", "all"], summary: "which bars count (default regular)" },
  { name: "bar-time", kind: "text", choices: ["open", "close"], summary: "what the time column names (default open)" },
  { name: "skip-bad-rows", kind: "flag", summary: "drop and count bad rows instead of refusing the file" },
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
  { name: "workers", kind: "integer", min: 1, max: 256, summary: "threads (default: one per core)" },
  { name: "yes", kind: "flag", summary: `start more than ${RUNS_MAX} runs, at most ${RUNS_MAX_CONFIRMED}` },
  {
    name: "out",
    kind: "text",
    value: "DIR",
    summary: "folder of the result (default runs/<id> in the data directory)",
  },
  { name: "data-dir", kind: "text", value: "DIR", summary: "data directory (default .agenttrader)" },
  { name: "json", kind: "flag", summary: "print result.json on standard output" },
];

/** What a search needs, read and checked. */
export interface Search {
  readonly resolved: ResolvedRun;
  readonly kind: KindSpec;
  readonly grid: GridRequest;
  readonly objective: Objective;
  readonly workers: number;
  readonly dataDir: string;
  readonly build: string;
}

/** Reads strategy, grid and bars of the command `name`; a {@link Failure} with what was and what is allowed. */
export async function readSearch(name: string, args: CommandArgs, io: CliIo): Promise<Search> {
  const named = args.positionals[0] ?? "";
  const dataDir = dataDirOf(textOf(args, "data-dir", null), io);
  const isSample = named === "sample" && textOf(args, "data", null) === null;
  const sample = isSample ? prepareSample(ROOT, dataDir, io) : null;
  const ownStrategies = await readOwnStrategies(args, io);
  const rules = withOwnKinds(BACKTEST_RULES, ownStrategies);
  const strategy = loadStrategyFile(sample?.strategy ?? resolve(io.cwd, named), rules);
  const kind = required(
    rules.kinds.find((one) => one.kind === strategy.kind),
    "a loaded strategy has a known kind",
  );
  // The grid is judged before the bars are read: a slip there should not cost the time.
  const grid = gridOf(args, kind);
  const bars = { named: textOf(args, "data", null), dataDir };
  const plain = await resolveBars([strategy], dataOptionsOf(name, args, io, sample?.data ?? null), bars);
  return {
    resolved: { ...plain, ownStrategies },
    kind,
    grid,
    objective: OBJECTIVES.find((one) => one === textOf(args, "objective", "sharpe")) ?? "sharpe",
    workers: numberOf(args, "workers", availableParallelism()),
    dataDir,
    build: buildId(ROOT),
  };
}

/** Where the result goes: `--out`, else the run's folder in the data directory. */
export function resultFolder(args: CommandArgs, io: CliIo, dataDir: string, runId: string): string {
  const out = textOf(args, "out", null);
  return out === null ? join(dataDir, "runs", runId) : resolve(io.cwd, out);
}

function gridOf(args: CommandArgs, kind: KindSpec): GridRequest {
  const count = numberOf(args, "random", null);
  const seed = numberOf(args, "seed", null);
  if (count === null && seed !== null)
    throw new Failure({
      code: "BAD_OPTION",
      exitCode: EXIT.usage,
      message: "--seed is given without --random.",
      hint: "A whole grid has nothing to draw; add --random N or leave the seed out.",
    });
  return {
    axes: parseGrid(textsOf(args, "grid"), kind),
    where: parseWhere(textsOf(args, "where"), kind),
    random: count === null ? null : { count, seed: seed ?? 1 },
    runsMax: hasFlag(args, "yes") ? RUNS_MAX_CONFIRMED : RUNS_MAX,
  };
}

/** How the bars of the command `name` are read; a {@link Failure} when none are named. */
export function dataOptionsOf(name: string, args: CommandArgs, io: CliIo, sampleData: string | null): DataOptions {
  const path = sampleData ?? textOf(args, "data", null);
  if (path === null) {
    throw new Failure({
      code: "DATA_NOT_NAMED",
      exitCode: EXIT.usage,
      message: `${name} needs bars: --data PATH is missing.`,
      hint: 'Name a CSV file or folder, or make some with "agenttrader data generate".',
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
    benchmark: "none",
    actions: actions === null ? null : resolve(io.cwd, actions),
    adjust: ADJUSTMENTS.find((one) => one === textOf(args, "adjust", null)) ?? "raw",
  };
}
