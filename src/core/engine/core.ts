import type { DecisionTrace } from "../model/decision-trace.ts";
import { createDecisionTrace } from "../model/decision-trace.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import type { BarContext, StrategyDefinition } from "../strategies/strategy.ts";
import { findStrategy } from "../strategies/registry.ts";
import type { MutableSliceMarked } from "./account-marks.ts";
import { createSliceMarked } from "./account-marks.ts";
import type { CoreState, TradingBooks } from "./core-state.ts";
import { createCoreState } from "./core-state.ts";

/** The state and what is derived from it: code by kind, and objects reused instead of allocated. */
export interface Core {
  readonly state: CoreState;
  readonly scratch: Scratch;
}

/** Reused between inputs; never part of a snapshot, never read before it is written. */
export interface Scratch {
  /** Per strategy; null for `external`, which only takes signals from outside. */
  definitions: (StrategyDefinition | null)[];
  context: PortfolioContext | null;
  bar: BarContext | null;
  marked: MutableSliceMarked[];
  traces: DecisionTrace[];
  tracesUsed: number;
}

/** A core at its beginning, or continuing from a decoded snapshot. */
export function createCore(state: CoreState = createCoreState()): Core {
  const core: Core = {
    state,
    scratch: { definitions: [], context: null, bar: null, marked: [], traces: [], tracesUsed: 0 },
  };
  if (state.trading !== null) prepareScratch(core, state.trading);
  return core;
}

/** Looks the code up that the configuration names. */
export function prepareScratch(core: Core, books: TradingBooks): void {
  core.scratch.definitions = books.strategies.map((strategy) => findStrategy(strategy.kind));
  core.scratch.marked = books.config.accounts.map((account) => createSliceMarked(account.index));
}

/** A trace for the next decision of this step; reused after the step. */
export function nextTrace(core: Core): DecisionTrace {
  const { traces } = core.scratch;
  const at = core.scratch.tracesUsed;
  core.scratch.tracesUsed = at + 1;
  let trace = traces[at];
  if (trace === undefined) {
    trace = createDecisionTrace();
    traces.push(trace);
  }
  return trace;
}
