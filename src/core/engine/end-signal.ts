import type { OrderBook } from "../execution/order-book.ts";
import { findOrder } from "../execution/order-book.ts";
import type { Order } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import type { SignalOutcome } from "../model/signal.ts";
import { unreachable } from "../assert.ts";

/** Leg of an exit that only made room for a reversal's entry and is sent again in a later session. */
export const ROOM_AGAIN = 2;

/** A reversal ends with its entry, the order planned right after the exit that makes room for it. */
export function isLastLeg(book: OrderBook, order: Order): boolean {
  if (order.leg !== 0) return order.leg !== ROOM_AGAIN;
  const next = findOrder(book, order.index + 1);
  return next === null || next.leg !== 1 || next.strategy !== order.strategy || next.tsCreated !== order.tsCreated;
}

/** Says the one outcome of the signal behind a terminal order (SIG-13). */
export function endSignal(book: OrderBook, order: Order, outputs: Output[]): void {
  if (!isLastLeg(book, order)) return;
  outputs.push({
    kind: "SignalEnded",
    externalId: order.externalSignalId,
    strategy: order.strategy,
    instrument: order.instrument,
    tsBar: order.tsBar,
    n: order.n,
    outcome: outcomeOf(order),
    reason: order.reason ?? "",
  });
}

function outcomeOf(order: Order): SignalOutcome {
  if (order.cumLots > 0) return order.cumLots >= order.quantityLots ? "FILLED" : "PARTLY_FILLED";
  switch (order.status) {
    case "DENIED":
      return order.reason?.startsWith("WITHDRAWN") === true ? "WITHDRAWN" : "DENIED";
    case "REJECTED":
      return "REJECTED";
    case "CANCELED":
    case "REPLACED":
      return "CANCELED";
    case "EXPIRED":
      return "EXPIRED";
    case "NOT_SENT":
      return "NOT_SENT";
    case "FILLED":
      return "FILLED";
    case "INTENT":
    case "APPROVED":
    case "SENDING":
    case "UNKNOWN":
    case "ACCEPTED":
    case "HELD":
    case "WORKING":
    case "PARTIAL":
    case "SUSPENDED":
    case "DONE_FOR_DAY":
      return "NOT_SENT";
    default:
      return unreachable(order.status);
  }
}
