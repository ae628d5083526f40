import { required } from "../assert.ts";
import { isOpenAt } from "../market/session-clock.ts";
import type { OrderStatus } from "../model/order.ts";
import type { AlertSeverity, Output } from "../model/output.ts";
import { MICROS_PER_SECOND } from "../model/units.ts";
import type { Core } from "./core.ts";
import type { PendingExit, TradingBooks } from "./core-state.ts";
import { coverableLots } from "./exit-cover.ts";
import { legsOf } from "./legs.ts";
import { NAKED_MICROS, protectPosition } from "./protect-position.ts";
import { takeOffLegs } from "./take-off-legs.ts";
import { hasTimerFor, requestTimer } from "./timers.ts";
import { dropTimer } from "./watch-orders.ts";

/** An exit that waits for its protective orders is told after these times. */
const BLOCKED_SECONDS = [30, 120];
const AGAIN_MICROS = 30 * MICROS_PER_SECOND;
/** The venue has confirmed that it holds the order. */
const CONFIRMED: readonly OrderStatus[] = ["ACCEPTED", "HELD", "WORKING", "PARTIAL", "SUSPENDED", "DONE_FOR_DAY"];

/**
 * A sub-position must have its exits by now: confirmed at the venue, watched by us, or on its way
 * out. What is missing is asked for again, and is an emergency once it has lasted (N11).
 */
export function fireProtect(core: Core, at: number, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "timers follow the first configuration");
  const n = books.ledger.instrumentCount;
  const instrument = at % n;
  const strategy = (at - instrument) / n;
  const pending = books.pendingExits.find((one) => one.strategy === strategy && one.instrument === instrument);
  if (pending !== undefined) {
    tellBlockedExit(core, pending, at, outputs);
    return;
  }
  const protection = books.protections[at] ?? null;
  if (protection === null || books.ledger.strategyLots[at] === 0) return;
  const isOpen = isOpenAt(required(state.clock, "orders follow the session table"), state.now);
  if (!isOpen || isCovered(books, strategy, instrument, protection.watchedLots)) {
    protection.tsNaked = 0;
    return;
  }
  protectPosition(core, strategy, instrument, outputs);
  if (protection.tsNaked === 0) {
    protection.tsNaked = state.now;
    // While FLATTEN closes it nothing is put back; should a person end that, somebody must still look.
    if (!hasTimerFor(state, "protect", at)) requestTimer(state, state.now + AGAIN_MICROS, "protect", at);
    return;
  }
  if (state.now - protection.tsNaked >= NAKED_MICROS) {
    const text = "A position has had less protection at the venue than its size for over 5 s.";
    outputs.push({ kind: "RaiseAlert", severity: "emergency", code: "NAKED_POSITION", text, order: protection.parent });
  }
  dropTimer(state, "protect", at);
  requestTimer(state, state.now + AGAIN_MICROS, "protect", at);
}

/** What rests confirmed and what we watch together reach what is held. */
function isCovered(books: TradingBooks, strategy: number, instrument: number, watchedLots: number): boolean {
  let resting = 0;
  for (const leg of legsOf(books, strategy, instrument)) {
    if (!CONFIRMED.includes(leg.status)) continue;
    // A stop and its target exclude each other: the larger one counts, of several stops their sum would be too much.
    resting = Math.max(resting, leg.quantityLots - leg.cumLots);
  }
  return resting + watchedLots >= coverableLots(books, strategy, instrument).wantedLots;
}

/** An exit that cannot go out because a cancel is not answered gets louder with time; the cancel is asked for again. */
function tellBlockedExit(core: Core, pending: PendingExit, at: number, outputs: Output[]): void {
  const { state } = core;
  const { strategy, instrument } = pending;
  takeOffLegs(core, strategy, instrument, outputs);
  const seconds = (state.now - pending.tsAsked) / MICROS_PER_SECOND;
  if (seconds >= (BLOCKED_SECONDS[0] as number)) {
    const severity: AlertSeverity = seconds >= (BLOCKED_SECONDS[1] as number) ? "emergency" : "critical";
    const text = "An exit waits for the venue's answer to the cancel of its protective order.";
    outputs.push({ kind: "RaiseAlert", severity, code: "EXIT_BLOCKED", text, order: -1 });
  }
  requestTimer(state, state.now + AGAIN_MICROS, "protect", at);
}
