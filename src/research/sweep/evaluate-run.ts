import { assert, required } from "../../core/assert.ts";
import type { OrderNames } from "../../core/execution/order-ids.ts";
import { digestOrders } from "../../core/execution/orders-hash.ts";
import type { StrategyConfig } from "../../core/model/config.ts";
import type { Order } from "../../core/model/order.ts";
import type { BarColumns } from "../../data/bar-columns.ts";
import type { BacktestRun } from "../backtest/backtest-loop.ts";
import { closeAtEnd } from "../backtest/close-at-end.ts";
import { costsOfRun } from "../backtest/costs-of-run.ts";
import { countExposed, marksOfCurve } from "../backtest/marks-of-curve.ts";
import { createDrivenRun, driveToEnd } from "../backtest/drive-run.ts";
import { prepareRun } from "../backtest/prepare-run.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import { tradeRows } from "../backtest/result-rows.ts";
import { viewBars } from "../backtest/view-bars.ts";
import { backtestMetrics } from "../metrics/backtest-metrics.ts";
import { dailySeries } from "../metrics/daily-series.ts";
import type { Evaluation, EvaluationTask, RowRange } from "./evaluation-task.ts";
import type { Parameters } from "./plan-combinations.ts";
import { prepareWarmRun } from "./prepare-warm-run.ts";

/**
 * One run for its figures alone: the same core, loop and figures as a backtest, without report,
 * benchmark and state hash. Nothing of `base` is changed, so one is shared by all runs of a thread.
 */
export function evaluateRun(base: ResolvedRun, task: EvaluationTask): Evaluation {
  assert(task.rows === null || base.longerBars.length === 0, "a stretch is of one timeframe");
  const changed = withParameters(base, task.parameters);
  const resolved = { ...changed, bars: cutBars(base.bars, task.rows) };
  const warmBars = task.warmUp === null ? wholeWarmUp(base, task) : cutBars(base.bars, task.warmUp);
  const run = warmBars === null ? prepareRun(resolved) : prepareWarmRun(resolved, warmBars);
  driveToEnd(createDrivenRun(run, resolved));
  if (task.closesAtEnd ?? resolved.strategy.closeAtEnd) closeAtEnd(run, resolved.table);
  return figuresOf(run, resolved, task.keepsTrades);
}

/** Bars that the data options set aside for a run over everything; a stretch brings its own. */
function wholeWarmUp({ warmupBars }: ResolvedRun, { rows }: EvaluationTask): readonly BarColumns[] | null {
  return rows === null ? warmupBars : null;
}

/** The same configuration with other parameters of its first strategy; further ones stay as they are. */
export function withParameters(resolved: ResolvedRun, parameters: Parameters): ResolvedRun {
  const strategies: readonly StrategyConfig[] = resolved.config.strategies.map((strategy, i) =>
    // What the file says of its orders rides along and is not swept.
    i === 0 ? { ...strategy, parameters: { ...strategy.parameters, ...parameters } } : strategy,
  );
  return {
    ...resolved,
    strategy: { ...resolved.strategy, parameters },
    config: { ...resolved.config, strategies },
  };
}

/** Views of the rows, one column set per instrument; nothing is copied. */
export function cutBars(bars: readonly BarColumns[], rows: readonly RowRange[] | null): readonly BarColumns[] {
  if (rows === null) return bars;
  return bars.map((columns, i) => {
    const { from, to } = required(rows[i], "a stretch names rows of every instrument");
    return viewBars(columns, from, to);
  });
}

function figuresOf(run: BacktestRun, resolved: ResolvedRun, keepsTrades: boolean): Evaluation {
  const { initialCapitalMicros } = resolved.strategy;
  const marks = marksOfCurve(run.equity, resolved.table);
  const daily = dailySeries(marks, initialCapitalMicros);
  const costs = costsOfRun(run);
  const exposedCount = countExposed(run.equity);
  const { metrics, notes } = backtestMetrics({
    initialMicros: initialCapitalMicros,
    marks,
    daily,
    trades: run.trips,
    exposedCount,
    ...costs,
  });
  return {
    metrics,
    notes,
    ordersHash: digestOrders(run.orders, (order) => orderNames(resolved, order)),
    dailyReturns: Float64Array.from(daily.returns),
    totals: {
      marks: marks.count,
      exposedMarks: exposedCount,
      ...costs,
      equitySumMicros: daily.equity.reduce((sum, value) => sum + value, 0),
    },
    trades: keepsTrades ? tradeRows(run.trips, resolved.instruments) : [],
    netMicros: keepsTrades ? run.trips.map((trip) => trip.netMicros) : [],
  };
}

/** The names an order's hash is made of, and no more: the encoder's would hash its client order id twice. */
function orderNames({ config, instruments }: ResolvedRun, order: Readonly<Order>): OrderNames {
  return {
    accountId: required(config.accounts[order.account], "an order is of a configured account").id,
    strategyId: required(config.strategies[order.strategy], "an order of a backtest is of a strategy").id,
    symbol: required(instruments[order.instrument], "an order is of a loaded instrument").symbol,
  };
}
