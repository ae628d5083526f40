import { assert } from "../assert.ts";
import { isTerminal, type OrderStatus } from "../model/order.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { failReplace, settleFullLeaf } from "./chain.ts";
import { type BookedOrder, countAsResurrected, layToRest, type OrderBook, retireOrder } from "./order-book.ts";
import { nextStatus, type OrderEvent } from "./order-transitions.ts";
import type { ReportResult } from "./report-result.ts";

/** A venue refuses an id that it has seen: the first request did arrive (F05). */
const USED_ID = "DUPLICATE_ID";

/** A status of an order that the venue still has: accepted, live, held, suspended, done for the day. */
export function applyStanding(
  book: OrderBook,
  order: BookedOrder,
  report: VenueReport,
  event: OrderEvent,
  result: ReportResult,
): void {
  const { status } = order;
  if (isStale(order, report) && (isVersioned(order, report) || isParked(status) || isTerminal(status))) {
    // Asked again, the venue still works it: the cancel was lost.
    if (report.isAnswer && report.venueVersion === order.venueVersion && book.resurrected.includes(order)) {
      result.excess = order;
    }
    return;
  }
  const isFirstAnswer = status === "SENDING" || status === "UNKNOWN";
  if (!moveStatus(book, order, report, event, result)) return;
  noteVersion(order, report, true);
  noteStated(order, report, result);
  if (isTerminal(status)) {
    noteResurrection(book, order, report, event, result);
    return;
  }
  if (report.cumLots >= 0 && report.leavesLots > 0 && report.cumLots + report.leavesLots > order.quantityLots) {
    // The venue works it for more than is wanted, such as a replacement of the whole quantity (F13).
    result.excess = order;
  }
  settleFullLeaf(book, order, true, result);
  if (result.to !== order.status) result.to = order.status;
  if (isFirstAnswer && order.queuedCancel && !isTerminal(order.status) && order.pending === "none")
    result.queued = order;
}

/** The end of an order in the venue's words: rejected, cancelled, expired. Its fills stay. */
export function applyEnd(
  book: OrderBook,
  order: BookedOrder,
  report: VenueReport,
  event: OrderEvent,
  result: ReportResult,
): void {
  // An end is old news only against a younger status: a fill may well be reported after it.
  if (isVersioned(order, report) && report.venueVersion <= order.statusVersion) return;
  const isUnanswered = order.status === "SENDING" || order.status === "UNKNOWN";
  if (event === "reject" && report.reason === USED_ID) {
    // It refuses a repetition alone: an order that is known to work works on.
    if (isUnanswered) moveStatus(book, order, report, "timeout", result);
    result.needsProbe = isUnanswered || order.status === "NOT_SENT";
    return;
  }
  if (!moveStatus(book, order, report, event, result)) return;
  noteVersion(order, report, true);
  noteStated(order, report, result);
  layToRest(book, order);
  if (isUnanswered && event === "reject") result.settled = failReplace(book, order);
  if (result.settled?.queuedCancel === true) result.queued = result.settled;
}

/** A send error says that the outcome is unknown; after an answer it says nothing new. */
export function applySendFailed(book: OrderBook, order: BookedOrder, report: VenueReport, result: ReportResult): void {
  if (
    order.status !== "SENDING" &&
    order.status !== "UNKNOWN" &&
    order.status !== "INTENT" &&
    order.status !== "APPROVED"
  )
    return;
  moveStatus(book, order, report, "sendFailed", result);
}

/** Our last gate kept the submit back: there is no order at the venue, and what it should have replaced works on. */
export function applyWithheld(book: OrderBook, order: BookedOrder, report: VenueReport, result: ReportResult): void {
  if (order.status !== "SENDING" && order.status !== "UNKNOWN") return;
  moveStatus(book, order, report, "notSent", result);
  result.settled = failReplace(book, order);
  if (result.settled?.queuedCancel === true) result.queued = result.settled;
}

/** A message nobody could read is kept and asked about; an order without an answer is then UNKNOWN (F28). */
export function applyUnreadable(book: OrderBook, order: BookedOrder, report: VenueReport, result: ReportResult): void {
  if (order.status === "SENDING") moveStatus(book, order, report, "timeout", result);
  result.protocolError = "UNREADABLE";
  result.needsProbe = order.status !== "INTENT" && order.status !== "APPROVED";
}

/** Moves the order along the table; false when the report cannot be and is to be quarantined. */
export function moveStatus(
  book: OrderBook,
  order: BookedOrder,
  report: VenueReport,
  event: OrderEvent,
  result: ReportResult,
): boolean {
  const from = order.status;
  // What never left is ours alone: the table's withdrawals and expiries of it are not the venue's to report.
  const isOurs = from === "INTENT" || from === "APPROVED";
  const cell = isOurs ? "!" : nextStatus(from, event, order.cumLots > 0);
  if (cell === "!" || cell === "-") {
    // Impossible for an honest venue; what a venue sends is quarantined, never asserted on.
    result.protocolError = `${report.report} in ${from}`;
    return false;
  }
  if (cell === "=" || cell === from) return true;
  order.tsLast = Math.max(order.tsLast, report.tsEvent);
  order.status = cell;
  result.to = cell;
  if (!isTerminal(cell)) return true;
  assert(!isTerminal(from), "a terminal order changes only by a fill");
  endPending(book, order);
  order.reason = report.reason === "" ? null : report.reason;
  retireOrder(book, order);
  return true;
}

/** Nothing is pending on an ended order; a cancel that waited for its replacement passes on to that. */
export function endPending(book: OrderBook, order: BookedOrder): void {
  const leaf = order.replacedBy < 0 ? undefined : book.live.find((one) => one.index === order.replacedBy);
  if (order.queuedCancel && leaf !== undefined) leaf.queuedCancel = true;
  order.pending = "none";
  order.queuedCancel = false;
}

/** Raises the versions that the order is known by. */
export function noteVersion(order: BookedOrder, report: VenueReport, isStatus: boolean): void {
  if (report.venueVersion > order.venueVersion) order.venueVersion = report.venueVersion;
  if (isStatus && report.venueVersion > order.statusVersion) order.statusVersion = report.venueVersion;
}

/** Takes over the venue's count of filled lots; more than was booked is a gap, asked about once per rise. */
export function noteStated(order: BookedOrder, report: VenueReport, result: ReportResult): void {
  if (report.cumLots > order.statedCumLots) {
    order.statedCumLots = report.cumLots;
    if (report.cumLots > order.cumLots) result.needsProbe = true;
  }
  result.hasGap = order.statedCumLots > order.cumLots;
}

/** True when versions decide between what is known and the report. */
export function isVersioned(order: BookedOrder, report: VenueReport): boolean {
  return report.venueVersion > 0 && order.venueVersion > 0;
}

/** An answer not newer than what is known: it must not undo a suspension or raise the dead. */
export function isStale(order: BookedOrder, report: VenueReport): boolean {
  if (isVersioned(order, report)) return report.venueVersion <= order.venueVersion;
  // The first version ever of an order that we ended ourselves is news, whenever it happened (F64).
  return report.venueVersion === 0 && report.tsEvent < order.tsLast;
}

/** Statuses in which the venue keeps an order without working it. */
export function isParked(status: OrderStatus): boolean {
  return status === "HELD" || status === "SUSPENDED" || status === "DONE_FOR_DAY";
}

function noteResurrection(
  book: OrderBook,
  order: BookedOrder,
  report: VenueReport,
  event: OrderEvent,
  result: ReportResult,
): void {
  // Acknowledgements overtake ends all the time; without a version only "live" says that it works.
  if (event !== "live" && !isVersioned(order, report) && order.status !== "NOT_SENT") return;
  const isExcess = report.cumLots >= 0 && report.cumLots + report.leavesLots > order.quantityLots;
  if (order.cumLots >= order.quantityLots && !(report.leavesLots > 0 && isExcess)) return;
  result.isResurrected = true;
  result.excess = order;
  if (order.cumLots < order.quantityLots) countAsResurrected(book, order);
}
