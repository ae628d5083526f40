import { assert, unreachable } from "../assert.ts";
import { isTerminal, type Order, type OrderStatus } from "../model/order.ts";
import type { QuantityLots } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { type BookedOrder, findOrder, noteExecution, type OrderBook, retireOrder } from "./order-book.ts";
import { nextStatus, type OrderEvent } from "./order-transitions.ts";

/** What a report did to the book; one object is reused, so read it before the next report. */
export interface ReportResult {
  /** Null when the report names no order that the book knows. */
  order: Order | null;
  from: OrderStatus;
  to: OrderStatus;
  /** Lots to book in the account; 0 when the report is no fill or a repeated one. */
  fillLots: QuantityLots;
  /** The fill came after the order was terminal. */
  isLate: boolean;
  /** The execution id was seen before; nothing was changed. */
  isDuplicate: boolean;
  /** The fills now exceed the quantity: booked all the same, the strategy must halt. */
  isOverfill: boolean;
  /** The venue works an order that we hold for finished: alert and probe. */
  isResurrected: boolean;
  /** Why the report must be quarantined; empty when it was applied. Then nothing was changed. */
  protocolError: string;
}

/** An empty result, to be reused. */
export function createReportResult(): ReportResult {
  return {
    order: null,
    from: "INTENT",
    to: "INTENT",
    fillLots: 0,
    isLate: false,
    isDuplicate: false,
    isOverfill: false,
    isResurrected: false,
    protocolError: "",
  };
}

/** Applies one report of a venue to the book, along the state table; validates before it changes anything. */
export function applyReport(book: OrderBook, report: VenueReport, result: ReportResult): void {
  const order = findOrder(book, report.order);
  result.order = order;
  result.from = order === null ? "INTENT" : order.status;
  result.to = result.from;
  result.fillLots = 0;
  result.isLate = false;
  result.isDuplicate = false;
  result.isOverfill = false;
  result.isResurrected = false;
  result.protocolError = "";
  if (order === null) {
    result.protocolError = "UNKNOWN_ORDER";
    return;
  }
  switch (report.report) {
    case "fill":
      applyFill(book, order, report, result);
      return;
    case "accepted":
      applyStatus(book, order, report, "accepted", result);
      return;
    case "live":
      applyLive(book, order, report, result);
      return;
    case "rejected":
      applyStatus(book, order, report, "reject", result);
      return;
    case "canceled":
      applyStatus(book, order, report, "cancelAck", result);
      return;
    case "expired":
      applyStatus(book, order, report, "expire", result);
      return;
    case "held":
      applyStatus(book, order, report, "held", result);
      return;
    case "suspended":
      applyStatus(book, order, report, "suspended", result);
      return;
    case "done-for-day":
      applyStatus(book, order, report, "doneForDay", result);
      return;
    case "send-failed":
      // A send error after the venue has answered says nothing new about the order.
      if (order.status === "SENDING" || order.status === "UNKNOWN" || order.status === "INTENT") {
        applyStatus(book, order, report, "sendFailed", result);
      }
      return;
    case "cancel-rejected":
      order.pending = "none";
      return;
    case "not-found":
    case "replaced":
    case "replace-rejected":
    case "bust":
    case "correction":
    case "unreadable":
      // Evidence towards NOT_SENT at best, never a verdict: whoever probes weighs it.
      return;
    default:
      unreachable(report.report);
  }
}

function applyLive(book: OrderBook, order: Order, report: VenueReport, result: ReportResult): void {
  // An answer older than what we know must not undo a suspension or raise the dead.
  const isOlder = report.tsEvent < order.tsLast;
  if (isOlder && (order.status === "HELD" || order.status === "SUSPENDED" || order.status === "DONE_FOR_DAY")) return;
  result.isResurrected = isTerminal(order.status) && order.status !== "FILLED" && !isOlder;
  applyStatus(book, order, report, "live", result);
}

function applyStatus(
  book: OrderBook,
  order: Order,
  report: VenueReport,
  event: OrderEvent,
  result: ReportResult,
): void {
  const from = order.status;
  const cell = nextStatus(from, event, order.cumLots > 0);
  if (cell === "!" || cell === "-") {
    // Impossible for an honest venue; what a venue sends is quarantined, never asserted on.
    result.protocolError = `${report.report} in ${from}`;
    return;
  }
  if (cell === "=" || cell === from) return;
  order.tsLast = Math.max(order.tsLast, report.tsEvent);
  order.status = cell;
  result.to = cell;
  if (!isTerminal(cell)) return;
  assert(!isTerminal(from), "a terminal order changes only by a fill");
  order.pending = "none";
  order.reason = report.reason === "" ? null : report.reason;
  retireOrder(book, order);
}

function applyFill(book: OrderBook, order: BookedOrder, report: VenueReport, result: ReportResult): void {
  const from = order.status;
  const lots = report.quantityLots;
  if (!Number.isSafeInteger(lots) || lots <= 0) result.protocolError = "FILL_WITHOUT_LOTS";
  else if (!Number.isSafeInteger(report.priceTicks) || !Number.isSafeInteger(report.feeMicros)) {
    result.protocolError = "FILL_NOT_EXACT";
  } else if (report.executionId === "") result.protocolError = "FILL_WITHOUT_ID";
  if (result.protocolError !== "") return;

  const cumLots = order.cumLots + lots;
  const cell = nextStatus(from, cumLots >= order.quantityLots ? "fullFill" : "partialFill", true);
  if (cell === "!" || cell === "-") {
    result.protocolError = `fill in ${from}`;
    return;
  }
  if (!noteExecution(order, report.executionId)) {
    result.isDuplicate = true;
    return;
  }
  order.cumLots = cumLots;
  order.cumLotTicks += lots * report.priceTicks;
  order.feeMicros += report.feeMicros;
  order.tsLast = Math.max(order.tsLast, report.tsEvent);
  result.fillLots = lots;
  result.isLate = isTerminal(from);
  result.isOverfill = cumLots > order.quantityLots;
  if (cell !== "=") {
    order.status = cell;
    result.to = cell;
    if (isTerminal(cell) && !isTerminal(from)) {
      order.pending = "none";
      retireOrder(book, order);
    }
  }
  assert(order.cumLots < order.quantityLots || order.status === "FILLED", "cum = quantity means FILLED");
}
