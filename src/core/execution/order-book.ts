import { assert } from "../assert.ts";
import { isTerminal, type Order } from "../model/order.ts";
import type { OrderIndex, UnixMicros } from "../model/units.ts";
import type { BookedFill } from "./fill-set.ts";

/** How many orders that reached a venue stay findable after their end, for late fills, busts and duplicates. */
export const TERMINAL_KEPT = 512;
/** How many that never left stay findable: nothing can come for them, so a burst of denials displaces no other. */
export const UNSENT_KEPT = 64;

/** An order with what only the book needs of it. */
export interface BookedOrder extends Order {
  /** Its own fills, also those taken back; null before the first one. A fill is applied once. */
  fills: BookedFill[] | null;
  /** Highest version of a report that named a status: only such a one makes an end of the order old news. */
  statusVersion: number;
  /** Venue time of the last refused cancel or replace, which a repeated report must not refuse again. */
  tsRefused: UnixMicros;
  /** When a report of it last made us ask; 0: never. What the answers leave open is not asked again at once. */
  tsAsked: UnixMicros;
  /** Replaces tried in its chain so far, so that each has an id of its own. */
  replacesTried: number;
}

/** All orders the core still knows: the live ones in creation order and the latest terminal ones. */
export interface OrderBook {
  next: OrderIndex;
  /** Orders that are not terminal, in creation order; few. Read by anybody, changed only here. */
  readonly live: BookedOrder[];
  /** Ring of the latest terminal orders, up to {@link TERMINAL_KEPT}. */
  readonly terminal: BookedOrder[];
  terminalCount: number;
  /** The same for orders that never left, up to {@link UNSENT_KEPT}. */
  readonly unsent: BookedOrder[];
  unsentCount: number;
  /** Terminal here and alive at the venue: they count like live ones until the venue lets go of them. */
  readonly resurrected: BookedOrder[];
  /** Rejections by the venue in a row, per strategy; a place is missing until the first. */
  readonly rejectsInRow: number[];
}

/** What the planner decides about an order; the book adds number, status and counters. */
export type NewOrder = Omit<
  Order,
  | "index"
  | "collarTicks"
  | "status"
  | "pending"
  | "replacedBy"
  | "queuedCancel"
  | "carriedLots"
  | "statedCumLots"
  | "limitsVersion"
  | "venueOrderId"
  | "venueVersion"
  | "notFoundCount"
  | "tsNotFound"
  | "tsSent"
  | "tsPending"
  | "probes"
  | "legsMade"
  | "cumLots"
  | "cumLotTicks"
  | "feeMicros"
  | "reservedMicros"
  | "tsApproved"
  | "tsLast"
  | "reason"
>;

/** A book without orders; the first order gets number 0. */
export function createOrderBook(): OrderBook {
  return {
    next: 0,
    live: [],
    terminal: [],
    terminalCount: 0,
    unsent: [],
    unsentCount: 0,
    resurrected: [],
    rejectsInRow: [],
  };
}

/** Adds an order in status INTENT under the next number. */
export function createOrder(book: OrderBook, fields: NewOrder): BookedOrder {
  assert(Number.isSafeInteger(fields.quantityLots) && fields.quantityLots > 0, "an order is for at least one lot");
  assert(
    (fields.limitTicks !== null) === (fields.type === "limit" || fields.type === "stop-limit"),
    "exactly limit and stop-limit orders have a limit",
  );
  assert(
    (fields.stopTicks !== null) === (fields.type === "stop" || fields.type === "stop-limit"),
    "exactly stop and stop-limit orders have a stop",
  );
  // Of foreign orders the venue does not say everything.
  if (!fields.isExternal) {
    assert(
      (fields.trailTicks !== null) === (fields.type === "trailing-stop"),
      "exactly trailing stops have a distance",
    );
    assert((fields.tsGoodTill !== null) === (fields.timeInForce === "gtd"), "exactly gtd orders have an end");
  }
  const order: BookedOrder = {
    index: book.next,
    account: fields.account,
    strategy: fields.strategy,
    instrument: fields.instrument,
    externalSignalId: fields.externalSignalId,
    tsBar: fields.tsBar,
    n: fields.n,
    leg: fields.leg,
    endsSignal: fields.endsSignal,
    attempt: fields.attempt,
    intent: fields.intent,
    side: fields.side,
    effect: fields.effect,
    role: fields.role,
    parent: fields.parent,
    replaces: fields.replaces,
    replacedBy: -1,
    isExternal: fields.isExternal,
    type: fields.type,
    timeInForce: fields.timeInForce,
    quantityLots: fields.quantityLots,
    limitTicks: fields.limitTicks,
    stopTicks: fields.stopTicks,
    trailTicks: fields.trailTicks,
    tsGoodTill: fields.tsGoodTill,
    bracket: fields.bracket,
    collarTicks: null,
    onShortfall: fields.onShortfall,
    stopDistanceTicks: fields.stopDistanceTicks,
    tsCreated: fields.tsCreated,
    status: "INTENT",
    pending: "none",
    queuedCancel: false,
    cumLots: 0,
    carriedLots: 0,
    statedCumLots: 0,
    cumLotTicks: 0,
    feeMicros: 0,
    reservedMicros: 0,
    limitsVersion: 0,
    venueOrderId: "",
    venueVersion: 0,
    notFoundCount: 0,
    tsNotFound: 0,
    tsSent: 0,
    tsPending: 0,
    legsMade: 0,
    probes: 0,
    tsApproved: 0,
    tsLast: fields.tsCreated,
    reason: null,
    fills: null,
    statusVersion: 0,
    tsRefused: 0,
    tsAsked: 0,
    replacesTried: 0,
  };
  book.next++;
  book.live.push(order);
  return order;
}

/**
 * The order of that number while the book knows it, else null. A search instead of a map: the
 * snapshot then holds each order once, and a decoded book needs no second list made equal to it.
 */
export function findOrder(book: OrderBook, index: OrderIndex): BookedOrder | null {
  if (index < 0 || index >= book.next) return null;
  const live = book.live[livePlace(book.live, index)];
  if (live !== undefined && live.index === index) return live;
  return byIndex(book.terminal, index) ?? byIndex(book.unsent, index) ?? byIndex(book.resurrected, index);
}

/** The order that the venue calls by that id, of any account; null when nobody here knows it. */
export function findByVenueId(book: OrderBook, venueOrderId: string): BookedOrder | null {
  if (venueOrderId === "") return null;
  return (
    byVenueId(book.live, venueOrderId) ??
    byVenueId(book.terminal, venueOrderId) ??
    byVenueId(book.resurrected, venueOrderId)
  );
}

function byIndex(orders: readonly BookedOrder[], index: OrderIndex): BookedOrder | null {
  for (let i = 0; i < orders.length; i++) {
    const order = orders[i] as BookedOrder;
    if (order.index === index) return order;
  }
  return null;
}

function byVenueId(orders: readonly BookedOrder[], venueOrderId: string): BookedOrder | null {
  for (let i = 0; i < orders.length; i++) {
    const order = orders[i] as BookedOrder;
    if (order.venueOrderId === venueOrderId) return order;
  }
  return null;
}

/** Counts an order as working that the venue works although it is terminal here; false when it was counted already. */
export function countAsResurrected(book: OrderBook, order: BookedOrder): boolean {
  assert(isTerminal(order.status), "only a terminal order can come back");
  if (book.resurrected.includes(order)) return false;
  book.resurrected.push(order);
  return true;
}

/** The venue no longer works it: it ended there, is filled, or is missing from a complete and younger list. */
export function layToRest(book: OrderBook, order: BookedOrder): void {
  const at = book.resurrected.indexOf(order);
  if (at >= 0) book.resurrected.splice(at, 1);
}

/**
 * Moves an order that just became terminal out of the live ones; of those that left it pushes out the
 * one that became terminal {@link TERMINAL_KEPT} orders ago. Only the two functions that change a status call it.
 */
export function retireOrder(book: OrderBook, order: Order): void {
  assert(isTerminal(order.status), "only a terminal order retires");
  const { live } = book;
  const at = livePlace(live, order.index);
  const booked = live[at];
  assert(booked === order, "an order retires once");
  for (let i = at + 1; i < live.length; i++) live[i - 1] = live[i] as BookedOrder;
  live.pop();
  if (booked.tsSent === 0 && !booked.isExternal) {
    keep(book, book.unsent, book.unsentCount % UNSENT_KEPT, booked);
    book.unsentCount++;
    return;
  }
  keep(book, book.terminal, book.terminalCount % TERMINAL_KEPT, booked);
  book.terminalCount++;
}

function keep(book: OrderBook, ring: BookedOrder[], place: number, order: BookedOrder): void {
  if (place === ring.length) {
    ring.push(order);
    return;
  }
  const old = ring[place] as BookedOrder;
  // Nothing finds it any more: whoever still holds it for its last status need not hold its fills.
  if (!book.resurrected.includes(old)) old.fills = null;
  ring[place] = order;
}

/** After decoding: an order that stands in two lists is one object again. */
export function relinkOrders(book: OrderBook): void {
  for (const order of book.resurrected) {
    const at = book.terminal.findIndex((other) => other.index === order.index);
    if (at >= 0) book.terminal[at] = order;
  }
}

/** Where the order of that number stands among the live ones, which are sorted by it, or would stand. */
function livePlace(live: readonly BookedOrder[], index: OrderIndex): number {
  let low = 0;
  let high = live.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((live[middle] as BookedOrder).index < index) low = middle + 1;
    else high = middle;
  }
  return low;
}
