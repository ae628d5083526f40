import { assert } from "../assert.ts";
import type { UnixMicros } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { endOrder } from "./book-execution.ts";
import { answerState } from "./probe-at-venue.ts";
import { receiveOrder, refusalOf, type SentOrder } from "./receive-order.ts";
import { startWorking } from "./simulated-venue.ts";
import { findOrder, isSeen, keepDone, markSeen, sweepQueue } from "./venue-book.ts";
import { isOpenAtVenue, leavesOf, type VenueOrder } from "./venue-order.ts";
import { pushAccepted, pushReport, unknownReport, type VenueReason } from "./venue-reports.ts";
import type { SimulatedVenue } from "./venue-state.ts";

/**
 * Puts `leaf` in the place of the order it replaces, in one move or not at all. Its quantity is
 * the whole chain's, so it starts with what the chain has filled. Reports `replaced` (the old
 * order) and then `accepted` and `live` (the leaf), or `replace-rejected` (the old order), which
 * leaves everything as it was. A quantity of exactly what has filled ends the leaf at once, one
 * below it is refused. The leaf's place in the queue is a new one.
 */
export function replaceAtVenue(venue: SimulatedVenue, leaf: SentOrder, now: UnixMicros, reports: VenueReport[]): void {
  assert(leaf.replaces >= 0, "a replacing order names the one that it replaces");
  if (isSeen(venue, leaf.index)) {
    if (venue.refusesUsedIds) {
      reports.push(unknownReport({ order: leaf.index, venueOrderId: "" }, "rejected", "DUPLICATE_ID", now, false));
    } else answerState(venue, leaf.index, now, reports);
    return;
  }
  const old = findOrder(venue, leaf.replaces);
  const copy = receiveOrder(venue, leaf, now);
  const refusal = old === null ? "UNKNOWN_ORDER" : refusalOfReplace(venue, old, copy, now);
  markSeen(venue, leaf.index);
  if (old === null || refusal !== "") {
    refuse(venue, old, copy, refusal, now, reports);
    return;
  }
  old.status = "REPLACED";
  old.replacedBy = copy.order;
  pushReport(old, "replaced", "", now, now, reports);
  sweepQueue(venue, old.instrument);
  copy.carriedLots = old.cumLots;
  copy.cumLots = old.cumLots;
  copy.status = copy.cumLots > 0 ? "PARTIAL" : "WORKING";
  copy.isTriggered = old.isTriggered && copy.stopTicks === old.stopTicks;
  if (leavesOf(copy) === 0) {
    pushReport(copy, "accepted", "", now, now, reports);
    endOrder(copy, "CANCELED", "QUANTITY_FILLED", now, now, reports);
    keepDone(venue, copy);
    return;
  }
  pushAccepted(copy, now, reports);
  startWorking(venue, copy, now, reports);
}

/** Says no: the old order works on as if nothing had been, the leaf is known as rejected. */
function refuse(
  venue: SimulatedVenue,
  old: VenueOrder | null,
  leaf: VenueOrder,
  reason: VenueReason,
  now: UnixMicros,
  reports: VenueReport[],
): void {
  assert(reason !== "", "a refusal has a reason");
  if (old !== null) pushReport(old, "replace-rejected", reason, now, now, reports);
  else {
    const named = { order: leaf.replaces, venueOrderId: "" };
    reports.push(unknownReport(named, "replace-rejected", reason, now, false));
  }
  // Only for questions about the leaf: `replace-rejected` is all that the stream says.
  leaf.status = "REJECTED";
  leaf.reason = reason;
  leaf.version = 1;
  keepDone(venue, leaf);
}

function refusalOfReplace(
  venue: SimulatedVenue,
  old: Readonly<VenueOrder>,
  leaf: Readonly<VenueOrder>,
  now: UnixMicros,
): VenueReason {
  if (!isOpenAtVenue(old.status)) return "TOO_LATE";
  if (old.isBusy) return "PENDING";
  if (old.instrument !== leaf.instrument || old.isBuy !== leaf.isBuy) return "BAD_TERMS";
  const refusal = refusalOf(venue, leaf, now);
  if (refusal !== "") return refusal;
  return leaf.quantityLots < old.cumLots ? "BAD_QUANTITY" : "";
}
