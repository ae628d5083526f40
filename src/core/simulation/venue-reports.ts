import type { MoneyMicrosSafe, OrderIndex, PriceTicks, QuantityLots, UnixMicros } from "../model/units.ts";
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

/** This venue knows an order by our own number. */
const NO_VENUE_ID = "";

/** A fill in the venue's words. */
export interface ReportedFill {
  readonly order: OrderIndex;
  readonly tsEvent: UnixMicros;
  readonly tsReceived: UnixMicros;
  readonly quantityLots: QuantityLots;
  readonly priceTicks: PriceTicks;
  readonly feeMicros: MoneyMicrosSafe;
  readonly slippageMicros: MoneyMicrosSafe;
}

/** Appends the two answers to an order that the venue takes. */
export function pushAccepted(order: OrderIndex, now: UnixMicros, reports: VenueReport[]): void {
  pushReport(order, "accepted", "", now, now, reports);
  pushReport(order, "live", "", now, now, reports);
}

/** Appends a report that is no fill. */
export function pushReport(
  order: OrderIndex,
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
    order,
    venueOrderId: NO_VENUE_ID,
    venueVersion: 0,
    cumLots: -1,
    leavesLots: -1,
    isAnswer: false,
    executionId: "",
    refExecutionId: "",
    quantityLots: 0,
    priceTicks: 0,
    feeMicros: 0,
    slippageMicros: 0,
    reason,
    external: null,
  });
}

/** Appends the fill of an order. */
export function pushFill(fill: ReportedFill, reports: VenueReport[]): void {
  reports.push({
    kind: "VenueReport",
    seq: 0,
    tsEvent: fill.tsEvent,
    tsReceived: fill.tsReceived,
    report: "fill",
    order: fill.order,
    venueOrderId: NO_VENUE_ID,
    venueVersion: 0,
    cumLots: -1,
    leavesLots: -1,
    isAnswer: false,
    // At most one fill per order here, so a constant identifies it within the order.
    executionId: "1",
    refExecutionId: "",
    quantityLots: fill.quantityLots,
    priceTicks: fill.priceTicks,
    feeMicros: fill.feeMicros,
    slippageMicros: fill.slippageMicros,
    reason: "",
    external: null,
  });
}
