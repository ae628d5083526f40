import { required } from "../assert.ts";
import type { Output } from "../model/output.ts";
import type { Signal, SignalDraft } from "../model/signal.ts";
import type { UnixMicros } from "../model/units.ts";
import type { BarContext } from "../strategies/strategy.ts";
import type { Core } from "./core.ts";
import type { Series, StrategyRuntime } from "./core-state.ts";
import { decideSignal } from "./decide-signal.ts";

/**
 * Lets every strategy see the bars of `tsSlice`, in registry order; each decides on the state
 * that the one before left. A strategy that is not ACTIVE still follows its bars, so that its
 * memory is right when it resumes; the brain's gate stops its entries.
 */
export function runStrategies(core: Core, tsSlice: UnixMicros, outputs: Output[]): void {
  const books = required(core.state.trading, "bars follow the first configuration");
  const { definitions } = core.scratch;
  for (let s = 0; s < books.strategies.length; s += 1) {
    const definition = definitions[s];
    if (definition === null || definition === undefined) continue;
    const strategy = books.strategies[s] as StrategyRuntime;
    const config = required(books.config.strategies[s], "a configuration per strategy");
    for (let k = 0; k < strategy.series.length; k += 1) {
      const key = required(strategy.series[k], "a series per instrument of the strategy");
      const series = (books.series[key.instrument] as Series[])[key.at] as Series;
      if (series.bar.tsEvent !== tsSlice) continue;
      const at = s * books.ledger.instrumentCount + key.instrument;
      const lots = books.ledger.strategyLots[at] as number;
      const context = barContext(core, series);
      context.slots = strategy.slots[k] as readonly number[];
      context.positionLots = lots;
      context.entryMicros =
        lots === 0
          ? Number.NaN
          : ((books.ledger.openLotTicks[at] as number) / lots) *
            required(core.state.instruments[key.instrument], "a loaded instrument").tickMicros;
      const drafts = definition.onBar(context, config.parameters, required(strategy.memory[k], "memory per series"));
      for (let n = 0; n < drafts.length; n += 1) {
        const draft = drafts[n] as SignalDraft;
        decideSignal(core, toSignal(draft, { strategy: s, series, n }, core), outputs);
      }
    }
  }
}

/** The reused view of one series that strategies read. */
function barContext(core: Core, series: Series): BarContext {
  let context = core.scratch.bar;
  if (context === null) {
    context = {
      bar: series.bar,
      bank: series.bank,
      slots: [],
      sessionOpen: series.sessionOpen,
      sessionClose: series.sessionClose,
      sessionIndex: series.sessionIndex,
      positionLots: 0,
      entryMicros: Number.NaN,
    };
    core.scratch.bar = context;
    return context;
  }
  context.bar = series.bar;
  context.bank = series.bank;
  context.sessionOpen = series.sessionOpen;
  context.sessionClose = series.sessionClose;
  context.sessionIndex = series.sessionIndex;
  return context;
}

function toSignal(draft: SignalDraft, from: { strategy: number; series: Series; n: number }, core: Core): Signal {
  const tsBar = from.series.bar.tsEvent;
  return {
    externalId: null,
    strategy: from.strategy,
    instrument: from.series.instrument,
    environment: required(core.state.trading, "strategies run after the first configuration").config.environment,
    intent: draft.intent,
    side: draft.side,
    orderType: draft.orderType,
    limitMicros: draft.limitMicros,
    stopMicros: draft.stopMicros,
    timeInForce: draft.timeInForce,
    stopDistanceMicros: draft.stopDistanceMicros,
    quantityLots: null,
    referenceMicros: null,
    expectedAlpha: null,
    tsSent: tsBar,
    tsValidUntil: null,
    tsBar,
    n: from.n,
  };
}
