import { required } from "../assert.ts";
import type { KillLevel } from "../model/input.ts";
import type { Output, TradingState } from "../model/output.ts";
import { engage } from "../risk/trading-state.ts";
import type { Core } from "./core.ts";
import { beginFlatten } from "./flatten.ts";
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
  if (change === null) {
    // Engaged again: what has been opened since by others is closed as well.
    if (level === "FLATTEN" && books.flattens.every((flatten) => flatten === null)) beginFlatten(core, outputs);
    return false;
  }
  outputs.push(change);
  if (level === "REDUCE") return true;
  cancelOpening(core, outputs);
  if (level === "FLATTEN") beginFlatten(core, outputs);
  return true;
}

/**
 * Asks for the cancel of every order that would open or add, foreign ones included. Called again
 * after each answer of the venue while the switch is engaged: an order that was lost in the network
 * and appears later is taken back too (R5).
 */
export function cancelOpening(core: Core, outputs: Output[]): void {
  const books = required(core.state.trading, "the kill switch follows the first configuration");
  for (const order of books.orders.live.slice()) {
    if (order.effect === "open") withdrawOrder(core, order, "WITHDRAWN_BY_KILL_SWITCH", outputs);
  }
}

/** True while entries must be off the venue. */
export function mustCancelOpening(state: TradingState): boolean {
  return state === "HALT" || state === "FLATTEN";
}
