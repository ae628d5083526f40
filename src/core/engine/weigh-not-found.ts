import { required } from "../assert.ts";
import { findOrder } from "../execution/order-book.ts";
import type { Order } from "../model/order.ts";
import { isTerminal } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import { MICROS_PER_SECOND } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { linkOf } from "./account-link.ts";
import type { Core } from "./core.ts";
import { take } from "./submit-order.ts";
import { dropTimer, requestSnapshot } from "./watch-orders.ts";

/**
 * Weighs a definitive "not found". It is no rejection: the request may still be on its way (F64).
 * An UNKNOWN order ends NOT_SENT only when the venue denied it often enough over the settling time
 * on one connection, and a complete list of orders and fills, younger than that time, lacks it (F02).
 */
export function weighNotFound(core: Core, order: Order, report: VenueReport, outputs: Output[]): void {
  const { venue } = required(core.state.trading, "reports follow the first configuration").config;
  if (venue.reconcileSeconds === null || isTerminal(order.status)) return;
  if (order.status === "INTENT" || order.status === "APPROVED" || order.status === "SENDING") return;
  const link = linkOf(core, order.account);
  const tsSaid = Math.min(report.tsEvent, core.state.now);
  // What was said before the request left, or the same answer once more, counts nothing.
  if (tsSaid < order.tsSent || (order.notFoundCount > 0 && tsSaid <= order.tsNotFound)) return;
  if (order.notFoundCount === 0 || order.tsNotFound < link.tsUp) {
    order.notFoundCount = 1;
    order.tsNotFound = tsSaid;
  } else if (order.notFoundCount < order.probes) {
    // One answer per question: a repeated one cannot stand in for another.
    order.notFoundCount += 1;
  }
  if (order.status !== "UNKNOWN") {
    if (order.notFoundCount === venue.notFoundTimes) alertVanished(order, outputs);
    return;
  }
  const settle = venue.notFoundSeconds * MICROS_PER_SECOND;
  if (order.notFoundCount < venue.notFoundTimes || tsSaid - order.tsNotFound < settle) return;
  if (link.tsListed < order.tsSent + settle || link.tsListedFrom > order.tsSent) {
    requestSnapshot(core, order.account, "mismatch", outputs);
    return;
  }
  endUnsent(core, order, outputs);
}

function endUnsent(core: Core, order: Order, outputs: Output[]): void {
  const { orders } = required(core.state.trading, "reports follow the first configuration");
  take(core, order, "notSent", "NOT_FOUND_AT_VENUE", outputs);
  dropTimer(core.state, "order-timeout", order.index);
  const replaced = order.replaces >= 0 ? findOrder(orders, order.replaces) : null;
  if (replaced === null || replaced.pending !== "replace" || replaced.replacedBy !== order.index) return;
  // The replacing order never arrived: what it should have replaced works on, exactly one leaf (O8).
  replaced.pending = "none";
  replaced.tsPending = 0;
  replaced.replacedBy = -1;
  outputs.push({ kind: "OrderPendingChanged", order: replaced.index, to: "none", reason: "NOT_FOUND_AT_VENUE" });
}

/** The venue had confirmed this order and now denies it: nothing is concluded, a person looks. */
function alertVanished(order: Order, outputs: Output[]): void {
  outputs.push({
    kind: "RaiseAlert",
    severity: "critical",
    code: "ORDER_VANISHED",
    text: "The venue denies an order that it had confirmed; it counts as working until there is evidence.",
    order: order.index,
  });
}
