import { required } from "../assert.ts";
import type { Output } from "../model/output.ts";
import type { Signal } from "../model/signal.ts";
import type { Core } from "./core.ts";
import type { PendingExit, TradingBooks } from "./core-state.ts";
import { hasLegs } from "./legs.ts";
import { NAKED_MICROS, takeOffLegs } from "./protect-position.ts";
import { hasTimerFor, requestTimer } from "./timers.ts";

/** True while an exit of the sub-position waits for its protective orders to go. */
export function hasPendingExit(books: TradingBooks, strategy: number, instrument: number): boolean {
  return books.pendingExits.some((one) => one.signal.strategy === strategy && one.signal.instrument === instrument);
}

/**
 * Keeps a closing signal back and takes the protective orders off first: both at once could close
 * the same lots twice. It is decided when the last of them is gone.
 */
export function deferExit(core: Core, signal: Signal, isManual: boolean, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "signals follow the first configuration");
  books.pendingExits.push({ signal, isManual, tsAsked: state.now });
  takeOffLegs(core, signal.strategy, signal.instrument, outputs);
  const at = signal.strategy * books.ledger.instrumentCount + signal.instrument;
  if (!hasTimerFor(state, "protect", at)) requestTimer(state, state.now + NAKED_MICROS, "protect", at);
}

/** The exits that may be decided now that no protective order of the sub-position is left, taken off the list. */
export function takeReadyExits(core: Core, strategy: number, instrument: number): readonly PendingExit[] {
  const books = required(core.state.trading, "signals follow the first configuration");
  if (books.pendingExits.length === 0 || hasLegs(books, strategy, instrument)) return NONE;
  const ready: PendingExit[] = [];
  for (let i = 0; i < books.pendingExits.length; ) {
    const { signal } = books.pendingExits[i] as PendingExit;
    if (signal.strategy === strategy && signal.instrument === instrument) {
      ready.push(...books.pendingExits.splice(i, 1));
    } else i += 1;
  }
  return ready;
}

const NONE: readonly PendingExit[] = [];
