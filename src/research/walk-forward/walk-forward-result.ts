import { required } from "../../core/assert.ts";
import type { DataFacts } from "../backtest/resolve-run.ts";
import { isoTime } from "../backtest/resolve-run.ts";
import type { TradeRow } from "../backtest/result-rows.ts";
import type { ConfigRecord, StrategyRecord } from "../backtest/run-record.ts";
import { configRecord, strategyRecord } from "../backtest/run-record.ts";
import type { RunWarning } from "../backtest/run-warning.ts";
import type { BacktestMetrics } from "../metrics/backtest-metrics.ts";
import type { MetricNotes } from "../metrics/figure.ts";
import { moneyText } from "../metrics/money-text.ts";
import { objectiveValue } from "../sweep/objective.ts";
import type { InvalidCombination, Parameters } from "../sweep/plan-combinations.ts";
import { searchWarnings } from "../sweep/search-warnings.ts";
import type { GridRecord } from "../sweep/sweep-result.ts";
import { gridRecord } from "../sweep/sweep-result.ts";
import type { AggregatedMetrics } from "./aggregate-windows.ts";
import { aggregateWindows, efficiencyOf } from "./aggregate-windows.ts";
import type { ParameterStability } from "./parameter-stability.ts";
import { parameterStability } from "./parameter-stability.ts";
import { walkForwardWarnings } from "./walk-forward-warnings.ts";
import type { WalkForwardPlan, WalkForwardSettings } from "./walk-forward-plan.ts";
import type { WindowOutcome } from "./window-outcome.ts";

/** The object of a walk-forward's result.json; every aggregated figure is out of sample only. */
export interface WalkForwardResult {
  readonly schemaVersion: 1;
  readonly kind: "walk-forward";
  readonly runId: string;
  /** Interrupted: only the first windows were finished. */
  readonly partial: boolean;
  /** Its parameters are those of the file; a grid's axes take their place. */
  readonly strategy: StrategyRecord;
  readonly config: ConfigRecord;
  readonly data: DataFacts & { readonly sessions: number };
  readonly warnings: readonly RunWarning[];
  readonly settings: WalkForwardSettings;
  readonly grid: GridRecord;
  /** Combinations run in each window, and those the strategy refuses. */
  readonly combinations: number;
  readonly invalid: readonly InvalidCombination[];
  readonly windows: readonly WindowRow[];
  readonly validWindows: number;
  readonly metrics: AggregatedMetrics;
  /** Why a figure is null, by its name. */
  readonly metricNotes: MetricNotes;
  readonly parameterStability: readonly ParameterStability[];
  /** Mean daily return out of sample / that of the winners in training; null fails the gate. */
  readonly efficiency: number | null;
  readonly efficiencyReason: string;
  /** Round trips of all windows, out of sample. */
  readonly trades: readonly TradeRow[];
  /** The initial capital grown by the chained daily returns, one value per session out of sample. */
  readonly equity: {
    readonly times: readonly string[];
    readonly values: readonly string[];
    readonly returns: readonly number[];
  };
  /** SHA-256 over the orders hashes of the valid windows. */
  readonly ordersHash: string;
  readonly build: string;
  /** All that differs between two runs of one walk-forward. */
  readonly durationMs: number;
}

/** One window; dates are sessions, both included. */
export interface WindowRow {
  readonly n: number;
  readonly trainFrom: string;
  readonly trainTo: string;
  readonly testFrom: string;
  readonly testTo: string;
  readonly isShort: boolean;
  readonly isValid: boolean;
  /** Why it is not valid: TOO_FEW_TRADES, OBJECTIVE_NULL; empty otherwise. */
  readonly reason: string;
  readonly bestParameters: Parameters | null;
  /** The winner's place in the grid. */
  readonly place: number | null;
  /** Combinations that could have won. */
  readonly eligible: number;
  /** The objective in training and out of sample, and the second over the first where that is positive. */
  readonly inSample: number | null;
  readonly outOfSample: number | null;
  readonly ratio: number | null;
  /** Round trips out of sample. */
  readonly trades: number;
  readonly inSampleMetrics: BacktestMetrics | null;
  readonly outOfSampleMetrics: BacktestMetrics | null;
  readonly ordersHash: string | null;
}

/** The result of the finished windows, the first ones of the plan. */
export function walkForwardResult(
  plan: WalkForwardPlan,
  outcomes: readonly WindowOutcome[],
  durationMs: number,
): WalkForwardResult {
  const { resolved, settings, grid, combinations, sessions } = plan;
  const aggregate = aggregateWindows(outcomes, resolved.strategy.initialCapitalMicros);
  const valid = outcomes.filter((outcome) => outcome.kind === "valid");
  const winners = valid.map((outcome) => outcome.winner.combination.parameters);
  const efficiency = efficiencyOf(outcomes);
  const closes = outcomes.flatMap(({ window }) => sessions.closes.slice(window.test.from, window.test.to));
  return {
    schemaVersion: 1,
    kind: "walk-forward",
    runId: plan.runId,
    partial: outcomes.length < plan.windows.length,
    strategy: strategyRecord(resolved.strategy),
    config: configRecord(resolved),
    data: { ...resolved.data, sessions: sessions.days.length },
    warnings: searchWarnings(resolved, walkForwardWarnings(plan, outcomes, aggregate.metrics.trades, efficiency)),
    settings,
    grid: gridRecord(grid),
    combinations: combinations.runs.length,
    invalid: combinations.invalid,
    windows: outcomes.map((outcome) => windowRow(outcome, plan)),
    validWindows: valid.length,
    metrics: aggregate.metrics,
    metricNotes: aggregate.notes,
    parameterStability: parameterStability(
      winners,
      grid.axes.map((axis) => axis.name),
    ),
    efficiency: efficiency.value,
    efficiencyReason: efficiency.reason,
    trades: valid.flatMap((outcome) => outcome.judged.trades),
    equity: {
      times: closes.map(isoTime),
      values: aggregate.equityMicros.map((value) => moneyText(Math.round(value))),
      returns: aggregate.returns,
    },
    ordersHash: aggregate.ordersHash,
    build: plan.build,
    durationMs,
  };
}

function windowRow(outcome: WindowOutcome, { sessions, settings }: WalkForwardPlan): WindowRow {
  const { n, train, test, isShort } = outcome.window;
  const day = (at: number): string => required(sessions.days[at], "a window lies within the sessions");
  const head = {
    n,
    trainFrom: day(train.from),
    trainTo: day(train.to - 1),
    testFrom: day(test.from),
    testTo: day(test.to - 1),
    isShort,
  };
  if (outcome.kind === "invalid") {
    const nothing = { place: null, eligible: 0, inSample: null, outOfSample: null, ratio: null, trades: 0 };
    const figures = { inSampleMetrics: null, outOfSampleMetrics: null, ordersHash: null };
    return { ...head, isValid: false, reason: outcome.reason, bestParameters: null, ...nothing, ...figures };
  }
  const { winner, objective, eligible, judged } = outcome;
  const outOfSample = objectiveValue(judged.metrics, settings.objective);
  return {
    ...head,
    isValid: true,
    reason: "",
    bestParameters: winner.combination.parameters,
    place: winner.combination.place,
    eligible,
    inSample: objective,
    outOfSample,
    ratio: outOfSample === null || objective <= 0 ? null : outOfSample / objective,
    trades: judged.metrics.trades,
    inSampleMetrics: winner.metrics,
    outOfSampleMetrics: judged.metrics,
    ordersHash: judged.ordersHash,
  };
}
