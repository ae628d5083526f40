import { assert } from "../assert.ts";
import type { QuantityLots, UnixMicros } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { endOrder } from "./book-execution.ts";
import { findOrder } from "./venue-book.ts";
import { isOpenAtVenue, leavesOf, type VenueOrder } from "./venue-order.ts";
import { openReportOf, pushReport } from "./venue-reports.ts";
import type { SimulatedVenue } from "./venue-state.ts";

/**
 * Legs with one parent exclude each other: what a stop fills is taken off its targets and the
 * other way round; a leg that nothing is left of is canceled as OCO. The caller sweeps the queue.
 */
export function excludeLegs(
  venue: SimulatedVenue,
  filled: VenueOrder,
  lots: QuantityLots,
  tsEvent: UnixMicros,
  tsReceived: UnixMicros,
  reports: VenueReport[],
): void {
  assert(filled.leg !== "none", "only legs exclude each other");
  const other = filled.leg === "stop" ? "target" : "stop";
  let left = lots;
  for (const leg of venue.resting[filled.instrument] as VenueOrder[]) {
    if (left === 0) return;
    if (leg.leg !== other || leg.parent !== filled.parent || !isOpenAtVenue(leg.status)) continue;
    left -= reduceLeg(leg, left, tsEvent, tsReceived, reports);
  }
}

/**
 * Cuts a leg that has just come to what its entry filled less what legs of the group already
 * filled: its sibling may have filled before it came. An entry that is not known here cuts nothing.
 */
export function cutToGroup(venue: SimulatedVenue, leg: VenueOrder, now: UnixMicros, reports: VenueReport[]): void {
  const entry = findOrder(venue, leg.parent);
  if (entry === null) return;
  if (entry.legFilledLots === 0) return;
  const tooMany = leavesOf(leg) - Math.max(0, entry.cumLots - entry.legFilledLots);
  if (tooMany > 0) reduceLeg(leg, tooMany, now, now, reports);
}

/** Takes at most `lots` off a leg and returns how many it took. */
function reduceLeg(
  leg: VenueOrder,
  lots: QuantityLots,
  tsEvent: UnixMicros,
  tsReceived: UnixMicros,
  reports: VenueReport[],
): QuantityLots {
  const taken = Math.min(lots, leavesOf(leg));
  if (taken === 0) return 0;
  leg.reducedLots += taken;
  assert(leg.cumLots + leg.reducedLots <= leg.quantityLots || leg.isOverfilled, "no more is taken off than is left");
  if (leavesOf(leg) === 0) endOrder(leg, "CANCELED", "OCO", tsEvent, tsReceived, reports);
  else pushReport(leg, openReportOf(leg), "OCO_REDUCED", tsEvent, tsReceived, reports);
  return taken;
}
