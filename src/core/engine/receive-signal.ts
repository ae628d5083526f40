import { required } from "../assert.ts";
import type { SignalReceived } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import { MICROS_PER_DAY } from "../model/units.ts";
import type { Core } from "./core.ts";
import { decideSignal } from "./decide-signal.ts";

/**
 * A signal from outside that passed the door. The same identity within a day is one decision
 * (T3): the door answers repeats itself, this is the core's own guard behind it.
 */
export function receiveSignal(core: Core, input: SignalReceived, outputs: Output[]): void {
  const { state } = core;
  required(state.trading, "signals follow the first configuration");
  const { signal } = input;
  const id = required(signal.externalId, "a signal from outside has an id");
  forgetOld(state.seenSignals, state.now);
  if (state.seenSignals.has(id)) {
    outputs.push({
      kind: "SignalEnded",
      externalId: id,
      strategy: signal.strategy,
      instrument: signal.instrument,
      tsBar: signal.tsBar,
      n: signal.n,
      outcome: "DUPLICATE",
      reason: "SAME_ID",
    });
    return;
  }
  state.seenSignals.set(id, state.now);
  outputs.push({ kind: "SignalAccepted", signalId: id, strategy: signal.strategy });
  decideSignal(core, signal, outputs);
}

/** The map keeps insertion order, which is time order: only its front can be old. */
function forgetOld(seen: Map<string, number>, now: number): void {
  for (const [id, at] of seen) {
    if (at > now - MICROS_PER_DAY) return;
    seen.delete(id);
  }
}
