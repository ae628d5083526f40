import { createHash } from "node:crypto";
import { required } from "../../core/assert.ts";
import { namesOf } from "../../core/engine/encode-output.ts";
import { encodeState } from "../../core/engine/encode-state.ts";
import { digestOrders } from "../../core/execution/orders-hash.ts";
import { MICROS } from "../../core/model/units.ts";
import type { WallClock } from "../../platform/wall-clock.ts";
import { systemClock } from "../../platform/wall-clock.ts";
import type { BacktestMetrics } from "../metrics/backtest-metrics.ts";
import { backtestMetrics } from "../metrics/backtest-metrics.ts";
import type { DailySeries, Marks } from "../metrics/daily-series.ts";
import { dailySeries } from "../metrics/daily-series.ts";
import type { MetricNotes } from "../metrics/figure.ts";
import { moneyText } from "../metrics/money-text.ts";
import type { BacktestRun } from "./backtest-loop.ts";
import { runBacktestLoop } from "./backtest-loop.ts";
import { buyAndHold } from "./buy-and-hold.ts";
import { closeAtEnd } from "./close-at-end.ts";
import type { EquityCurve } from "./equity-curve.ts";
import { countExposed, marksOfCurve } from "./marks-of-curve.ts";
import { prepareRun } from "./prepare-run.ts";
import type { DataFacts, ResolvedRun } from "./resolve-run.ts";
import { isoTime } from "./resolve-run.ts";
import type { OpenPositionRow, TradeRow } from "./result-rows.ts";
import { openPositionRows, tradeRows } from "./result-rows.ts";
import type { RunWarning } from "./run-warning.ts";
import { runWarnings } from "./run-warnings.ts";
import type { ConfigRecord, StrategyRecord } from "./run-record.ts";
import { configRecord, runIdOf, strategyRecord } from "./run-record.ts";

/** The object of result.json (semantics section 11). */
export interface BacktestResult {
  readonly schemaVersion: 1;
  readonly runId: string;
  readonly strategy: StrategyRecord;
  readonly config: ConfigRecord;
  readonly data: DataFacts;
  readonly warnings: readonly RunWarning[];
  readonly metrics: BacktestMetrics;
  /** Why a figure is null, by its name. */
  readonly metricNotes: MetricNotes;
  /** Buy and hold over the same bars, without costs; the figures that need no trades. */
  readonly benchmark: BenchmarkMetrics;
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

/** Figures of buy and hold. */
export type BenchmarkMetrics = Pick<
  BacktestMetrics,
  | "totalReturn"
  | "cagr"
  | "volatility"
  | "sharpe"
  | "sortino"
  | "maxDrawdown"
  | "maxDrawdownDaily"
  | "maxDrawdownDays"
  | "calmar"
  | "var95"
  | "cvar95"
>;

/** The result with what the other files are made of. */
export interface FinishedBacktest {
  readonly result: BacktestResult;
  /** One entry per bar. */
  readonly equity: EquityCurve;
  readonly daily: DailySeries;
  readonly benchmark: Marks;
  readonly resolved: ResolvedRun;
}

/** How a run is watched and timed. */
export interface RunBacktestOptions {
  /** Build that decides, as `platform/build-id.ts` names it. */
  readonly build: string;
  /** Share of the bars done, 0 to 1; returns false to stop. */
  readonly onProgress?: (share: number) => boolean;
  readonly clock?: WallClock;
}

const SLICES_PER_PROGRESS = 20_000;

/** Runs a resolved configuration; null when `onProgress` stopped it, with nothing left behind. */
export function runBacktest(resolved: ResolvedRun, options: RunBacktestOptions): FinishedBacktest | null {
  const clock = options.clock ?? systemClock;
  const begun = clock.monotonicMs();
  const run = prepareRun(resolved);
  const slices = Math.max(...resolved.bars.map((columns) => columns.count));
  const { onProgress } = options;
  const probe = (done: number): boolean => onProgress === undefined || onProgress(Math.min(1, done / slices));
  const loopBegun = clock.monotonicMs();
  const isWhole = runBacktestLoop(run, probe, SLICES_PER_PROGRESS);
  const loopMs = clock.monotonicMs() - loopBegun;
  if (!isWhole) return null;
  if (resolved.strategy.closeAtEnd) closeAtEnd(run, resolved.table);
  const marks = marksOfCurve(run.equity, resolved.table);
  const benchmark = buyAndHold(resolved.bars, marks, resolved.strategy.initialCapitalMicros);
  const daily = dailySeries(marks, resolved.strategy.initialCapitalMicros);
  const facts = collect({ resolved, run, marks, daily, benchmark }, options.build);
  return {
    result: {
      ...facts,
      durationMs: Math.round(clock.monotonicMs() - begun),
      barsPerSecond: loopMs > 0 ? Math.round((resolved.data.bars / loopMs) * 1000) : 0,
    },
    equity: run.equity,
    daily,
    benchmark,
    resolved,
  };
}

type Facts = Omit<BacktestResult, "durationMs" | "barsPerSecond">;

interface Finished {
  readonly resolved: ResolvedRun;
  readonly run: BacktestRun;
  readonly marks: Marks;
  readonly daily: DailySeries;
  readonly benchmark: Marks;
}

function collect({ resolved, run, marks, daily, benchmark }: Finished, build: string): Facts {
  const { core } = run;
  const initialMicros = resolved.strategy.initialCapitalMicros;
  const { metrics, notes } = backtestMetrics({
    initialMicros,
    marks,
    daily,
    trades: run.trips,
    exposedCount: countExposed(run.equity),
    ...costsOf(run),
  });
  const trades = tradeRows(run.trips, resolved.instruments);
  const config = configRecord(resolved);
  const strategy = strategyRecord(resolved.strategy);
  return {
    schemaVersion: 1,
    runId: runIdOf(strategy, config, resolved.data),
    strategy,
    config,
    data: resolved.data,
    warnings: runWarnings(resolved, run, { metrics, trades }),
    metrics,
    metricNotes: notes,
    benchmark: benchmarkMetrics(benchmark, initialMicros),
    trades,
    openPositions: openPositionRows(core),
    equity: { times: daily.times.map(isoTime), values: daily.equity.map((value) => moneyText(Math.round(value))) },
    ordersHash: digestOrders(run.orders, (order) => namesOf(core.state, order)),
    stateHash: createHash("sha256").update(encodeState(core.state)).digest("hex"),
    build,
  };
}

/** Turnover, commission and slippage of all fills, of open positions too. */
function costsOf(run: BacktestRun): { tradedMicros: bigint; commissionMicros: bigint; slippageMicros: bigint } {
  const { instruments, trading } = run.core.state;
  const { ledger } = required(trading, "a run that ended had a configuration");
  let tradedMicros = 0n;
  let commissionMicros = 0n;
  for (const order of run.orders.orders) {
    if (order.cumLots === 0) continue;
    const instrument = required(instruments[order.instrument], "an order is of a loaded instrument");
    const perTick = BigInt(instrument.tickMicros) * BigInt(instrument.lotMicros) * BigInt(instrument.multiplier);
    tradedMicros += (BigInt(order.cumLotTicks) * perTick) / BigInt(MICROS);
    commissionMicros += BigInt(order.feeMicros);
  }
  let slippageMicros = 0n;
  for (const trip of run.trips) slippageMicros += BigInt(trip.slippageMicros);
  for (const queue of ledger.openLots) for (const lot of queue) slippageMicros += BigInt(lot.slippageMicros);
  return { tradedMicros, commissionMicros, slippageMicros };
}

function benchmarkMetrics(marks: Marks, initialMicros: number): BenchmarkMetrics {
  const { metrics } = backtestMetrics({
    initialMicros,
    marks,
    daily: dailySeries(marks, initialMicros),
    trades: [],
    exposedCount: marks.count,
    tradedMicros: 0n,
    commissionMicros: 0n,
    slippageMicros: 0n,
  });
  const { totalReturn, cagr, volatility, sharpe, sortino, maxDrawdown } = metrics;
  const { maxDrawdownDaily, maxDrawdownDays, calmar, var95, cvar95 } = metrics;
  return {
    totalReturn,
    cagr,
    volatility,
    sharpe,
    sortino,
    maxDrawdown,
    maxDrawdownDaily,
    maxDrawdownDays,
    calmar,
    var95,
    cvar95,
  };
}
