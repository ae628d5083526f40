import { assert } from "../assert.ts";
import { isTerminal, type Order, type OrderStatus } from "../model/order.ts";
import type { UnixMicros } from "../model/units.ts";
import { type OrderBook, retireOrder } from "./order-book.ts";
import { nextStatus } from "./order-transitions.ts";

/** What we ourselves do to an order; the venue's side comes through `applyReport`. */
export type OwnEvent = "approve" | "deny" | "send" | "sendFailed" | "cancelAck" | "expire" | "timeout" | "notSent";

/** One of our own steps. */
export interface OwnStep {
  readonly event: OwnEvent;
  readonly now: UnixMicros;
  /** Code of a denial, withdrawal or expiry; null otherwise. */
  readonly reason: string | null;
}

/**
 * Takes an order one step by our own doing and returns the status it had before. `cancelAck` and
 * `expire` are for orders that never left (withdrawn, stale); a step the table does not allow is
 * a bug of ours and halts.
 */
export function advanceOrder(book: OrderBook, order: Order, step: OwnStep): OrderStatus {
  const from = order.status;
  const cell = nextStatus(from, step.event, order.cumLots > 0);
  assert(cell !== "!" && cell !== "-", "our own step is one the state table allows");
  order.tsLast = Math.max(order.tsLast, step.now);
  if (cell === "=" || cell === from) return from;
  order.status = cell;
  if (cell === "APPROVED") order.tsApproved = step.now;
  if (cell === "SENDING") order.tsSent = step.now;
  if (isTerminal(cell)) {
    assert(!isTerminal(from), "a terminal order changes only by a fill");
    order.pending = "none";
    order.queuedCancel = false;
    order.reason = step.reason;
    retireOrder(book, order);
  }
  return from;
}

/**
 * The replacement `leaf` leaves for the venue: from now on the two are one chain, and what the
 * replaced order still fills counts in both. Call it in the step that sends the leaf.
 */
export function requestReplace(book: OrderBook, order: Order, leaf: Order, now: UnixMicros): void {
  assert(leaf.replaces === order.index && leaf.index < book.next, "a leaf was planned for the order it replaces");
  assert(order.pending === "none" && !isTerminal(order.status), "one request at a time, of an order that works");
  assert(leaf.cumLots === order.cumLots, "a leaf leaves in the step that planned it");
  order.pending = "replace";
  order.replacedBy = leaf.index;
  order.tsPending = now;
}
