import type { OrderBook } from "../execution/order-book.ts";
import { findOrder } from "../execution/order-book.ts";
import type { Order } from "../model/order.ts";
import { isTerminal } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import type { Signal, SignalOutcome } from "../model/signal.ts";
import { unreachable } from "../assert.ts";

/**
 * Says the one outcome of the signal behind a terminal order (SIG-13). Protective legs and foreign
 * orders have no signal of their own; of a replace chain the last order that dies speaks for all.
 */
export function endSignal(book: OrderBook, order: Order, outputs: Output[]): void {
  if (!order.endsSignal || isChainAlive(book, order)) return;
  const speaker = speakerOf(book, order);
  silenceChain(book, order);
  outputs.push({
    kind: "SignalEnded",
    externalId: order.externalSignalId,
    strategy: order.strategy,
    instrument: order.instrument,
    tsBar: order.tsBar,
    n: order.n,
    outcome: outcomeOf(speaker),
    reason: speaker.reason ?? "",
  });
}

/** A signal that never became an order, because what it waited for ended otherwise. */
export function endPendingSignal(signal: Signal, reason: string, outputs: Output[]): void {
  outputs.push({
    kind: "SignalEnded",
    externalId: signal.externalId,
    strategy: signal.strategy,
    instrument: signal.instrument,
    tsBar: signal.tsBar,
    n: signal.n,
    outcome: "WITHDRAWN",
    reason,
  });
}

/** The outcome is told once, whichever order of the chain ends last. */
function silenceChain(book: OrderBook, order: Order): void {
  for (let before: Order | null = order; before !== null; before = findOrder(book, before.replaces)) {
    before.endsSignal = false;
  }
  for (let after: Order | null = order; after !== null; after = findOrder(book, after.replacedBy)) {
    after.endsSignal = false;
  }
}

/** True while another order of the same replace chain may still trade. */
export function isChainAlive(book: OrderBook, order: Order): boolean {
  return isAlive(book, order.replaces) || isAlive(book, order.replacedBy);
}

function isAlive(book: OrderBook, index: number): boolean {
  const other = index < 0 ? null : findOrder(book, index);
  return other !== null && !isTerminal(other.status);
}

/** A replace that came to nothing is not the signal's end: the order it should have replaced is. */
function speakerOf(book: OrderBook, order: Order): Order {
  let speaker = order;
  while (speaker.replaces >= 0 && speaker.cumLots === speaker.carriedLots && speaker.status !== "CANCELED") {
    const replaced = findOrder(book, speaker.replaces);
    if (replaced === null || replaced.status === "REPLACED") return speaker;
    speaker = replaced;
  }
  return speaker;
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
