import { createHash } from "node:crypto";
import { namesOf } from "../../core/engine/encode-output.ts";
import { encodeState } from "../../core/engine/encode-state.ts";
import { digestOrders } from "../../core/execution/orders-hash.ts";
import type { WallClock } from "../../platform/wall-clock.ts";
import { systemClock } from "../../platform/wall-clock.ts";
import type { BacktestMetrics } from "../metrics/backtest-metrics.ts";
import { backtestMetrics } from "../metrics/backtest-metrics.ts";
import type { DailySeries, Marks } from "../metrics/daily-series.ts";
import { dailySeries } from "../metrics/daily-series.ts";
import type { MetricNotes } from "../metrics/figure.ts";
import { moneyText } from "../metrics/money-text.ts";
import { prepareWarmRun } from "../sweep/prepare-warm-run.ts";
import type { BacktestRun } from "./backtest-loop.ts";
import type { BenchmarkRecord } from "./benchmark-record.ts";
import { benchmarkRecord } from "./benchmark-record.ts";
import { buyAndHold } from "./buy-and-hold.ts";
import { closeAtEnd } from "./close-at-end.ts";
import { costsOfRun } from "./costs-of-run.ts";
import type { DrivenRun } from "./drive-run.ts";
import { createDrivenRun, driveRun } from "./drive-run.ts";
import type { EquityCurve } from "./equity-curve.ts";
import type { FinancingRecord } from "./financing-record.ts";
import { financingRecord } from "./financing-record.ts";
import { countExposed, marksOfCurve } from "./marks-of-curve.ts";
import { prepareRun } from "./prepare-run.ts";
import type { DataFacts, ResolvedRun } from "./resolve-run.ts";
import { isoTime, strategiesOf } from "./resolve-run.ts";
import type { OpenPositionRow, TradeRow } from "./result-rows.ts";
import { openPositionRows, tradeRows } from "./result-rows.ts";
import type { RunWarning } from "./run-warning.ts";
import { runWarnings } from "./run-warnings.ts";
import type { ConfigRecord, StrategyRecord } from "./run-record.ts";
import { configRecord, runIdOf, strategyRecord } from "./run-record.ts";
import type { StrategyRow } from "./strategy-rows.ts";
import { strategyRows } from "./strategy-rows.ts";

/** The object of result.json (semantics section 11). */
export interface BacktestResult {
  readonly schemaVersion: 1;
  readonly runId: string;
  /** The first strategy, whose account it is. */
  readonly strategy: StrategyRecord;
  /** Every strategy with its own figures, in registry order; what nobody owns under `unassigned`. */
  readonly strategies: readonly StrategyRow[];
  /** The run was stopped: everything here is about the part before. */
  readonly partial: boolean;
  readonly config: ConfigRecord;
  readonly data: DataFacts;
  readonly warnings: readonly RunWarning[];
  readonly metrics: BacktestMetrics;
  /** Why a figure is null, by its name. */
  readonly metricNotes: MetricNotes;
  /** What holding overnight cost, inside the equity. */
  readonly financing: FinancingRecord;
  /** Bars in which both stop and target of a bracket lay; the loss side was taken. */
  readonly ambiguousBars: number;
  /** Buy and hold over the same bars, without costs; the figures that need no trades. */
  readonly benchmark: BenchmarkRecord;
  readonly trades: readonly TradeRow[];
  readonly openPositions: readonly OpenPositionRow[];
  /** Equity at the last mark of each session. */
  readonly equity: { readonly times: readonly string[]; readonly values: readonly string[] };
  readonly ordersHash: string;
  readonly stateHash: string;
  readonly build: string;
  /** These two are all that differs between two runs of one configuration. */
  readonly durationMs: number;
  /** The engine's loop alone. */
  readonly barsPerSecond: number;
}

/** The result with what the other files are made of. */
export interface FinishedBacktest {
  readonly result: BacktestResult;
  /** One entry per bar. */
  readonly equity: EquityCurve;
  readonly daily: DailySeries;
  readonly benchmark: Marks;
  readonly resolved: ResolvedRun;
  /** Orders, round trips and refusals behind the result. */
  readonly run: BacktestRun;
}

/** How a run is watched and timed. */
export interface RunBacktestOptions {
  /** Build that decides, as `platform/build-id.ts` names it. */
  readonly build: string;
  /** Share of the bars done, 0 to 1; returns false to stop. */
  readonly onProgress?: (share: number) => boolean;
  /** A stopped run answers with what there is so far. */
  readonly keepsPartial?: boolean;
  readonly clock?: WallClock;
}

/**
 * Runs a resolved configuration to its end. Stopped by `onProgress` the answer is null, with
 * nothing left behind, or with `keepsPartial` what there is so far, marked partial.
 */
export function runBacktest(resolved: ResolvedRun, options: RunBacktestOptions): FinishedBacktest | null {
  const begun = begin(resolved, options);
  for (const share of driveRun(begun.driven)) if (!goesOn(begun, share)) break;
  return finish(begun);
}

/** The same, letting the process hear signals in between. */
export async function runBacktestInTurns(
  resolved: ResolvedRun,
  options: RunBacktestOptions,
): Promise<FinishedBacktest | null> {
  const begun = begin(resolved, options);
  for (const share of driveRun(begun.driven)) {
    const isMore = goesOn(begun, share);
    await new Promise((done) => setImmediate(done));
    if (!isMore) break;
  }
  return finish(begun);
}

interface BegunBacktest {
  readonly options: RunBacktestOptions;
  readonly resolved: ResolvedRun;
  readonly driven: DrivenRun;
  readonly clock: WallClock;
  readonly begunMs: number;
  readonly loopBegunMs: number;
  loopEndedMs: number;
  isWhole: boolean;
}

function begin(resolved: ResolvedRun, options: RunBacktestOptions): BegunBacktest {
  const clock = options.clock ?? systemClock;
  const begunMs = clock.monotonicMs();
  const { warmupBars } = resolved;
  const run = warmupBars === null ? prepareRun(resolved) : prepareWarmRun(resolved, warmupBars);
  const driven = createDrivenRun(run, resolved);
  const loopBegunMs = clock.monotonicMs();
  return { options, resolved, driven, clock, begunMs, loopBegunMs, loopEndedMs: loopBegunMs, isWhole: false };
}

/** Notes where the loop stands, and asks whether to go on; a run that is through cannot be stopped any more. */
function goesOn(begun: BegunBacktest, share: number): boolean {
  begun.loopEndedMs = begun.clock.monotonicMs();
  begun.isWhole = share >= 1;
  return (begun.options.onProgress?.(share) ?? true) || begun.isWhole;
}

function finish(begun: BegunBacktest): FinishedBacktest | null {
  const { resolved, driven, options, clock, isWhole } = begun;
  const { run } = driven;
  if (!isWhole && options.keepsPartial !== true) return null;
  if (resolved.strategy.closeAtEnd && isWhole) closeAtEnd(run, resolved.table);
  const { initialCapitalMicros } = resolved.strategy;
  const marks = marksOfCurve(run.equity, resolved.table);
  const benchmark = buyAndHold(resolved.benchmarkBars, marks, initialCapitalMicros);
  const daily = dailySeries(marks, initialCapitalMicros);
  const facts = collect({ resolved, driven, marks, daily, benchmark, isPartial: !isWhole }, options.build);
  const loopMs = begun.loopEndedMs - begun.loopBegunMs;
  const bars = isWhole ? resolved.data.bars : run.equity.count * resolved.bars.length;
  return {
    result: {
      ...facts,
      durationMs: Math.round(clock.monotonicMs() - begun.begunMs),
      barsPerSecond: loopMs > 0 ? Math.round((bars / loopMs) * 1000) : 0,
    },
    equity: run.equity,
    daily,
    benchmark,
    resolved,
    run,
  };
}

type Facts = Omit<BacktestResult, "durationMs" | "barsPerSecond">;

interface Finished {
  readonly resolved: ResolvedRun;
  readonly driven: DrivenRun;
  readonly marks: Marks;
  readonly daily: DailySeries;
  readonly benchmark: Marks;
  readonly isPartial: boolean;
}

function collect({ resolved, driven, marks, daily, benchmark, isPartial }: Finished, build: string): Facts {
  const { run, nights } = driven;
  const { core } = run;
  const initialMicros = resolved.strategy.initialCapitalMicros;
  const { metrics, notes } = backtestMetrics({
    initialMicros,
    marks,
    daily,
    trades: run.trips,
    exposedCount: countExposed(run.equity),
    ...costsOfRun(run),
  });
  // One strategy needs no name beside each of its trades.
  const names = resolved.otherStrategies.length === 0 ? null : strategiesOf(resolved).map((file) => file.id);
  const trades = tradeRows(run.trips, resolved.instruments, names);
  const financing = financingRecord(nights);
  const config = configRecord(resolved);
  const strategy = strategyRecord(resolved.strategy);
  return {
    schemaVersion: 1,
    runId: runIdOf(resolved, isPartial ? marks.count : null),
    strategy,
    strategies: strategyRows(resolved, run, marks),
    partial: isPartial,
    config,
    data: resolved.data,
    warnings: runWarnings(resolved, run, { metrics, trades, marks, isPartial }),
    metrics,
    financing,
    ambiguousBars: run.venue.ambiguousBars,
    metricNotes: notes,
    benchmark: benchmarkRecord(resolved, benchmark),
    trades,
    openPositions: openPositionRows(core, names),
    equity: { times: daily.times.map(isoTime), values: daily.equity.map((value) => moneyText(Math.round(value))) },
    ordersHash: digestOrders(run.orders, (order) => namesOf(core.state, order)),
    stateHash: createHash("sha256").update(encodeState(core.state)).digest("hex"),
    build,
  };
}
