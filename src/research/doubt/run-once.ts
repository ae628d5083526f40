import type { StrategyRun } from "../../core/engine/core.ts";
import type { BarContext, StrategyDefinition } from "../../core/strategies/strategy.ts";
import type { SignalDraft } from "../../core/model/signal.ts";
import type { BacktestRun } from "../backtest/backtest-loop.ts";
import { closeAtEnd } from "../backtest/close-at-end.ts";
import { createDrivenRun, driveToEnd } from "../backtest/drive-run.ts";
import { marksOfCurve } from "../backtest/marks-of-curve.ts";
import { prepareRun } from "../backtest/prepare-run.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import { dailySeries } from "../metrics/daily-series.ts";
import { prepareWarmRun } from "../sweep/prepare-warm-run.ts";

/** Told of every bar a strategy saw and what it wished for; the context is reused, keep nothing of it. */
export type Watch = (run: StrategyRun, context: BarContext, wishes: readonly SignalDraft[]) => void;

/**
 * Makes the code of a strategy from the run it decides on; null: the registry's. It is asked for
 * every run anew, so code that prepares itself from all bars prepares itself from the bars of that run.
 */
export type DefinitionOf = (resolved: ResolvedRun, definition: StrategyDefinition) => StrategyDefinition;

/** How a run differs from a plain backtest. */
export interface OnceOptions {
  readonly definitionOf: DefinitionOf | null;
  /** Every wish reaches the engine that many bars of its instrument later. */
  readonly delayBars: number;
  readonly watch: Watch | null;
}

/** A backtest as it is. */
export const PLAIN: OnceOptions = { definitionOf: null, delayBars: 0, watch: null };

/** What doubt asks of a finished run. */
export interface OnceRun {
  readonly run: BacktestRun;
  /** UnixMicros of the last mark of each session, and the simple return up to it. */
  readonly times: readonly number[];
  readonly returns: readonly number[];
  readonly totalReturn: number;
}

const NO_WISHES: readonly SignalDraft[] = [];

/** Runs a configuration through the same core, venue and loop as a backtest, watched or changed. */
export function runOnce(resolved: ResolvedRun, options: OnceOptions = PLAIN): OnceRun {
  const { warmupBars } = resolved;
  const run = warmupBars === null ? prepareRun(resolved) : prepareWarmRun(resolved, warmupBars);
  const { scratch } = run.core;
  scratch.runs = scratch.runs.map((one) => changedRun(one, resolved, options));
  driveToEnd(createDrivenRun(run, resolved));
  if (resolved.strategy.closeAtEnd) closeAtEnd(run, resolved.table);
  const initialMicros = resolved.strategy.initialCapitalMicros;
  const { times, returns, equity } = dailySeries(marksOfCurve(run.equity, resolved.table), initialMicros);
  return { run, times, returns, totalReturn: (equity.at(-1) ?? initialMicros) / initialMicros - 1 };
}

function changedRun(
  one: StrategyRun,
  resolved: ResolvedRun,
  { definitionOf, delayBars, watch }: OnceOptions,
): StrategyRun {
  if (definitionOf === null && delayBars === 0 && watch === null) return one;
  const definition = definitionOf === null ? one.definition : definitionOf(resolved, one.definition);
  const waiting: (readonly SignalDraft[])[] = Array.from({ length: delayBars }, () => NO_WISHES);
  const changed: StrategyRun = {
    ...one,
    definition: {
      ...definition,
      onBar(context, parameters, memory): readonly SignalDraft[] {
        const wishes = definition.onBar(context, parameters, memory);
        if (watch !== null) watch(changed, context, wishes);
        if (delayBars === 0) return wishes;
        waiting.push(wishes);
        return waiting.shift() ?? NO_WISHES;
      },
    },
  };
  return changed;
}
