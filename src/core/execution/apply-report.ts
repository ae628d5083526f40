import { unreachable } from "../assert.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { applyBust, applyCorrection } from "./apply-bust.ts";
import { applyFill } from "./apply-fill.ts";
import { applyReplaced, refuseCancel, refuseReplace } from "./apply-replaced.ts";
import { applyEnd, applySendFailed, applyStanding, applyUnreadable, applyWithheld } from "./apply-status.ts";
import { type BookedOrder, findByVenueId, findOrder, type OrderBook } from "./order-book.ts";
import { type ReportResult, resetReportResult } from "./report-result.ts";

/** Applies one report of a venue to the book, along the state table; validates before it changes anything. */
export function applyReport(book: OrderBook, report: VenueReport, result: ReportResult): void {
  const order = report.order >= 0 ? findOrder(book, report.order) : findByVenueId(book, report.venueOrderId);
  resetReportResult(result, order);
  if (order === null) {
    result.protocolError = report.report === "unreadable" ? "UNREADABLE" : "UNKNOWN_ORDER";
    return;
  }
  result.protocolError = mixUpOf(order, report);
  if (result.protocolError !== "") {
    result.needsProbe = true;
    return;
  }
  if (order.venueOrderId === "" && isSaidByVenue(report)) order.venueOrderId = report.venueOrderId;
  dispatch(book, order, report, result);
}

function dispatch(book: OrderBook, order: BookedOrder, report: VenueReport, result: ReportResult): void {
  switch (report.report) {
    case "fill":
      applyFill(book, order, report, result);
      return;
    case "accepted":
      applyStanding(book, order, report, "accepted", result);
      return;
    case "live":
      applyStanding(book, order, report, "live", result);
      return;
    case "held":
      applyStanding(book, order, report, "held", result);
      return;
    case "suspended":
      applyStanding(book, order, report, "suspended", result);
      return;
    case "done-for-day":
      applyStanding(book, order, report, "doneForDay", result);
      return;
    case "rejected":
      applyEnd(book, order, report, "reject", result);
      return;
    case "canceled":
      applyEnd(book, order, report, "cancelAck", result);
      return;
    case "expired":
      applyEnd(book, order, report, "expire", result);
      return;
    case "replaced":
      applyReplaced(book, order, report, result);
      return;
    case "cancel-rejected":
      refuseCancel(order, report, result);
      return;
    case "replace-rejected":
      refuseReplace(book, order, report, result);
      return;
    case "bust":
      applyBust(book, order, report, result);
      return;
    case "correction":
      applyCorrection(book, order, report, result);
      return;
    case "send-failed":
      applySendFailed(book, order, report, result);
      return;
    case "withheld":
      applyWithheld(book, order, report, result);
      return;
    case "unreadable":
      applyUnreadable(book, order, report, result);
      return;
    case "not-found":
      // Evidence towards NOT_SENT at best, never a verdict: whoever probes weighs it.
      return;
    default:
      unreachable(report.report);
  }
}

/** A venue's own words; what our side says about a send or an unreadable message names nothing. */
function isSaidByVenue(report: VenueReport): boolean {
  switch (report.report) {
    case "send-failed":
    case "withheld":
    case "unreadable":
    case "not-found":
      return false;
    default:
      return true;
  }
}

/** Our number with terms or a status that belong to something else; fills are booked whatever they are called. */
function mixUpOf(order: BookedOrder, report: VenueReport): string {
  const { external } = report;
  if (external !== null && (external.instrument !== order.instrument || external.side !== order.side)) {
    return "OTHER_TERMS";
  }
  if (report.report === "fill" || report.report === "bust" || report.report === "correction") return "";
  if (report.venueOrderId === "" || order.venueOrderId === "" || !isSaidByVenue(report)) return "";
  return report.venueOrderId === order.venueOrderId ? "" : "OTHER_VENUE_ORDER";
}
