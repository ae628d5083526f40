import type { OrderStatus } from "../model/order.ts";
import type { QuantityLots } from "../model/units.ts";
import type { BookedFill } from "./fill-set.ts";
import type { BookedOrder } from "./order-book.ts";

/** What a report did to the book; one object is reused, so read it before the next report. */
export interface ReportResult {
  /** Null when the report names no order that the book knows. */
  order: BookedOrder | null;
  from: OrderStatus;
  to: OrderStatus;
  /** Lots to book in the account; 0 when the report brings no new fill. */
  fillLots: QuantityLots;
  /** The fill that the report takes back; of a correction it is reversed first, then the new one booked. */
  reversed: BookedFill | null;
  /** The fill came after the order was terminal. */
  isLate: boolean;
  /** Known already; nothing was changed. */
  isDuplicate: boolean;
  /** The fills now exceed the quantity: booked all the same, the strategy must halt. */
  isOverfill: boolean;
  /** The venue works an order that we hold for finished: counted again, alert, cancel. */
  isResurrected: boolean;
  /** Two reports contradict each other about money: the account's truth is in doubt. */
  isDoubtful: boolean;
  /** Why the report must be quarantined; empty when it was applied. Then nothing was booked. */
  protocolError: string;
  /** The order that replaces this one, where the report settled it too; null: not. */
  leaf: BookedOrder | null;
  leafFrom: OrderStatus;
  leafTo: OrderStatus;
  /** An order whose pending request ended without effect; null: none. */
  settled: BookedOrder | null;
  /** An order that works for more than is wanted: it must be cancelled; null: none. */
  excess: BookedOrder | null;
  /** An order whose queued cancel goes out now; null: none. */
  queued: BookedOrder | null;
  /** The venue counts more filled lots than were booked: the fills are asked for, never invented. */
  hasGap: boolean;
  /** The report leaves something open that only the venue can answer. */
  needsProbe: boolean;
}

/** An empty result, to be reused. */
export function createReportResult(): ReportResult {
  return {
    order: null,
    from: "INTENT",
    to: "INTENT",
    fillLots: 0,
    reversed: null,
    isLate: false,
    isDuplicate: false,
    isOverfill: false,
    isResurrected: false,
    isDoubtful: false,
    protocolError: "",
    leaf: null,
    leafFrom: "INTENT",
    leafTo: "INTENT",
    settled: null,
    excess: null,
    queued: null,
    hasGap: false,
    needsProbe: false,
  };
}

/** Empties a result for the next report, about `order`. */
export function resetReportResult(result: ReportResult, order: BookedOrder | null): void {
  result.order = order;
  result.from = order === null ? "INTENT" : order.status;
  result.to = result.from;
  result.fillLots = 0;
  result.reversed = null;
  result.isLate = false;
  result.isDuplicate = false;
  result.isOverfill = false;
  result.isResurrected = false;
  result.isDoubtful = false;
  result.protocolError = "";
  result.leaf = null;
  result.leafFrom = "INTENT";
  result.leafTo = "INTENT";
  result.settled = null;
  result.excess = null;
  result.queued = null;
  result.hasGap = false;
  result.needsProbe = false;
}
