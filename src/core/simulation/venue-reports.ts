import { bareReport } from "../model/bare-report.ts";
import { assert } from "../assert.ts";
import type { UnixMicros } from "../model/units.ts";
import type { ExternalOrder, VenueReport, VenueReportKind } from "../model/venue-report.ts";
import { isOpenAtVenue, leavesOf, type VenueExecution, type VenueOrder } from "./venue-order.ts";

/** Codes in the `reason` of this venue's reports. */
export type VenueReason =
  | ""
  | "UNKNOWN_INSTRUMENT"
  | "NOT_TRADABLE"
  | "BAD_QUANTITY"
  | "BAD_PRICE"
  | "BAD_TIME"
  | "DUPLICATE_ID"
  | "INSUFFICIENT_FUNDS"
  | "PRICE_COLLAR"
  | "IOC_UNFILLED"
  | "FOK_UNFILLED"
  | "DAY_END"
  | "GTD_END"
  | "CANCEL_REQUESTED"
  | "UNKNOWN_ORDER"
  | "NOT_WORKING"
  /** A replacement came after the order's end, while another request was pending, or with terms of another order. */
  | "TOO_LATE"
  | "PENDING"
  | "BAD_TERMS"
  | "REPLACE_REJECTED"
  /** The new quantity is exactly what had filled: nothing is left to work. */
  | "QUANTITY_FILLED"
  /** The other leg of the group filled: less is left, or nothing. */
  | "OCO_REDUCED"
  | "OCO"
  | "SPLIT"
  | "SPLIT_FRACTION"
  | "FILL_REVERSED"
  | "REJECTED_LATE"
  | "UNSOLICITED";

/** Appends the two answers to an order that the venue takes. */
export function pushAccepted(order: VenueOrder, now: UnixMicros, reports: VenueReport[]): void {
  pushReport(order, "accepted", "", now, now, reports);
  pushReport(order, "live", "", now, now, reports);
}

/** Appends a report of the stream that is no execution; it counts in the order's version. */
export function pushReport(
  order: VenueOrder,
  report: VenueReportKind,
  reason: VenueReason,
  tsEvent: UnixMicros,
  tsReceived: UnixMicros,
  reports: VenueReport[],
): void {
  order.version += 1;
  reports.push(statusReport(order, report, reason, tsEvent, tsReceived, false));
}

/** A report that is no execution, with the order's figures as they stand. */
export function statusReport(
  order: Readonly<VenueOrder>,
  report: VenueReportKind,
  reason: string,
  tsEvent: UnixMicros,
  tsReceived: UnixMicros,
  isAnswer: boolean,
): VenueReport {
  return {
    kind: "VenueReport",
    seq: 0,
    tsEvent,
    tsReceived,
    report,
    order: order.order,
    venueOrderId: order.id,
    venueVersion: order.version,
    cumLots: order.cumLots,
    leavesLots: leavesOf(order),
    isAnswer,
    executionId: "",
    refExecutionId: "",
    quantityLots: 0,
    priceTicks: 0,
    feeMicros: 0,
    slippageMicros: 0,
    reason,
    external: externalOf(order),
  };
}

/** A fill, bust or correction in the venue's words, as news or as the answer to a question. */
export function executionReport(
  order: Readonly<VenueOrder>,
  execution: VenueExecution,
  tsReceived: UnixMicros,
  isAnswer: boolean,
): VenueReport {
  return {
    kind: "VenueReport",
    seq: 0,
    tsEvent: execution.tsEvent,
    tsReceived,
    report: execution.what,
    order: order.order,
    venueOrderId: order.id,
    venueVersion: execution.version,
    cumLots: execution.cumLots,
    leavesLots: execution.leavesLots,
    isAnswer,
    executionId: execution.executionId,
    refExecutionId: execution.refExecutionId,
    quantityLots: execution.quantityLots,
    priceTicks: execution.priceTicks,
    feeMicros: execution.feeMicros,
    slippageMicros: execution.slippageMicros,
    reason: "",
    external: externalOf(order),
  };
}

/** What is said about an order that the venue does not know: by our number, or by a name that is no order's. */
export function unknownReport(
  named: { readonly order: number; readonly venueOrderId: string },
  report: VenueReportKind,
  reason: VenueReason,
  now: UnixMicros,
  isAnswer: boolean,
): VenueReport {
  const { order, venueOrderId } = named;
  return bareReport({ report, order, venueOrderId, tsEvent: now, tsReceived: now, isAnswer, reason });
}

/** The report that repeats the state of an open order with new figures. */
export function openReportOf(order: Readonly<VenueOrder>): "live" | "held" | "suspended" | "done-for-day" {
  switch (order.status) {
    case "HELD":
      return "held";
    case "SUSPENDED":
      return "suspended";
    case "DONE_FOR_DAY":
      return "done-for-day";
    default:
      assert(isOpenAtVenue(order.status), "only an open order is said to be in a state");
      return "live";
  }
}

/** The terms of an order as anybody at the venue sees them. */
export function termsOf(order: Readonly<VenueOrder>): ExternalOrder {
  return {
    instrument: order.instrument,
    side: order.isBuy ? "buy" : "sell",
    type: order.type,
    quantityLots: order.quantityLots,
    limitTicks: order.limitTicks,
    stopTicks: order.stopTicks,
  };
}

function externalOf(order: Readonly<VenueOrder>): ExternalOrder | null {
  return order.order < 0 ? termsOf(order) : null;
}
