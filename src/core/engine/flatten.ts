import { required } from "../assert.ts";
import { findOrder } from "../execution/order-book.ts";
import { isOpenAt, nextOpenAtOrAfter } from "../market/session-clock.ts";
import type { AccountSnapshot } from "../model/account-snapshot.ts";
import { closeSignal } from "../model/close-signal.ts";
import type { Order } from "../model/order.ts";
import { isTerminal } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import { MICROS_PER_SECOND } from "../model/units.ts";
import type { Core } from "./core.ts";
import type { FlattenProcess, TradingBooks } from "./core-state.ts";
import { decideSignal } from "./decide-signal.ts";
import { endPendingSignal, endSignal } from "./end-signal.ts";
import { withdrawOrder } from "./submit-order.ts";
import { hasTimerFor, requestTimer } from "./timers.ts";
import { requestSnapshot } from "./watch-orders.ts";

/** While something is left to close we look again this often. */
const LOOK_AGAIN_MICROS = 5 * MICROS_PER_SECOND;

/** Begins to close every account, in the fixed order: take off all orders, wait for the answers, close, verify. */
export function beginFlatten(core: Core, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "the kill switch follows the first configuration");
  for (let account = 0; account < books.flattens.length; account += 1) {
    books.flattens[account] = {
      tsEngaged: state.now,
      seqEngaged: state.seq,
      round: 0,
      canceledOrders: 0,
      closedLots: 0,
    };
    advanceFlatten(core, account, outputs);
    tellProgress(core, account, { openOrders: -1, openPositions: -1, isFlat: false }, outputs);
  }
}

/** The switch was released: nothing more is closed. */
export function abandonFlatten(books: TradingBooks): void {
  books.flattens.fill(null);
}

/**
 * Does what can be done now towards flat; called again when an order ends or the timer fires. After
 * a snapshot only the closing goes on (`mayAsk` false): an answer that is not flat must not ask again
 * at once.
 */
export function advanceFlatten(core: Core, account: number, outputs: Output[], mayAsk = true): void {
  const { state } = core;
  const books = required(state.trading, "the kill switch follows the first configuration");
  const flatten = books.flattens[account] ?? null;
  if (flatten === null) return;
  dropPendingExits(books, account, flatten, outputs);
  let live = 0;
  for (const order of books.orders.live.slice()) {
    if (order.account !== account || isTerminal(order.status)) continue;
    live += 1;
    if (!isOwnClose(order, flatten)) withdrawOrder(core, order, "WITHDRAWN_BY_KILL_SWITCH", outputs);
  }
  const held = closePositions(core, account, flatten, outputs);
  if (mayAsk && live === 0 && held === 0) requestSnapshot(core, account, "flatten", outputs);
  lookAgain(core, account);
}

/** Starts the closing of every sub-position without an order of its own; returns how many are still held. */
function closePositions(core: Core, account: number, flatten: FlattenProcess, outputs: Output[]): number {
  const { state } = core;
  const books = required(state.trading, "the kill switch follows the first configuration");
  const { ledger, sources, config } = books;
  let held = 0;
  for (let strategy = 0; strategy < sources.length; strategy += 1) {
    const source = required(sources[strategy], "a known strategy");
    if (source.account !== account) continue;
    for (let instrument = 0; instrument < ledger.instrumentCount; instrument += 1) {
      const lots = ledger.strategyLots[strategy * ledger.instrumentCount + instrument] as number;
      if (lots === 0) continue;
      held += 1;
      if (books.halted[instrument] === 1 || hasOrder(books, strategy, instrument)) continue;
      flatten.round += 1;
      const externalId = `flatten:${flatten.seqEngaged}:${flatten.round}:${source.id}:${instrument}`;
      const { environment } = config;
      decideSignal(
        core,
        closeSignal({ externalId, strategy, instrument, environment, heldLots: lots, now: state.now }),
        outputs,
      );
    }
  }
  return held;
}

/** True while an order of the sub-position may still trade. */
function hasOrder(books: TradingBooks, strategy: number, instrument: number): boolean {
  for (const order of books.orders.live) {
    if (order.strategy === strategy && order.instrument === instrument) return true;
  }
  for (const order of books.orders.resurrected) {
    if (order.strategy === strategy && order.instrument === instrument) return true;
  }
  return false;
}

/** True for the closing orders of this very switch, which are not taken off again. */
function isOwnClose(order: Order, flatten: FlattenProcess): boolean {
  return order.externalSignalId?.startsWith(`flatten:${flatten.seqEngaged}:`) === true;
}

/** Exits that waited for their protective orders: FLATTEN closes everything itself. */
function dropPendingExits(books: TradingBooks, account: number, flatten: FlattenProcess, outputs: Output[]): void {
  for (let i = 0; i < books.pendingExits.length; ) {
    const { signal, retryOf, strategy } = required(books.pendingExits[i], "an exit of the list");
    const isOwn = signal?.externalId?.startsWith(`flatten:${flatten.seqEngaged}:`) === true;
    if (isOwn || books.sources[strategy]?.account !== account) {
      i += 1;
      continue;
    }
    books.pendingExits.splice(i, 1);
    const retried = findOrder(books.orders, retryOf);
    if (signal !== null) endPendingSignal(signal, "WITHDRAWN_BY_KILL_SWITCH", outputs);
    else if (retried !== null) endSignal(books.orders, retried, outputs);
  }
}

/** The next look: in seconds while the market is open, else when it opens. */
function lookAgain(core: Core, account: number): void {
  const { state } = core;
  if (hasTimerFor(state, "flatten", account)) return;
  const clock = required(state.clock, "orders follow the session table");
  const opensAt = isOpenAt(clock, state.now) ? Number.NaN : nextOpenAtOrAfter(clock, state.now);
  requestTimer(state, opensAt === opensAt ? opensAt : state.now + LOOK_AGAIN_MICROS, "flatten", account);
}

/**
 * The venue's own answer during FLATTEN: flat is said only when it lists no order and no position,
 * completely, and our books agree. A fraction of a lot is a position like any other.
 */
export function judgeFlat(core: Core, snapshot: AccountSnapshot, outputs: Output[]): void {
  const books = required(core.state.trading, "snapshots follow the first configuration");
  const flatten = books.flattens[snapshot.account] ?? null;
  if (flatten === null) return;
  const { areOrdersComplete, arePositionsComplete } = snapshot;
  const openOrders = areOrdersComplete ? snapshot.orders.length : -1;
  const positions = snapshot.positions.filter((position) => position.quantityLots !== 0);
  const openPositions = arePositionsComplete ? positions.length : -1;
  const isOurs = !holdsAnything(books, snapshot.account) && !hasLiveOrder(books, snapshot.account);
  const isFlat = openOrders === 0 && openPositions === 0 && isOurs && books.links[snapshot.account]?.isUp === true;
  if (isFlat) books.flattens[snapshot.account] = null;
  tellProgress(core, snapshot.account, { openOrders, openPositions, isFlat, flatten }, outputs);
}

function holdsAnything(books: TradingBooks, account: number): boolean {
  const { ledger, sources } = books;
  for (const source of sources) {
    if (source.account !== account) continue;
    for (let i = 0; i < ledger.instrumentCount; i += 1) {
      if (ledger.strategyLots[source.index * ledger.instrumentCount + i] !== 0) return true;
    }
  }
  return false;
}

function hasLiveOrder(books: TradingBooks, account: number): boolean {
  return (
    books.orders.live.some((order) => order.account === account) ||
    books.orders.resurrected.some((order) => order.account === account)
  );
}

interface SeenAtVenue {
  readonly openOrders: number;
  readonly openPositions: number;
  readonly isFlat: boolean;
  /** Given when it has just ended. */
  readonly flatten?: FlattenProcess;
}

function tellProgress(core: Core, account: number, seen: SeenAtVenue, outputs: Output[]): void {
  const books = required(core.state.trading, "the kill switch follows the first configuration");
  const flatten = seen.flatten ?? required(books.flattens[account], "FLATTEN is under way");
  outputs.push({
    kind: "FlattenProgressed",
    account,
    isFlat: seen.isFlat,
    openOrders: seen.openOrders,
    openPositions: seen.openPositions,
    canceledOrders: flatten.canceledOrders,
    closedLots: flatten.closedLots,
    waitingFor: seen.isFlat ? [] : waitingFor(core, account),
  });
}

/** What keeps the account from being flat, one line per instrument. */
function waitingFor(core: Core, account: number): string[] {
  const { state } = core;
  const books = required(state.trading, "the kill switch follows the first configuration");
  const { ledger } = books;
  const isOpen = isOpenAt(required(state.clock, "orders follow the session table"), state.now);
  const reasons: string[] = [];
  if (books.links[account]?.isUp !== true) reasons.push("venue: not connected");
  for (let i = 0; i < ledger.instrumentCount; i += 1) {
    const symbol = required(state.instruments[i], "a known instrument").symbol;
    const isHeld = books.sources.some(
      (source) => source.account === account && ledger.strategyLots[source.index * ledger.instrumentCount + i] !== 0,
    );
    const orders = books.orders.live.filter((order) => order.account === account && order.instrument === i);
    if (isHeld && books.halted[i] === 1) reasons.push(`${symbol}: halted`);
    else if (isHeld && !isOpen) reasons.push(`${symbol}: market closed`);
    else if (orders.some((order) => order.status === "UNKNOWN")) reasons.push(`${symbol}: order with unknown outcome`);
    else if (orders.some((order) => order.pending === "cancel")) reasons.push(`${symbol}: cancel not answered`);
    else if (isHeld) reasons.push(`${symbol}: closing`);
  }
  return reasons;
}
