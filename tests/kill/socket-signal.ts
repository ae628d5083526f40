import { required } from "../../src/core/assert.ts";
import type { Core } from "../../src/core/engine/core.ts";
import type { SignalReceived } from "../../src/core/model/input.ts";
import type { UnixMicros } from "../../src/core/model/units.ts";
import type { TraderLine } from "./socket-plan.ts";

/** The door of the test's trader: a line as the input it becomes. `rest` is a limit that no bar reaches. */
export function signalOf(line: Extract<TraderLine, { t: "signal" }>, core: Core, now: UnixMicros): SignalReceived {
  const { ledger } = required(core.state.trading, "a configured core");
  const held = ledger.strategyLots[line.instrument] ?? 0;
  return {
    kind: "SignalReceived",
    seq: 0,
    tsEvent: now,
    tsReceived: now,
    receiptId: line.id,
    sourceId: "sender",
    profile: "standard",
    raw: JSON.stringify(line),
    signal: {
      externalId: `sender:${line.id}`,
      strategy: 0,
      instrument: line.instrument,
      environment: "paper",
      intent: line.kind === "leave" ? "exit" : "entry",
      side: line.kind === "leave" && held >= 0 ? "sell" : "buy",
      orderType: line.kind === "rest" ? "limit" : "market",
      limitMicros: line.kind === "rest" ? 1_000_000 : null,
      stopMicros: null,
      timeInForce: line.kind === "rest" ? "gtc" : "day",
      stopDistanceMicros: null,
      bracket: null,
      trailMicros: null,
      tsGoodTill: null,
      quantityLots: null,
      referenceMicros: null,
      expectedAlpha: null,
      tsSent: now,
      tsValidUntil: null,
      tsBar: now,
      n: 0,
    },
  };
}
