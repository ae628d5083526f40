import type { OrderIndex, UnixMicros } from "../model/units.ts";
import type { VenueReport, VenueReportKind } from "../model/venue-report.ts";

/** Codes in the `reason` of this venue's reports. */
export type VenueReason =
  | ""
  | "UNKNOWN_INSTRUMENT"
  | "NOT_TRADABLE"
  | "BAD_QUANTITY"
  | "BAD_PRICE"
  | "INSUFFICIENT_FUNDS"
  | "PRICE_COLLAR"
  | "IOC_UNFILLED"
  | "DAY_END"
  | "CANCEL_REQUESTED"
  | "UNKNOWN_ORDER"
  | "NOT_WORKING";

/** What names an order in the venue's reports. */
export interface ReportedOrder {
  readonly order: OrderIndex;
  readonly venueOrderId: string;
}

/** Appends the two answers to an order that the venue takes. */
export function pushAccepted(order: ReportedOrder, now: UnixMicros, reports: VenueReport[]): void {
  pushReport(order, "accepted", "", now, now, reports);
  pushReport(order, "live", "", now, now, reports);
}

/** Appends a report that is no fill. */
export function pushReport(
  order: ReportedOrder,
  report: VenueReportKind,
  reason: VenueReason,
  tsEvent: UnixMicros,
  tsReceived: UnixMicros,
  reports: VenueReport[],
): void {
  reports.push({
    kind: "VenueReport",
    seq: 0,
    tsEvent,
    tsReceived,
    report,
    order: order.order,
    venueOrderId: order.venueOrderId,
    executionId: "",
    quantityLots: 0,
    priceTicks: 0,
    feeMicros: 0,
    slippageMicros: 0,
    reason,
  });
}
