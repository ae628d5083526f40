import { isTerminal } from "../model/order.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { endPending, isVersioned, moveStatus, noteStated, noteVersion } from "./apply-status.ts";
import { failReplace, settleFullLeaf } from "./chain.ts";
import { type BookedOrder, findOrder, layToRest, type OrderBook, retireOrder } from "./order-book.ts";
import { nextStatus } from "./order-transitions.ts";
import type { ReportResult } from "./report-result.ts";

/** The venue put another order in the place of this one: it is over here, what it filled counts in the other. */
export function applyReplaced(book: OrderBook, order: BookedOrder, report: VenueReport, result: ReportResult): void {
  if (isVersioned(order, report) && report.venueVersion <= order.statusVersion) return;
  const leaf = order.replacedBy < 0 ? null : findOrder(book, order.replacedBy);
  if (!moveStatus(book, order, report, "replaced", result)) return;
  noteVersion(order, report, true);
  noteStated(order, report, result);
  layToRest(book, order);
  if (leaf === null) {
    // Somebody else replaced it, or we gave the replacement up: what works now is found by asking.
    result.needsProbe = true;
    return;
  }
  settleFullLeaf(book, leaf, true, result);
  if (leaf.queuedCancel && leaf.pending === "none" && !isTerminal(leaf.status)) result.queued = leaf;
}

/** The venue keeps the order as it was; a cancel that waited for the answer goes out now. */
export function refuseReplace(book: OrderBook, order: BookedOrder, report: VenueReport, result: ReportResult): void {
  if (isOldRefusal(order, report)) {
    result.isDuplicate = true;
    return;
  }
  const leaf = order.replacedBy < 0 ? null : findOrder(book, order.replacedBy);
  // A replacement that the venue has had, ended or not, was not refused: somebody mixes up two requests.
  if (leaf !== null && leaf.status !== "SENDING" && leaf.status !== "UNKNOWN") {
    result.protocolError = `replace-rejected with its replacement ${leaf.status}`;
    result.needsProbe = true;
    return;
  }
  order.tsRefused = report.tsEvent;
  noteVersion(order, report, false);
  if (leaf !== null) {
    result.settled = failReplace(book, leaf);
    rejectLeaf(book, leaf, report, result);
  }
  if (order.queuedCancel && order.pending === "none" && !isTerminal(order.status)) result.queued = order;
}

function rejectLeaf(book: OrderBook, leaf: BookedOrder, report: VenueReport, result: ReportResult): void {
  const from = leaf.status;
  const to = nextStatus(from, "reject", false);
  if (to !== "REJECTED") return;
  leaf.status = to;
  leaf.reason = report.reason === "" ? null : report.reason;
  leaf.tsLast = Math.max(leaf.tsLast, report.tsEvent);
  endPending(book, leaf);
  retireOrder(book, leaf);
  result.leaf = leaf;
  result.leafFrom = from;
  result.leafTo = to;
}

/**
 * The venue did not cancel: the request is over, nothing else. Whether it came too late is asked; a
 * venue that does not know the order yet gets the cancel again once it does.
 */
export function refuseCancel(order: BookedOrder, report: VenueReport, result: ReportResult): void {
  if (isOldRefusal(order, report) || order.pending !== "cancel") {
    result.isDuplicate = true;
    return;
  }
  order.tsRefused = report.tsEvent;
  noteVersion(order, report, false);
  order.pending = "none";
  order.tsPending = 0;
  order.queuedCancel = order.status === "SENDING" || order.status === "UNKNOWN";
  result.settled = order;
  result.needsProbe = true;
}

/** The same refusal once more must not end a request that was made after it. */
function isOldRefusal(order: BookedOrder, report: VenueReport): boolean {
  return order.tsRefused > 0 && report.tsEvent <= order.tsRefused;
}
