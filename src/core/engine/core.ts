import { required } from "../assert.ts";
import { relinkOrders } from "../execution/order-book.ts";
import type { DecisionTrace } from "../model/decision-trace.ts";
import { createDecisionTrace } from "../model/decision-trace.ts";
import type { Order } from "../model/order.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import type { StrategyIndex } from "../model/units.ts";
import type { StrategyLookup } from "../strategies/registry.ts";
import { findStrategy } from "../strategies/registry.ts";
import type { BarContext, StrategyDefinition, StrategyMemory, StrategyParameters } from "../strategies/strategy.ts";
import type { CoreState, Series, TradingBooks } from "./core-state.ts";
import { createCoreState } from "./core-state.ts";

/** The state and what is derived from it: code by kind, and objects reused instead of allocated. */
export interface Core {
  readonly state: CoreState;
  /** Code of a kind of strategy; the configuration only names kinds. */
  readonly strategies: StrategyLookup;
  readonly onStrategyFault: OnStrategyFault;
  readonly scratch: Scratch;
}

/** Told what a strategy's code threw, for the reader of a log; one that throws itself ends the step. */
export type OnStrategyFault = (error: unknown) => void;

/** Reused between inputs; never part of a snapshot, never read before it is written. */
export interface Scratch {
  /** Strategies on their series, in registry order: what the slice loop walks. */
  runs: StrategyRun[];
  context: PortfolioContext | null;
  traces: DecisionTrace[];
  tracesUsed: number;
  /** Orders that we ended ourselves in this step: what follows is settled at its end, without recursion. */
  readonly ended: Order[];
}

/** One strategy on one of its instruments, with everything looked up that a bar needs. */
export interface StrategyRun {
  readonly strategy: StrategyIndex;
  readonly definition: StrategyDefinition;
  readonly parameters: StrategyParameters;
  readonly memory: StrategyMemory;
  readonly series: Series;
  /** Index of the sub-position in the ledger's columns. */
  readonly position: number;
  readonly tickMicros: number;
  readonly context: BarContext;
  /** Open lots x ticks that `context.entryMicros` was made of. */
  openLotTicks: number;
}

/** A core at its beginning, or continuing from a decoded snapshot; it knows the built-in strategies, or those of `strategies`. */
export function createCore(
  state: CoreState = createCoreState(),
  strategies: StrategyLookup = findStrategy,
  onStrategyFault: OnStrategyFault = () => {},
): Core {
  const scratch: Scratch = { runs: [], context: null, traces: [], tracesUsed: 0, ended: [] };
  const core: Core = { state, strategies, onStrategyFault, scratch };
  if (state.trading !== null) {
    relinkOrders(state.trading.orders);
    prepareScratch(core, state.trading);
  }
  return core;
}

/** Looks the code up that the configuration names; `external` strategies have none. */
export function prepareScratch(core: Core, books: TradingBooks): void {
  const runs: StrategyRun[] = [];
  books.strategies.forEach((runtime, strategy) => {
    const definition = core.strategies(runtime.kind);
    if (definition === null) return;
    const config = required(books.sources[strategy], "a configuration per strategy");
    runtime.series.forEach((key, k) => {
      const series = required(books.series[key.instrument]?.[key.at], "a strategy's series exists");
      runs.push({
        strategy,
        definition,
        parameters: config.parameters,
        memory: required(runtime.memory[k], "memory per series"),
        series,
        position: strategy * books.ledger.instrumentCount + key.instrument,
        tickMicros: required(core.state.instruments[key.instrument], "a loaded instrument").tickMicros,
        context: emptyBarContext(series, required(runtime.slots[k], "slots per series")),
        openLotTicks: 0,
      });
    });
  });
  core.scratch.runs = runs;
}

function emptyBarContext(series: Series, slots: readonly number[]): BarContext {
  return {
    bar: series.bar,
    bank: series.bank,
    slots,
    sessionOpen: Number.NaN,
    sessionClose: Number.NaN,
    sessionIndex: -1,
    positionLots: 0,
    entryMicros: Number.NaN,
  };
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
