import { required } from "../assert.ts";
import type { Order } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import type { Signal } from "../model/signal.ts";
import { MICROS_PER_SECOND } from "../model/units.ts";
import type { Core } from "./core.ts";
import type { PendingExit, TradingBooks } from "./core-state.ts";
import { hasLegs } from "./legs.ts";
import { takeOffLegs } from "./take-off-legs.ts";
import { hasTimerFor, requestTimer } from "./timers.ts";

/** When it is first looked whether the exit still waits. */
const FIRST_LOOK_MICROS = 5 * MICROS_PER_SECOND;

/** True while an exit of the sub-position waits for its protective orders to go. */
export function hasPendingExit(books: TradingBooks, strategy: number, instrument: number): boolean {
  return books.pendingExits.some((one) => one.strategy === strategy && one.instrument === instrument);
}

/**
 * Keeps a closing signal back and takes the protective orders off first: both at once could close
 * the same lots twice. It is decided when the last of them is gone.
 */
export function deferExit(core: Core, signal: Signal, isManual: boolean, outputs: Output[]): void {
  const { strategy, instrument } = signal;
  defer(core, { strategy, instrument, signal, retryOf: -1, isManual, tsAsked: core.state.now }, outputs);
}

/** The same for the next attempt of a closing order that came to nothing. */
export function deferRetry(core: Core, order: Order, outputs: Output[]): void {
  const { strategy, instrument } = order;
  const tsAsked = core.state.now;
  defer(core, { strategy, instrument, signal: null, retryOf: order.index, isManual: false, tsAsked }, outputs);
}

function defer(core: Core, exit: PendingExit, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "signals follow the first configuration");
  const { strategy, instrument } = exit;
  books.pendingExits.push(exit);
  takeOffLegs(core, strategy, instrument, outputs);
  const at = strategy * books.ledger.instrumentCount + instrument;
  if (!hasTimerFor(state, "protect", at)) requestTimer(state, state.now + FIRST_LOOK_MICROS, "protect", at);
}

/** The exits that may be decided now that no protective order of the sub-position is left, taken off the list. */
export function takeReadyExits(core: Core, strategy: number, instrument: number): readonly PendingExit[] {
  const books = required(core.state.trading, "signals follow the first configuration");
  if (books.pendingExits.length === 0 || hasLegs(books, strategy, instrument)) return NONE;
  const ready: PendingExit[] = [];
  for (let i = 0; i < books.pendingExits.length; ) {
    const exit = books.pendingExits[i] as PendingExit;
    if (exit.strategy === strategy && exit.instrument === instrument) {
      ready.push(...books.pendingExits.splice(i, 1));
    } else i += 1;
  }
  return ready;
}

const NONE: readonly PendingExit[] = [];
