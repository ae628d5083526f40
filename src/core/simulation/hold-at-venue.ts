import { assert } from "../assert.ts";
import type { UnixMicros } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { endOrder } from "./book-execution.ts";
import { findById, nextOpenAfter, sweepQueue } from "./venue-book.ts";
import { isMatched, isOpenAtVenue, type VenueOrder, workingStatusOf } from "./venue-order.ts";
import { pushReport } from "./venue-reports.ts";
import type { SimulatedVenue } from "./venue-state.ts";

/**
 * What a venue does to open orders on its own. Each function returns whether it did anything:
 * false for an order that is not known or not in a state for it.
 */

/** Keeps an order back: nothing is matched until it is resumed. */
export function holdAtVenue(venue: SimulatedVenue, id: string, now: UnixMicros, reports: VenueReport[]): boolean {
  const order = findById(venue, id);
  if (order === null || !isMatched(order.status)) return false;
  order.status = "HELD";
  pushReport(order, "held", "", now, now, reports);
  return true;
}

/** Suspends an order: nothing is matched until it is resumed. */
export function suspendAtVenue(venue: SimulatedVenue, id: string, now: UnixMicros, reports: VenueReport[]): boolean {
  const order = findById(venue, id);
  if (order === null || !isMatched(order.status)) return false;
  order.status = "SUSPENDED";
  pushReport(order, "suspended", "", now, now, reports);
  return true;
}

/** Lets a held, suspended or done-for-day order work again. */
export function resumeAtVenue(venue: SimulatedVenue, id: string, now: UnixMicros, reports: VenueReport[]): boolean {
  const order = findById(venue, id);
  if (order === null || !isOpenAtVenue(order.status) || isMatched(order.status)) return false;
  order.status = workingStatusOf(order);
  pushReport(order, "live", "", now, now, reports);
  return true;
}

/** Ends an order's day: it works again from the first bar of the next session, if it lasts that long. */
export function doneForDayAtVenue(venue: SimulatedVenue, id: string, now: UnixMicros, reports: VenueReport[]): boolean {
  const order = findById(venue, id);
  if (order === null || !isMatched(order.status)) return false;
  order.status = "DONE_FOR_DAY";
  order.tsReturn = nextOpenAfter(venue, now);
  assert(order.tsReturn > now, "an order comes back in a later session");
  pushReport(order, "done-for-day", "", now, now, reports);
  return true;
}

/** Cancels an order that nobody here asked to cancel: by the venue, or by a person at its screen. */
export function cancelUnasked(venue: SimulatedVenue, id: string, now: UnixMicros, reports: VenueReport[]): boolean {
  const order = findOpen(venue, id);
  if (order === null) return false;
  endOrder(order, "CANCELED", "UNSOLICITED", now, now, reports);
  sweepQueue(venue, order.instrument);
  return true;
}

/** Rejects an order after it was accepted; one that has filled is never rejected. */
export function rejectLate(venue: SimulatedVenue, id: string, now: UnixMicros, reports: VenueReport[]): boolean {
  const order = findOpen(venue, id);
  if (order === null || order.cumLots > 0 || order.executions.length > 0) return false;
  endOrder(order, "REJECTED", "REJECTED_LATE", now, now, reports);
  sweepQueue(venue, order.instrument);
  return true;
}

/** While busy, requests to cancel or replace the order are refused as PENDING. */
export function busyAtVenue(venue: SimulatedVenue, id: string, isBusy: boolean): boolean {
  const order = findOpen(venue, id);
  if (order === null || order.isBusy === isBusy) return false;
  order.isBusy = isBusy;
  return true;
}

function findOpen(venue: SimulatedVenue, id: string): VenueOrder | null {
  const order = findById(venue, id);
  return order !== null && isOpenAtVenue(order.status) ? order : null;
}
