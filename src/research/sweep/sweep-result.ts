import type { DataFacts } from "../backtest/resolve-run.ts";
import type { ConfigRecord, StrategyRecord } from "../backtest/run-record.ts";
import { configRecord, strategyRecord } from "../backtest/run-record.ts";
import type { RunWarning } from "../backtest/run-warning.ts";
import type { BacktestMetrics } from "../metrics/backtest-metrics.ts";
import type { MetricNotes } from "../metrics/figure.ts";
import type { Evaluation } from "./evaluation-task.ts";
import type { OverfittingProbability } from "../metrics/overfitting-probability.ts";
import type { Objective } from "./objective.ts";
import { isBetter, objectiveValue } from "./objective.ts";
import type { GridAxis } from "./parse-grid.ts";
import type { Combination, InvalidCombination, Parameters } from "./plan-combinations.ts";
import { searchWarnings } from "./search-warnings.ts";
import type { NoSweepOverfitting } from "./sweep-overfitting.ts";
import { sweepOverfitting } from "./sweep-overfitting.ts";
import type { SweepPlan } from "./sweep-plan.ts";

/** The object of a sweep's result.json. */
export interface SweepResult {
  readonly schemaVersion: 1;
  readonly kind: "sweep";
  readonly runId: string;
  /** Interrupted: only some combinations were run. */
  readonly partial: boolean;
  /** Its parameters are those of the file; a grid's axes take their place. */
  readonly strategy: StrategyRecord;
  readonly config: ConfigRecord;
  readonly data: DataFacts;
  readonly warnings: readonly RunWarning[];
  readonly grid: GridRecord;
  readonly objective: Objective;
  readonly counts: SweepCounts;
  /** The best by objective; null when the objective is null for all. */
  readonly best: BestCombination | null;
  /** Places of the best combinations, the best first; ties in the order of the grid. */
  readonly top: readonly number[];
  /** Of the choice of the best by Sharpe among all combinations, whatever the objective (semantics section 8). */
  readonly overfitting: OverfittingProbability | null;
  /** Why it is null, empty otherwise. */
  readonly overfittingReason: NoSweepOverfitting | "";
  /** In the order of the grid, the first axis slowest. */
  readonly combinations: readonly CombinationRow[];
  /** Combinations the strategy refuses; they were not run. */
  readonly invalid: readonly InvalidCombination[];
  readonly build: string;
  /** These two are all that differs between two runs of one search. */
  readonly durationMs: number;
  readonly combinationsPerSecond: number;
}

/** The best combination with its figures, for whoever does not want to read all of them. */
export interface BestCombination {
  readonly place: number;
  readonly parameters: Parameters;
  readonly objective: number;
  readonly metrics: BacktestMetrics;
  /** Why a figure is null, by its name. */
  readonly metricNotes: MetricNotes;
}

/** What was swept. */
export interface GridRecord {
  readonly axes: readonly GridAxis[];
  readonly where: readonly string[];
  readonly random: { readonly count: number; readonly seed: number } | null;
}

/** How many combinations there were of each sort. */
export interface SweepCounts {
  /** Places of the grid. */
  readonly grid: number;
  readonly planned: number;
  readonly finished: number;
  readonly invalid: number;
  /** Left out by a rule of `where`. */
  readonly excluded: number;
}

/** One combination with all its figures. */
export interface CombinationRow {
  /** Place in the grid, from 0. */
  readonly place: number;
  readonly parameters: Parameters;
  readonly objective: number | null;
  /** 1 is the best; null without an objective. */
  readonly rank: number | null;
  readonly metrics: BacktestMetrics;
  /** Why a figure is null, by its name. */
  readonly metricNotes: MetricNotes;
  readonly ordersHash: string;
}

/** The result of the finished runs, which stand under the numbers of the plan's runs. */
export function sweepResult(
  plan: SweepPlan,
  finished: ReadonlyMap<number, Evaluation>,
  options: { readonly top: number; readonly durationMs: number; readonly combinationsPerSecond: number },
): SweepResult {
  const { resolved, grid, objective, combinations } = plan;
  const { runs, invalid, gridSize, excludedCount } = combinations;
  const rows = rankedRows(runs, finished, objective);
  const ranked = rows.filter((row) => row.rank !== null).toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  const first = ranked[0];
  const returns = [...finished].toSorted(([a], [b]) => a - b).map(([, run]) => run.dailyReturns);
  const overfitting = sweepOverfitting(returns, rows.length < runs.length);
  return {
    schemaVersion: 1,
    kind: "sweep",
    runId: plan.runId,
    partial: rows.length < runs.length,
    strategy: strategyRecord(resolved.strategy),
    config: configRecord(resolved),
    data: resolved.data,
    warnings: searchWarnings(resolved, ownWarnings(rows, runs.length, objective)),
    grid: gridRecord(grid),
    objective,
    counts: {
      grid: gridSize,
      planned: runs.length,
      finished: rows.length,
      invalid: invalid.length,
      excluded: excludedCount,
    },
    best:
      first === undefined || first.objective === null
        ? null
        : {
            place: first.place,
            parameters: first.parameters,
            objective: first.objective,
            metrics: first.metrics,
            metricNotes: first.metricNotes,
          },
    top: ranked.slice(0, options.top).map((row) => row.place),
    overfitting: overfitting.value,
    overfittingReason: overfitting.reason,
    combinations: rows,
    invalid,
    build: plan.build,
    durationMs: options.durationMs,
    combinationsPerSecond: options.combinationsPerSecond,
  };
}

/** The grid as a result states it. */
export function gridRecord({ axes, where, random }: SweepPlan["grid"]): GridRecord {
  return { axes, where: where.map((rule) => rule.text), random };
}

function rankedRows(
  runs: readonly Combination[],
  finished: ReadonlyMap<number, Evaluation>,
  objective: Objective,
): CombinationRow[] {
  const rows: Omit<CombinationRow, "rank">[] = [];
  for (const [at, { place, parameters }] of runs.entries()) {
    const run = finished.get(at);
    if (run === undefined) continue;
    const { metrics, notes, ordersHash } = run;
    const value = objectiveValue(metrics, objective);
    rows.push({ place, parameters, objective: value, metrics, metricNotes: notes, ordersHash });
  }
  const valued = rows.filter((row) => row.objective !== null);
  // The sort is stable: equal values keep the order of the grid.
  const order = valued.toSorted((a, b) => comparison(a.objective ?? 0, b.objective ?? 0, objective));
  const ranks = new Map(order.map((row, i) => [row.place, i + 1]));
  return rows.map(({ metrics, metricNotes, ordersHash, ...head }) => ({
    ...head,
    rank: ranks.get(head.place) ?? null,
    metrics,
    metricNotes,
    ordersHash,
  }));
}

function comparison(a: number, b: number, objective: Objective): number {
  if (isBetter(a, b, objective)) return -1;
  return isBetter(b, a, objective) ? 1 : 0;
}

function ownWarnings(rows: readonly CombinationRow[], planned: number, objective: Objective): RunWarning[] {
  const warnings: RunWarning[] = [];
  if (rows.length < planned)
    warnings.push({ code: "PARTIAL", text: `Interrupted: ${rows.length} of ${planned} combinations were run.` });
  if (rows.length > 0 && rows.every((row) => row.rank === null))
    warnings.push({ code: "OBJECTIVE_NULL", text: `No combination has a ${objective}; nothing can be ranked.` });
  if (rows.length > 1)
    warnings.push({
      code: "BEST_OF_MANY",
      text: `The best of ${rows.length} combinations over the same bars owes part of its figures to the choice; agenttrader walkforward judges it on bars it was not chosen on.`,
    });
  return warnings;
}
