import { assert } from "../assert.ts";
import type { OrderIndex, UnixMicros } from "../model/units.ts";
import type { VenueReport, VenueReportKind } from "../model/venue-report.ts";
import { findOrder, isSeen } from "./venue-book.ts";
import type { VenueOrder } from "./venue-order.ts";
import { executionReport, statusReport, unknownReport } from "./venue-reports.ts";
import type { SimulatedVenue } from "./venue-state.ts";

/**
 * What the venue knows of one order of ours: every execution as it was told, then the state; or
 * `not-found` for a number that never came. All of it answers (`isAnswer`) and counts in no
 * version. About an order that it has forgotten the venue says nothing: "not found" would be a lie.
 */
export function probeAtVenue(venue: SimulatedVenue, order: OrderIndex, now: UnixMicros, reports: VenueReport[]): void {
  if (answerState(venue, order, now, reports) || isSeen(venue, order)) return;
  reports.push(unknownReport({ order, venueOrderId: "" }, "not-found", "UNKNOWN_ORDER", now, true));
}

/** Appends what is known of an order of ours and tells whether it is known at all. */
export function answerState(
  venue: SimulatedVenue,
  order: OrderIndex,
  now: UnixMicros,
  reports: VenueReport[],
): boolean {
  const known = findOrder(venue, order);
  if (known === null) return false;
  for (const execution of known.executions) reports.push(executionReport(known, execution, now, true));
  const state = stateReportOf(known);
  if (state !== null) reports.push(statusReport(known, state, known.reason, now, now, true));
  return true;
}

/** The report that names a state; null for FILLED, which the fills say, unless one was taken back. */
function stateReportOf(order: Readonly<VenueOrder>): VenueReportKind | null {
  switch (order.status) {
    case "ACCEPTED":
      return "accepted";
    case "HELD":
      return "held";
    case "WORKING":
    case "PARTIAL":
      return "live";
    case "SUSPENDED":
      return "suspended";
    case "DONE_FOR_DAY":
      return "done-for-day";
    case "CANCELED":
      return "canceled";
    case "EXPIRED":
      return "expired";
    case "REJECTED":
      return "rejected";
    case "REPLACED":
      return "replaced";
    case "FILLED":
      assert(order.executions.length > 0, "an order is filled by fills");
      return order.cumLots < order.quantityLots ? "canceled" : null;
  }
}
