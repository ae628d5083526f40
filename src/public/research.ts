/**
 * `agenttrader/research`: backtests, searches and what to doubt of them, for scripts and notebooks.
 * The same functions as the commands of the same names, without their files: nothing is written and
 * no try is registered unless it says so. Bad input throws a `Failure` with a sentence for people.
 */
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { required } from "../core/assert.ts";
import { limitsOf } from "../core/risk/profiles.ts";
import { validateLimits } from "../core/risk/limit-bounds.ts";
import { STRATEGIES } from "../core/strategies/registry.ts";
import { buildId } from "../platform/build-id.ts";
import type { StrategyFile } from "../platform/strategy-file.ts";
import { loadStrategyFile } from "../platform/strategy-file.ts";
import type { KindSpec } from "../platform/strategy-sections.ts";
import type { BarColumns } from "../data/bar-columns.ts";
import { readCatalogueBars } from "../data/catalogue/read-catalogue-bars.ts";
import { catalogueFailure } from "../research/backtest/catalogue-failure.ts";
import type { DataOptions, ResolvedRun } from "../research/backtest/resolve-run.ts";
import { DATA_DEFAULTS, resolveRun } from "../research/backtest/resolve-run.ts";
import type { BacktestResult } from "../research/backtest/run-backtest.ts";
import { runBacktest } from "../research/backtest/run-backtest.ts";
import { writeResult } from "../research/backtest/write-result.ts";
import type { MonteCarloOptions, MonteCarloFigures } from "../research/doubt/monte-carlo.ts";
import { monteCarlo as drawPaths } from "../research/doubt/monte-carlo.ts";
import { defaultBlock } from "../research/doubt/resample-path.ts";
import { computeFeature } from "../research/features/compute-feature.ts";
import { readFeatureBars, tableOf } from "../research/features/feature-bars.ts";
import { simpleReturns } from "../research/metrics/daily-series.ts";
import { loadStrategies } from "../research/strategies/load-strategies.ts";
import type { OwnStrategy } from "../research/strategies/own-strategy.ts";
import type { Comparison } from "../research/runs/compare-runs.ts";
import { compareRuns } from "../research/runs/compare-runs.ts";
import { findRun } from "../research/runs/find-run.ts";
import type { Objective } from "../research/sweep/objective.ts";
import { parseGrid } from "../research/sweep/parse-grid.ts";
import type { GridRequest } from "../research/sweep/plan-combinations.ts";
import { planCombinations } from "../research/sweep/plan-combinations.ts";
import { runSweep } from "../research/sweep/run-sweep.ts";
import type { SweepResult } from "../research/sweep/sweep-result.ts";
import { planSweep } from "../research/sweep/sweep-plan.ts";
import { parseWhere } from "../research/sweep/where-rule.ts";
import type { WindowSettings } from "../research/walk-forward/plan-windows.ts";
import { WINDOW_DEFAULTS } from "../research/walk-forward/plan-windows.ts";
import { runWalkForward } from "../research/walk-forward/run-walk-forward.ts";
import { planWalkForward } from "../research/walk-forward/walk-forward-plan.ts";
import type { WalkForwardResult } from "../research/walk-forward/walk-forward-result.ts";
import type { SessionTable } from "../core/model/session-table.ts";
import { readJson } from "../research/runs/read-report-input.ts";
import { feature } from "./strategy.ts";

export { generateData } from "../data/generate-data.ts";
export { Failure } from "../platform/failure.ts";
export { NO_END, horizonInBars, horizonInSessions } from "../research/labels/label-horizon.ts";
export { riseLabels } from "../research/labels/rise-label.ts";
export { tripleBarrier } from "../research/labels/triple-barrier.ts";
export { purgeLabels } from "../research/labels/purge-labels.ts";
export { DAILY, returnFigures } from "../research/metrics/return-figures.ts";
export { simpleReturns } from "../research/metrics/daily-series.ts";
export { deflatedSharpe, probabilisticSharpe, sharpeSample } from "../research/metrics/sharpe-confidence.ts";
export { overfittingProbability } from "../research/metrics/overfitting-probability.ts";
export type { BacktestResult, BarColumns, Comparison, MonteCarloFigures, SweepResult, WalkForwardResult };

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const RULES = {
  checkLimits: (
    profile: Parameters<typeof limitsOf>[0],
    overrides: Parameters<typeof limitsOf>[1],
  ): ReturnType<typeof validateLimits> => validateLimits(limitsOf(profile, overrides)),
};

/** A strategy file with the code it names. */
export interface ResearchStrategy {
  readonly file: StrategyFile;
  /** Its own kinds, of the folder that was named. */
  readonly own: readonly OwnStrategy[];
}

/** Where bars are and how they are read; what is left out is as on the command line. */
export type Bars = string | (Partial<Omit<DataOptions, "path">> & { readonly path: string });

/** Reads a strategy file, and the users' own strategies of a folder that it may name. */
export async function loadStrategy(
  file: string,
  options: { readonly strategies?: string } = {},
): Promise<ResearchStrategy> {
  const own = options.strategies === undefined ? [] : await loadStrategies(resolve(options.strategies));
  return { file: loadStrategyFile(resolve(file), { ...RULES, kinds: [...STRATEGIES, ...own] }), own };
}

/** The same strategy with some parameters changed; they are checked as those of a file are. */
export function withParameters(
  strategy: ResearchStrategy,
  parameters: Readonly<Record<string, number>>,
): ResearchStrategy {
  const { file } = strategy;
  const kind = kindOf(strategy);
  // A grid of one value each is a set of parameters, and its planner knows names, ranges and what does not go together.
  const given = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const grid = { axes: given.length === 0 ? [] : parseGrid(given, kind), where: [], random: null, runsMax: 1 };
  const [only] = planCombinations(grid, file.parameters, kind).runs;
  const changed = required(only, "a grid of one set that is not refused has a run").parameters;
  return { ...strategy, file: { ...file, parameters: changed } };
}

/** Bars of one instrument, with the sessions they lie in. */
export function readBars(bars: Bars, symbol: string | null = null): { columns: BarColumns; table: SessionTable } {
  const options = dataOptions(bars);
  const { columns, table } = readFeatureBars(options.path, {
    ...options,
    warmupBars: 0,
    timeframeSeconds: null,
    symbol,
  });
  return { columns, table };
}

/** Which bars of the catalogue, and in which prices; dates are session dates, both included. */
export interface CatalogueBars {
  readonly symbol: string;
  /** As in `data list`: `1m`, `1d`, `1s-tick`; default `1d`. */
  readonly resolution?: string;
  readonly from?: string | null;
  readonly to?: string | null;
  /** Default `raw`: prices as they are stored. */
  readonly adjust?: DataOptions["adjust"];
  /** Default: the hours that are stored. */
  readonly session?: DataOptions["session"];
  /** Data directory whose catalogue it is; default `.agenttrader`. */
  readonly dataDir?: string;
}

/** Bars that `data import` stored, read as `data get` and `backtest --data catalogue` read them, with their sessions. */
export async function openBars(
  wanted: CatalogueBars,
): Promise<{ columns: BarColumns; table: SessionTable; warnings: readonly string[] }> {
  const { symbol, resolution = "1d", from = null, to = null, adjust = "raw", session = null } = wanted;
  const range = { from, to, adjust, session };
  const read = await readCatalogueBars(placesOf(wanted).dataDir, symbol, resolution, range);
  if (!read.ok) throw catalogueFailure(read.faults);
  const { columns, warnings } = read;
  return { columns, table: tableOf(columns, { session: read.session, tz: DATA_DEFAULTS.tz }), warnings };
}

/** Runs a strategy over bars; with `out` the run's files and report are written there, as the command would. */
export function backtest(
  strategy: ResearchStrategy,
  bars: Bars,
  options: { readonly out?: string } = {},
): BacktestResult {
  const finished = required(runBacktest(resolved(strategy, bars), { build: buildId(ROOT) }), "nobody stops it");
  if (options.out !== undefined) writeResult(finished, resolve(options.out));
  return finished.result;
}

/** A grid of parameters: `["fast=5:20:1", "slow=20,40,60"]`, rules that combinations must hold, and what decides. */
export interface SearchOptions {
  readonly grid: readonly string[];
  readonly where?: readonly string[];
  readonly objective?: Objective;
  /** Threads; default one per core. */
  readonly workers?: number;
  /** Combinations allowed; default 10,000. */
  readonly runsMax?: number;
}

/** Runs every combination of a grid. */
export async function sweep(strategy: ResearchStrategy, bars: Bars, options: SearchOptions): Promise<SweepResult> {
  const kind = kindOf(strategy);
  const grid = gridOf(options, kind);
  const objective = options.objective ?? "sharpe";
  const plan = planSweep(resolved(strategy, bars, { benchmark: "none" }), {
    grid,
    objective,
    kind,
    build: buildId(ROOT),
  });
  const { result } = await runSweep(plan, { workers: workersOf(options), top: 20, checkpoint: null });
  return result;
}

/** Chooses parameters on the past and judges them on what came after, window by window; lengths in sessions. */
export async function walkForward(
  strategy: ResearchStrategy,
  bars: Bars,
  options: SearchOptions & Partial<WindowSettings> & { readonly minTrades?: number },
): Promise<WalkForwardResult> {
  const kind = kindOf(strategy);
  const { inSample = WINDOW_DEFAULTS.inSample, outOfSample = WINDOW_DEFAULTS.outOfSample } = options;
  const plan = planWalkForward(resolved(strategy, bars, { benchmark: "none" }), {
    grid: gridOf(options, kind),
    settings: {
      inSample,
      outOfSample,
      step: options.step ?? outOfSample,
      mode: options.mode ?? "rolling",
      objective: options.objective ?? "sharpe",
      minTrades: options.minTrades ?? 10,
    },
    kind,
    build: buildId(ROOT),
  });
  const { result } = await runWalkForward(plan, { workers: workersOf(options) });
  return result;
}

/** Other lives of a run: its days drawn in blocks, or its trades in another order. A word says why there are none. */
export function monteCarlo(
  result: BacktestResult,
  options: Partial<MonteCarloOptions> = {},
): MonteCarloFigures | "TOO_FEW_DAYS" | "TOO_FEW_TRADES" {
  const initial = Number(result.config.initialCapital);
  const returns = simpleReturns(result.equity.values.map(Number), initial);
  return drawPaths(
    { returns, tradeResults: result.trades.map((trade) => Number(trade.netPnl) / initial) },
    {
      method: "blocks",
      paths: 1_000,
      block: defaultBlock(returns.length),
      seed: 42,
      drawdownLimit: null,
      periodsPerYear: 252,
      ...options,
    },
  );
}

/** The result.json of a stored run: a run id, `latest`, a folder or the file itself. */
export function openRun(named: string, options: { readonly dataDir?: string } = {}): unknown {
  return readJson(`${findRun(named, placesOf(options))}/result.json`);
}

/** Stored runs side by side, two at least. */
export function compare(named: readonly string[], options: { readonly dataDir?: string } = {}): Comparison {
  return compareRuns(named.map((name) => findRun(name, placesOf(options))));
}

/** Values of a feature after every bar, by output, as strategies see them; NaN while it is not defined. */
export function features(
  bars: { readonly columns: BarColumns; readonly table: SessionTable },
  kind: string,
  parameters: Readonly<Record<string, number>> = {},
): Readonly<Record<string, Float64Array>> {
  const { outputs } = computeFeature(feature(kind, parameters), bars.columns, bars.table);
  return Object.fromEntries(outputs.map(({ name, values }) => [name, values]));
}

function placesOf({ dataDir = ".agenttrader" }: { readonly dataDir?: string }): { dataDir: string; cwd: string } {
  return { dataDir: resolve(dataDir), cwd: process.cwd() };
}

function dataOptions(bars: Bars): DataOptions {
  const options = typeof bars === "string" ? { path: bars } : bars;
  return { ...DATA_DEFAULTS, ...options, path: resolve(options.path) };
}

function resolved({ file, own }: ResearchStrategy, bars: Bars, changed: Partial<DataOptions> = {}): ResolvedRun {
  return { ...resolveRun(file, { ...dataOptions(bars), ...changed }), ownStrategies: own };
}

function kindOf({ file, own }: ResearchStrategy): KindSpec {
  return required(
    [...STRATEGIES, ...own].find((one) => one.kind === file.kind),
    "a loaded strategy has a known kind",
  );
}

function gridOf({ grid, where = [], runsMax = 10_000 }: SearchOptions, kind: KindSpec): GridRequest {
  return { axes: parseGrid(grid, kind), where: parseWhere(where, kind), random: null, runsMax };
}

function workersOf({ workers = availableParallelism() }: SearchOptions): number {
  return workers;
}
