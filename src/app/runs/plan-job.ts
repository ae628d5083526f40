import { createHash } from "node:crypto";
import { join } from "node:path";
import { RunRefused } from "../../contract/run-port.ts";
import type { RunReceipt, RunRequest } from "../../contract/run-request.ts";
import type { RunNote } from "../../contract/run-row.ts";
import { required } from "../../core/assert.ts";
import { nyseSessions } from "../../data/calendar/nyse-calendar.ts";
import type { StrategyFile, StrategyFileRules } from "../../platform/strategy-file.ts";
import type { KindSpec } from "../../platform/strategy-sections.ts";
import { runsFolder } from "../../research/runs/list-runs.ts";
import { OBJECTIVES, type Objective } from "../../research/sweep/objective.ts";
import { type GridAxis, parseGrid } from "../../research/sweep/parse-grid.ts";
import { planCombinations } from "../../research/sweep/plan-combinations.ts";
import { planWindows, WINDOW_DEFAULTS } from "../../research/walk-forward/plan-windows.ts";
import type { WalkForwardSettings } from "../../research/walk-forward/walk-forward-plan.ts";
import { changeStrategy, type ChangedStrategy } from "./change-strategy.ts";
import { commandOf } from "./command-of.ts";
import type { Dataset } from "./run-datasets.ts";
import { type RunJob, type RunWork, STRATEGY_FILE } from "./run-job.ts";
import { COMBINATIONS_MAX } from "./run-limits.ts";
import { planWarnings } from "./plan-warnings.ts";
import type { SourcedStrategy } from "./strategy-sources.ts";

/** What a request is read against. */
export interface PlanGround {
  /** Kinds that a strategy may be of. */
  readonly rules: StrategyFileRules;
  readonly sources: readonly SourcedStrategy[];
  readonly datasets: readonly Dataset[];
  readonly dataDir: string;
  readonly build: string;
  readonly workers: number;
  /** Of the last run; null: nobody knows yet. */
  readonly barsPerSecond: number | null;
}

/** A request that can be run, or why it cannot be, with what it would take. */
export interface PlannedRun {
  readonly job: RunJob;
  readonly receipt: RunReceipt;
  /** Set: a dry run may say it, a start is refused. */
  readonly obstacle: RunNote | null;
}

const MIN_TRADES = 10;
/** Seven columns of bars, four of the curve and what is made of them. */
const BYTES_PER_BAR = 140;
const BASE_MB = 60;
const PLACES_MAX = 1_000_000;

/** Reads a request against what there is; {@link RunRefused} for what makes no sense whatever the data. */
export function planRun(request: RunRequest, ground: PlanGround): PlannedRun {
  const { dataDir, build, workers } = ground;
  const source = ground.sources.find(({ strategy }) => strategy.id === request.strategyId);
  if (source === undefined)
    throw new RunRefused("STRATEGY_UNKNOWN", `There is no strategy "${request.strategyId}" to run.`);
  const dataset = ground.datasets.find(({ row }) => row.id === request.dataset);
  if (dataset === undefined) throw new RunRefused("DATASET_UNKNOWN", `There is no dataset "${request.dataset}".`);
  const changed = changeStrategy(source, request, ground.rules);
  const period = periodOf(request, dataset);
  const { strategy } = changed;
  const kind = required(
    ground.rules.kinds.find((one) => one.kind === strategy.kind),
    "a strategy that was read has a known kind",
  );
  const work = workOf(request, kind);
  const size = sizeOf(work, { strategy, kind }, dataset, period.sessions);
  const { from, to } = period;
  const { code } = strategy;
  const facts = ["run/1", build, changed.text, dataset.fingerprint, dataset.source, from, to, work];
  if (code !== null) facts.push(code.sha256);
  const id = `r_${createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 12)}`;
  const obstacle = obstacleOf(changed, dataset) ?? size.obstacle;
  const path = changed.isChanged || source.path === null ? join(runsFolder(dataDir), id, STRATEGY_FILE) : source.path;
  const seconds = ground.barsPerSecond === null ? null : size.work / ground.barsPerSecond;
  return {
    job: {
      kind: "run",
      id,
      dataDir,
      build,
      strategyText: changed.text,
      code,
      strategyId: strategy.id,
      symbols: strategy.instruments,
      source: dataset.source,
      from,
      to,
      period: { from: from ?? dataset.row.from, to: to ?? dataset.row.to },
      work,
      workers,
    },
    receipt: {
      runId: null,
      isExisting: false,
      bars: size.bars,
      runs: size.runs,
      seconds: seconds === null ? null : Math.ceil((seconds / (work.kind === "backtest" ? 1 : workers)) * 10) / 10,
      memoryMb: Math.ceil(BASE_MB + (size.bars * BYTES_PER_BAR) / 1e6),
      warnings: [
        ...(obstacle === null ? [] : [obstacle]),
        ...planWarnings({ strategy, dataset, sessions: period.sessions, runs: size.runs }),
      ],
      command: commandOf({ path, code, dataDir, source: dataset.source, from, to, work }),
    },
    obstacle,
  };
}

/** The period that was asked for; null where it reaches the ends of the data anyway. */
function periodOf(
  { from, to }: RunRequest,
  { row }: Dataset,
): { from: string | null; to: string | null; sessions: number } {
  const first = from === undefined || from <= row.from ? row.from : from;
  const last = to === undefined || to >= row.to ? row.to : to;
  for (const day of [first, last])
    if (Number.isNaN(Date.parse(day))) throw new RunRefused("DATE_INVALID", `There is no day ${day}.`);
  if (from !== undefined && to !== undefined && from > to)
    throw new RunRefused("DATE_INVALID", `The period begins on ${from} and ends before that, on ${to}.`);
  const sessions = first > last ? 0 : nyseSessions(first, last).length;
  if (sessions === 0)
    throw new RunRefused("PERIOD_EMPTY", `The data from ${row.from} to ${row.to} have no session in that period.`);
  return { from: first === row.from ? null : first, to: last === row.to ? null : last, sessions };
}

function workOf(request: RunRequest, kind: KindSpec): RunWork {
  if (request.type === "backtest") return { kind: "backtest" };
  // By the rules of the command line: names, ranges, nothing twice.
  const axes = parseGrid(
    (request.grid ?? []).map(({ name, values }) => `${name}=${values.join(",")}`),
    kind,
  );
  const objective = objectiveOf(request.objective);
  if (request.type === "sweep") return { kind: "sweep", axes, objective };
  const outOfSample = request.outOfSampleDays ?? WINDOW_DEFAULTS.outOfSample;
  const settings: WalkForwardSettings = {
    inSample: request.inSampleDays ?? WINDOW_DEFAULTS.inSample,
    outOfSample,
    step: request.stepDays ?? outOfSample,
    mode: request.mode ?? "rolling",
    objective,
    minTrades: request.minTrades ?? MIN_TRADES,
  };
  return { kind: "walk-forward", axes, settings };
}

function objectiveOf(name: string | undefined): Objective {
  const objective = OBJECTIVES.find((one) => one === (name ?? "sharpe"));
  if (objective !== undefined) return objective;
  throw new RunRefused("OBJECTIVE_UNKNOWN", `The objective was "${name}"; there are ${OBJECTIVES.join(", ")}.`);
}

interface RunSize {
  /** Bars of one run over the whole period. */
  readonly bars: number;
  readonly runs: number;
  /** Bars of all runs. */
  readonly work: number;
  readonly obstacle: RunNote | null;
}

/** A strategy and what its kind says. */
interface KnownStrategy {
  readonly strategy: StrategyFile;
  readonly kind: KindSpec;
}

function sizeOf(work: RunWork, known: KnownStrategy, dataset: Dataset, sessions: number): RunSize {
  const { strategy } = known;
  const bars = barsOf(strategy.instruments.length, strategy.timeframeSeconds, dataset, sessions);
  if (work.kind === "backtest") return { bars, runs: 1, work: bars, obstacle: null };
  const combinations = combinationsOf(work.axes, known);
  if (work.kind === "sweep")
    return { bars, runs: combinations, work: bars * combinations, obstacle: limit(combinations) };
  const { inSample, outOfSample } = work.settings;
  const windows = planWindows(sessions, work.settings).length;
  const runs = windows * (combinations + 1);
  const share = (inSample * combinations + outOfSample + inSample) / sessions;
  return { bars, runs, work: bars * windows * share, obstacle: limit(windows * combinations) };
}

function barsOf(symbols: number, seconds: number, { row, timeframeSeconds }: Dataset, sessions: number): number {
  if (seconds >= 86_400) return symbols * sessions;
  const perSession = row.bars / row.symbols.length / Math.max(1, row.sessions);
  return Math.round((perSession * sessions * symbols * timeframeSeconds) / Math.max(seconds, timeframeSeconds));
}

function combinationsOf(axes: readonly GridAxis[], { strategy, kind }: KnownStrategy): number {
  const places = axes.reduce((size, axis) => size * axis.values.length, 1);
  // Beyond this the combinations are not looked at one by one.
  if (places > PLACES_MAX) return places;
  const grid = { axes, where: [], random: null, runsMax: PLACES_MAX };
  return planCombinations(grid, strategy.parameters, kind).runs.length;
}

function limit(runs: number): RunNote | null {
  if (runs <= COMBINATIONS_MAX) return null;
  return {
    code: "GRID_TOO_LARGE",
    text: `The grid asks for ${runs} runs; at most ${COMBINATIONS_MAX} are started from here.`,
  };
}

function obstacleOf({ strategy }: ChangedStrategy, { row, timeframeSeconds }: Dataset): RunNote | null {
  const missing = strategy.instruments.filter((symbol) => !row.symbols.includes(symbol));
  if (missing.length > 0)
    return { code: "DATA_MISSING", text: `The dataset ${row.id} has no bars of ${missing.join(", ")}.` };
  if (timeframeSeconds <= strategy.timeframeSeconds) return null;
  const text = `The strategy wants bars of ${strategy.timeframeSeconds} s, the dataset ${row.id} has bars of ${timeframeSeconds} s.`;
  return { code: "DATA_COARSER", text };
}
