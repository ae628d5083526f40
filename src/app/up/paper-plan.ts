import { isDeepStrictEqual } from "node:util";
import { required } from "../../core/assert.ts";
import { sessionTable } from "../../data/calendar/nyse-calendar.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { StrategyFile } from "../../platform/strategy-file.ts";
import { NO_FINANCING } from "../../platform/financing-section.ts";
import { loadStrategyFile } from "../../platform/strategy-file.ts";
import { equityInstruments, portfolioConfigOf } from "../../research/backtest/core-config.ts";
import { DATA_DEFAULTS, resolveRun } from "../../research/backtest/resolve-run.ts";
import type { OwnStrategy } from "../../research/strategies/own-strategy.ts";
import { createColumnsFeed } from "../feeds/columns-feed.ts";
import { createGeneratorFeed } from "../feeds/generator-feed.ts";
import type { RunPlan } from "./run-plan.ts";
import { STRATEGY_RULES, withOwnKinds } from "./strategy-rules.ts";

export interface PaperWishes extends MarketWishes {
  /** Strategy files; capital, costs, fill model and limits are those of the first. */
  readonly strategies: readonly string[];
  /** Users' own kinds that the files may name. */
  readonly ownStrategies?: readonly OwnStrategy[];
}

export interface MarketWishes {
  /** Bars file or folder; null: the generated market. */
  readonly market: string | null;
  readonly seed: number;
  readonly warn: (line: string) => void;
}

const OPTIONS = { environment: "paper", accountId: "SIM", baseTimeframeSeconds: null } as const;
const GENERATED_FROM = "2026-01-05";
const GENERATED_TO = "2030-12-31";

/** Own strategies on the simulated venue; throws a {@link Failure} that names file and field. */
export function paperPlan(wishes: PaperWishes): RunPlan {
  const { ownStrategies = [] } = wishes;
  const rules = withOwnKinds(STRATEGY_RULES, ownStrategies);
  const plan = planOfFiles(
    wishes.strategies.map((path) => loadStrategyFile(path, rules)),
    wishes,
  );
  return { ...plan, ownStrategies };
}

/** The same for strategies that were read already. */
export function planOfFiles(files: readonly StrategyFile[], wishes: MarketWishes): RunPlan {
  const first = required(files[0], "paper trading has a strategy");
  demandDistinct(files);
  for (const { file, financing } of files) {
    if (isDeepStrictEqual(financing, NO_FINANCING)) continue;
    wishes.warn(`warning: ${file}: financing is charged in backtests only.`);
  }
  const symbols = [...new Set(files.flatMap((file) => file.instruments))];
  return wishes.market === null
    ? generatedPlan(first, files, symbols, wishes.seed)
    : replayedPlan(first, files, symbols, { ...wishes, market: wishes.market });
}

function generatedPlan(
  first: StrategyFile,
  files: readonly StrategyFile[],
  symbols: readonly string[],
  seed: number,
): RunPlan {
  if (first.timeframeSeconds !== 60) {
    throw usage(`${first.file} wants bars of ${first.timeframeSeconds} s; the generated market has one-minute bars.`);
  }
  const table = sessionTable(GENERATED_FROM, GENERATED_TO);
  const instruments = equityInstruments(symbols);
  return {
    mode: "PAPER",
    instruments,
    table,
    config: portfolioConfigOf(first, files, instruments, OPTIONS),
    feed: createGeneratorFeed(symbols, seed, table),
    start: required(table.opens[0], "the calendar has a first session"),
    market: { kind: "generator", seed },
  };
}

/** The bars are read once for all strategies, as a backtest of them would read them. */
function replayedPlan(
  first: StrategyFile,
  files: readonly StrategyFile[],
  symbols: readonly string[],
  wishes: { readonly market: string; readonly warn: (line: string) => void },
): RunPlan {
  const run = resolveRun({ ...first, instruments: symbols }, { ...DATA_DEFAULTS, path: wishes.market }, OPTIONS);
  for (const warning of run.warnings) wishes.warn(`warning: ${warning.text}`);
  return {
    mode: "PAPER",
    instruments: run.instruments,
    table: run.table,
    config: portfolioConfigOf(first, files, run.instruments, OPTIONS),
    feed: createColumnsFeed(run.bars, `the bars of ${wishes.market} are through (${run.data.to})`),
    start: Math.min(...run.bars.map((columns) => columns.tsOpen[0] ?? Number.POSITIVE_INFINITY)),
    market: { kind: "file", sha256: run.data.sha256 },
  };
}

function demandDistinct(files: readonly StrategyFile[]): void {
  const timeframes = new Set(files.map((file) => file.timeframeSeconds));
  if (timeframes.size > 1) throw usage("The strategies want bars of different lengths; one start serves one length.");
  const ids = files.map((file) => file.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw usage(`Two strategy files have the id "${twice}"; ids are unique.`);
}

function usage(message: string): Failure {
  return new Failure({ code: "USAGE", exitCode: EXIT.usage, message });
}
