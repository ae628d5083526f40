import { required } from "../assert.ts";
import { closeSignal } from "../model/close-signal.ts";
import type { KillLevel } from "../model/input.ts";
import type { Order } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import { engage } from "../risk/trading-state.ts";
import type { Core } from "./core.ts";
import { decideSignal } from "./decide-signal.ts";
import { withdrawOrder } from "./submit-order.ts";

/**
 * Engages the kill switch at a level, never lowering it: the latch first, then HALT cancels the
 * orders that open, then FLATTEN closes every sub-position by the normal order path. Returns
 * false when the state was at least as high already.
 */
export function raiseTradingState(
  core: Core,
  level: KillLevel,
  by: string,
  reason: string,
  outputs: Output[],
): boolean {
  const { state } = core;
  const books = required(state.trading, "the kill switch follows the first configuration");
  const change = engage(books.risk, level, by, reason, state.now);
  if (change === null) return false;
  outputs.push(change);
  if (level === "REDUCE") return true;
  for (const order of books.orders.live.slice()) cancelOpening(core, order, outputs);
  if (level === "FLATTEN") flatten(core, outputs);
  return true;
}

function cancelOpening(core: Core, order: Order, outputs: Output[]): void {
  if (order.effect === "open") withdrawOrder(core, order, "WITHDRAWN_BY_KILL_SWITCH", outputs);
}

/** One market exit per open sub-position, named after the input that asked for it. */
function flatten(core: Core, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "the kill switch follows the first configuration");
  const { ledger, config, sources } = books;
  for (let s = 0; s < ledger.strategyCount; s += 1) {
    for (let i = 0; i < ledger.instrumentCount; i += 1) {
      const lots = ledger.strategyLots[s * ledger.instrumentCount + i] as number;
      if (lots === 0) continue;
      const signal = closeSignal({
        externalId: `flatten:${state.seq}:${required(sources[s], "a known strategy").id}:${i}`,
        strategy: s,
        instrument: i,
        environment: config.environment,
        heldLots: lots,
        now: state.now,
      });
      decideSignal(core, signal, outputs);
    }
  }
}
