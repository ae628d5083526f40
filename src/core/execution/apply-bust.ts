import type { VenueReport } from "../model/venue-report.ts";
import { bookFill, fillErrorOf } from "./apply-fill.ts";
import { addReversedUnseen, findFill, findMeant, hasTakenBack } from "./fill-set.ts";
import type { BookedOrder, OrderBook } from "./order-book.ts";
import { nextStatus } from "./order-transitions.ts";
import type { ReportResult } from "./report-result.ts";
import { takeBack } from "./take-back.ts";

/** The venue takes a fill back. The order keeps its status: whether it works again is the venue's to say. */
export function applyBust(book: OrderBook, order: BookedOrder, report: VenueReport, result: ReportResult): void {
  result.protocolError = refErrorOf(order, report);
  if (result.protocolError !== "") return;
  if (hasTakenBack(order, report.executionId)) {
    result.isDuplicate = true;
    return;
  }
  const fill = findFill(order, report.refExecutionId) ?? findMeant(order, report);
  if (fill === null) {
    addReversedUnseen(order, report.refExecutionId, report.tsEvent);
    result.protocolError = "BUST_OF_UNKNOWN_FILL";
    result.needsProbe = true;
    return;
  }
  if (fill.isReversed) {
    result.isDuplicate = true;
    return;
  }
  takeBack(book, order, fill, report, result);
}

/** The venue puts price or quantity of a fill right: the old one is taken back, the right one booked under its own id. */
export function applyCorrection(book: OrderBook, order: BookedOrder, report: VenueReport, result: ReportResult): void {
  result.protocolError = refErrorOf(order, report) || fillErrorOf(order, report);
  if (result.protocolError !== "") return;
  const own = findFill(order, report.executionId);
  if (own === null && hasTakenBack(order, report.executionId)) {
    result.isDuplicate = true;
    return;
  }
  const mayBeMeant = own === null && !isOfUnseenFill(order, report);
  const fill = findFill(order, report.refExecutionId) ?? (mayBeMeant ? findMeant(order, report) : null);
  if (own !== null && (fill === null || fill.isReversed)) {
    result.isDuplicate = true;
    return;
  }
  if (own === null && fill !== null && fill.isReversed) {
    result.protocolError = "CORRECTION_OF_REVERSED_FILL";
    result.isDoubtful = true;
    result.needsProbe = true;
    return;
  }
  if (own === null && fill === null && report.cumLots >= 0 && report.cumLots <= order.cumLots) {
    // We hold that fill under a name that nobody can tell: booking the right one would count it twice.
    result.protocolError = "CORRECTION_OF_UNNAMED_FILL";
    result.isDoubtful = true;
    result.needsProbe = true;
    return;
  }
  const stated = order.statedCumLots;
  if (fill === null) addReversedUnseen(order, report.refExecutionId, report.tsEvent);
  else takeBack(book, order, fill, report, result);
  // Corrected itself before it was seen: only what it corrected goes.
  if (own !== null || result.protocolError !== "") return;
  const isSameSize = fill !== null && fill.lots === report.quantityLots;
  bookFill(book, order, report, isSameSize ? fill.cumLots : -1, result);
  order.statedCumLots = Math.max(0, stated - (fill?.lots ?? 0) + (fill === null ? 0 : report.quantityLots));
}

/** The venue counts exactly the corrected fill more than we do: it is one that has not come yet, not another name. */
function isOfUnseenFill(order: BookedOrder, report: VenueReport): boolean {
  return report.cumLots >= 0 && report.cumLots === order.cumLots + report.quantityLots;
}

function refErrorOf(order: BookedOrder, report: VenueReport): string {
  if (report.refExecutionId === "") return `${report.report} without a fill`;
  const cell = nextStatus(order.status, "partialFill", true);
  return cell === "!" || cell === "-" ? `${report.report} in ${order.status}` : "";
}
