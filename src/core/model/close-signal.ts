import type { Environment, Signal } from "./signal.ts";
import type { InstrumentIndex, QuantityLots, StrategyIndex, UnixMicros } from "./units.ts";

/** The wish to close a whole sub-position at market, from no strategy: the kill switch, the end of a run. */
export function closeSignal(of: {
  readonly externalId: string;
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  readonly environment: Environment;
  /** Signed lots held; their sign says which side closes them. */
  readonly heldLots: QuantityLots;
  readonly now: UnixMicros;
}): Signal {
  return {
    externalId: of.externalId,
    strategy: of.strategy,
    instrument: of.instrument,
    environment: of.environment,
    intent: "exit",
    side: of.heldLots > 0 ? "sell" : "buy",
    orderType: "market",
    limitMicros: null,
    stopMicros: null,
    timeInForce: "day",
    stopDistanceMicros: null,
    bracket: null,
    trailMicros: null,
    tsGoodTill: null,
    quantityLots: null,
    referenceMicros: null,
    expectedAlpha: null,
    tsSent: of.now,
    tsValidUntil: null,
    tsBar: of.now,
    n: 0,
  };
}
