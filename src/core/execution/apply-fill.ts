import { assert } from "../assert.ts";
import { isTerminal } from "../model/order.ts";
import type { QuantityLots } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { endPending, isParked, isVersioned, noteStated, noteVersion } from "./apply-status.ts";
import { creditChain } from "./chain.ts";
import { addFill, addName, findFill, findTwin } from "./fill-set.ts";
import { type BookedOrder, layToRest, type OrderBook, retireOrder } from "./order-book.ts";
import { nextStatus } from "./order-transitions.ts";
import type { ReportResult } from "./report-result.ts";
import { takeBack } from "./take-back.ts";

/** A fill counts once, whenever it comes and by whatever channel; which ones came decides, not their order. */
export function applyFill(book: OrderBook, order: BookedOrder, report: VenueReport, result: ReportResult): void {
  result.protocolError = fillErrorOf(order, report);
  if (result.protocolError !== "") return;
  const known = findFill(order, report.executionId);
  const twin = findTwin(book, order, report);
  if (known !== null) {
    // Taken back before it was seen, and booked under another name: that one goes.
    if (known.lots === 0 && twin.kind === "same" && !twin.fill.isReversed)
      takeBack(book, order, twin.fill, report, result);
    else result.isDuplicate = true;
    return;
  }
  if (twin.kind === "same") {
    addName(twin.fill, { executionId: report.executionId, tsEvent: report.tsEvent });
    result.isDuplicate = true;
    return;
  }
  if (twin.kind === "conflict") {
    result.protocolError = "FILL_CONFLICT";
    result.isDoubtful = true;
    result.needsProbe = true;
    return;
  }
  result.isLate = isTerminal(order.status);
  bookFill(book, order, report, report.cumLots, result);
  noteStated(order, report, result);
}

/** Books the fill of a report that was found new and sound; `cumLots` is the venue's count after it. */
export function bookFill(
  book: OrderBook,
  order: BookedOrder,
  report: VenueReport,
  cumLots: QuantityLots,
  result: ReportResult,
): void {
  const from = order.status;
  const lots = report.quantityLots;
  assert(lots > 0 && result.fillLots === 0, "one report books one fill of at least one lot");
  const isOldNews = isVersioned(order, report) && report.venueVersion < order.venueVersion;
  addFill(order, report, cumLots);
  order.cumLots += lots;
  order.cumLotTicks += lots * report.priceTicks;
  order.feeMicros += report.feeMicros;
  order.tsLast = Math.max(order.tsLast, report.tsEvent);
  noteVersion(order, report, false);
  result.fillLots = lots;
  result.isOverfill = order.cumLots > order.quantityLots;
  creditChain(book, order, { lots, lotTicks: lots * report.priceTicks }, result);
  const isFull = order.cumLots >= order.quantityLots;
  if (isFull) layToRest(book, order);
  // A fill from before the order was parked does not put it back to work.
  if (isOldNews && isParked(from) && !isFull) return;
  const cell = nextStatus(from, isFull ? "fullFill" : "partialFill", true);
  assert(cell !== "!" && cell !== "-", "a fill that the table does not allow was quarantined");
  if (cell !== "=" && cell !== from) {
    order.status = cell;
    result.to = cell;
    if (isTerminal(cell) && !isTerminal(from)) {
      endPending(book, order);
      retireOrder(book, order);
    }
  }
  const isFirstAnswer = from === "SENDING" || from === "UNKNOWN";
  if (isFirstAnswer && order.queuedCancel && order.pending === "none") result.queued = order;
  assert(order.cumLots < order.quantityLots || order.status === "FILLED", "cum = quantity means FILLED");
}

/** Why a fill cannot be booked as it is; empty when it can. */
export function fillErrorOf(order: BookedOrder, report: VenueReport): string {
  const { quantityLots } = report;
  if (!Number.isSafeInteger(quantityLots) || quantityLots <= 0) return "FILL_WITHOUT_LOTS";
  if (!Number.isSafeInteger(report.priceTicks) || !Number.isSafeInteger(report.feeMicros)) return "FILL_NOT_EXACT";
  if (!Number.isSafeInteger(quantityLots * report.priceTicks)) return "FILL_NOT_EXACT";
  if (report.executionId === "") return "FILL_WITHOUT_ID";
  const cell = nextStatus(order.status, "partialFill", true);
  return cell === "!" || cell === "-" ? `${report.report} in ${order.status}` : "";
}
