import { InvariantBroken, required } from "../assert.ts";
import type { Output } from "../model/output.ts";
import type { Signal, SignalDraft } from "../model/signal.ts";
import type { StrategyIndex, UnixMicros } from "../model/units.ts";
import { NO_SIGNALS } from "../strategies/drafts.ts";
import type { BarContext } from "../strategies/strategy.ts";
import type { Ledger } from "../account/ledger.ts";
import type { Core, StrategyRun } from "./core.ts";
import { decideSignal } from "./decide-signal.ts";
import { setStrategyStatus } from "./set-strategy-status.ts";

/**
 * Lets every strategy see the bars of `tsSlice`, in registry order; each decides on the state
 * that the one before left. A strategy that is not ACTIVE still follows its bars, so that its
 * memory is right when it resumes; the brain's gate stops its entries.
 */
export function runStrategies(core: Core, tsSlice: UnixMicros, outputs: Output[]): void {
  const { runs } = core.scratch;
  if (runs.length === 0) return;
  const { ledger } = required(core.state.trading, "bars follow the first configuration");
  for (let i = 0; i < runs.length; i += 1) {
    const run = runs[i] as StrategyRun;
    if (run.series.bar.tsEvent !== tsSlice) continue;
    const drafts = wishesOf(core, run, ledger, outputs);
    for (let n = 0; n < drafts.length; n += 1) {
      decideSignal(core, toSignal(drafts[n] as SignalDraft, run, n, core), outputs);
    }
  }
}

/**
 * What the strategy wishes for at this bar. Code that throws wishes for nothing and takes its strategy
 * out of ACTIVE: its entries stop until a person resumes it, while its exits, its protection and the
 * other strategies go on. The same code throws at the same bar in every replay.
 */
function wishesOf(core: Core, run: StrategyRun, ledger: Ledger, outputs: Output[]): readonly SignalDraft[] {
  try {
    return run.definition.onBar(contextOf(run, ledger), run.parameters, run.memory);
  } catch (error) {
    if (error instanceof InvariantBroken) throw error;
    core.onStrategyFault(error);
    stopFailing(core, run.strategy, outputs);
    return NO_SIGNALS;
  }
}

function stopFailing(core: Core, strategy: StrategyIndex, outputs: Output[]): void {
  const { strategies } = required(core.state.trading, "strategies run after the first configuration");
  // It may throw at every bar: a person is told when something changes by it.
  if (required(strategies[strategy], "a known strategy").status !== "ACTIVE") return;
  setStrategyStatus(core, { strategy, status: "INACTIVE", by: "fault", reason: "STRATEGY_FAILED" }, outputs);
  outputs.push({
    kind: "RaiseAlert",
    severity: "critical",
    code: "STRATEGY_FAILED",
    text: "A strategy's code failed; it opens nothing more until a person resumes it, its exits go on. The log says what it threw.",
    order: -1,
  });
}

/** The run's own view, brought up to date; the entry price is made again only when it changed. */
export function contextOf(run: StrategyRun, ledger: Ledger): BarContext {
  const { context, series } = run;
  context.bar = series.bar;
  if (context.sessionOpen !== series.sessionOpen) {
    context.sessionOpen = series.sessionOpen;
    context.sessionClose = series.sessionClose;
    context.sessionIndex = series.sessionIndex;
  }
  const lots = ledger.strategyLots[run.position] as number;
  const openLotTicks = ledger.openLotTicks[run.position] as number;
  if (lots !== context.positionLots || openLotTicks !== run.openLotTicks) {
    context.positionLots = lots;
    context.entryMicros = lots === 0 ? Number.NaN : (openLotTicks / lots) * run.tickMicros;
    run.openLotTicks = openLotTicks;
  }
  return context;
}

export function toSignal(draft: SignalDraft, run: StrategyRun, n: number, core: Core): Signal {
  const tsBar = run.series.bar.tsEvent;
  return {
    externalId: null,
    strategy: run.strategy,
    instrument: run.series.instrument,
    environment: required(core.state.trading, "strategies run after the first configuration").config.environment,
    intent: draft.intent,
    side: draft.side,
    orderType: draft.orderType,
    limitMicros: draft.limitMicros,
    stopMicros: draft.stopMicros,
    timeInForce: draft.timeInForce,
    stopDistanceMicros: draft.stopDistanceMicros,
    bracket: draft.bracket,
    trailMicros: null,
    tsGoodTill: null,
    quantityLots: null,
    referenceMicros: null,
    expectedAlpha: null,
    tsSent: tsBar,
    tsValidUntil: null,
    tsBar,
    n,
  };
}
