import { required } from "../assert.ts";
import type { NewOrder } from "../execution/order-book.ts";
import { createOrder, findOrder } from "../execution/order-book.ts";
import { isOpenAt } from "../market/session-clock.ts";
import type { Order } from "../model/order.ts";
import type { AlertSeverity, Output } from "../model/output.ts";
import { MICROS_PER_SECOND } from "../model/units.ts";
import type { Core } from "./core.ts";
import type { ExitRetry, TradingBooks } from "./core-state.ts";
import { endSignal, isChainAlive } from "./end-signal.ts";
import { hasLegs } from "./legs.ts";
import { deferRetry } from "./pending-exits.ts";
import { submitChecked } from "./submit-order.ts";
import { requestTimer } from "./timers.ts";
import { waitForOpen } from "./wait-for-open.ts";

/** An exit that the venue refused or lost is sent again after these times, the last one over and over. */
const RETRY_SECONDS = [5, 30, 120];

/**
 * An order has just become terminal: its reservation is free, and the signal has its outcome, unless
 * the position it should have closed is still there. Then it is sent again: in the next session
 * when only its day ran out, else after a while, ever louder, until a person or the market ends it.
 */
export function endOrder(core: Core, order: Order, outputs: Output[]): void {
  const books = required(core.state.trading, "orders follow the first configuration");
  order.reservedMicros = 0;
  const lots = closableLots(books, order);
  if (order.role !== "exit" || order.isExternal || lots <= 0 || books.flattens[order.account] !== null) {
    endSignal(books.orders, order, outputs);
    return;
  }
  // Of a replace chain the last one that dies goes on, or two attempts would act for one wish.
  if (isChainAlive(books.orders, order)) endSignal(books.orders, order, outputs);
  else if (order.status === "EXPIRED" && order.reason === "DAY_END") sendNextAttempt(core, order, lots, true, outputs);
  else if (mayBeSentAgain(order)) scheduleRetry(core, order, outputs);
  else endSignal(books.orders, order, outputs);
}

/** What a lost exit would still have to close: never more than is held and not on its way out otherwise. */
function closableLots(books: TradingBooks, order: Order): number {
  const held = books.ledger.strategyLots[order.strategy * books.ledger.instrumentCount + order.instrument] as number;
  let opposing = order.side === "sell" ? held : -held;
  for (const other of books.orders.live) {
    if (other.strategy !== order.strategy || other.instrument !== order.instrument) continue;
    if (other !== order && other.role === "exit" && other.side === order.side) {
      opposing -= other.quantityLots - other.cumLots;
    }
  }
  return Math.min(order.quantityLots - order.cumLots, Math.max(0, opposing));
}

/** Market exits that we did not take back ourselves; a resting price or an ioc was the sender's own choice. */
function mayBeSentAgain(order: Order): boolean {
  if (order.type !== "market" || order.timeInForce === "ioc" || order.tsPending > 0) return false;
  return order.status === "REJECTED" || order.status === "NOT_SENT" || order.status === "CANCELED";
}

function scheduleRetry(core: Core, order: Order, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "orders follow the first configuration");
  const seconds = RETRY_SECONDS[Math.min(order.attempt, RETRY_SECONDS.length - 1)] as number;
  const dueAt = state.now + seconds * MICROS_PER_SECOND;
  books.exitRetries.push({ order: order.index, dueAt });
  requestTimer(state, dueAt, "exit-retry", order.index);
  const severity: AlertSeverity = order.attempt >= 2 ? "emergency" : "critical";
  const text = `An exit ended ${order.status} (${order.reason ?? "no reason"}); it is sent again in ${seconds} s.`;
  outputs.push({ kind: "RaiseAlert", severity, code: "EXIT_FAILED", text, order: order.index });
}

/** The time of a retry has come: whatever is still held is closed by the next attempt. */
export function retryExit(core: Core, index: number, outputs: Output[]): void {
  const books = required(core.state.trading, "timers follow the first configuration");
  const at = books.exitRetries.findIndex((one: ExitRetry) => one.order === index);
  if (at < 0) return;
  books.exitRetries.splice(at, 1);
  const order = findOrder(books.orders, index);
  if (order === null) return;
  if (hasLegs(books, order.strategy, order.instrument)) deferRetry(core, order, outputs);
  else sendAgain(core, index, outputs);
}

/** Sends the next attempt of a lost exit for what is still held; with nothing left its signal ends. */
export function sendAgain(core: Core, index: number, outputs: Output[]): void {
  const books = required(core.state.trading, "timers follow the first configuration");
  const order = findOrder(books.orders, index);
  if (order === null) return;
  const lots = Math.min(closableLots(books, order), order.quantityLots);
  if (lots <= 0 || books.flattens[order.account] !== null) {
    endSignal(books.orders, order, outputs);
    return;
  }
  sendNextAttempt(core, order, lots, false, outputs);
}

function sendNextAttempt(core: Core, order: Order, lots: number, waits: boolean, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "orders follow the first configuration");
  const again = createOrder(books.orders, nextAttempt(order, lots, state.now));
  again.replacesTried = findOrder(books.orders, order.index)?.replacesTried ?? 0;
  // From here on the next attempt speaks for the signal.
  order.endsSignal = false;
  outputs.push({ kind: "OrderPlanned", order: again });
  const isOpen = isOpenAt(required(state.clock, "orders follow the session table"), state.now);
  if (waits || !isOpen) waitForOpen(core, again);
  else submitChecked(core, again, outputs);
}

function nextAttempt(order: Order, lots: number, now: number): NewOrder {
  return {
    account: order.account,
    strategy: order.strategy,
    instrument: order.instrument,
    externalSignalId: order.externalSignalId,
    tsBar: order.tsBar,
    n: order.n,
    leg: order.leg,
    endsSignal: order.endsSignal,
    attempt: order.attempt + 1,
    intent: order.intent,
    side: order.side,
    effect: order.effect,
    role: order.role,
    parent: order.parent,
    replaces: -1,
    isExternal: false,
    type: order.type,
    timeInForce: order.timeInForce,
    quantityLots: lots,
    limitTicks: order.limitTicks,
    stopTicks: order.stopTicks,
    trailTicks: order.trailTicks,
    tsGoodTill: order.tsGoodTill,
    bracket: order.bracket,
    onShortfall: order.onShortfall,
    stopDistanceTicks: order.stopDistanceTicks,
    tsCreated: now,
  };
}
