import { assert } from "../assert.ts";
import { halfEvenDiv } from "../math/round.ts";
import type { InstrumentIndex, PriceTicks, QuantityLots, UnixMicros } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { endOrder } from "./book-execution.ts";
import { multiplyDivide } from "./multiply-divide.ts";
import { sweepQueue } from "./venue-book.ts";
import { leavesOf, type VenueOrder } from "./venue-order.ts";
import { openReportOf, pushReport } from "./venue-reports.ts";
import { moveVenuePosition, type SimulatedVenue } from "./venue-state.ts";

/**
 * Restates position and open orders after a split, `to` new units for `from` old ones. The position keeps whole lots, towards zero
 * (what is paid for the rest is the caller's `moveVenueCash`); prices are rounded half-even to a
 * tick. What an order has filled stays as it was told, in old units; only what it still works is
 * restated, downwards to whole lots: an open order reports its state with SPLIT, one that nothing
 * is left of is canceled.
 */
export function splitAtVenue(
  venue: SimulatedVenue,
  instrument: InstrumentIndex,
  to: number,
  from: number,
  now: UnixMicros,
  reports: VenueReport[],
): void {
  assert(Number.isSafeInteger(to) && Number.isSafeInteger(from) && to > 0 && from > 0, "a split is whole for whole");
  const held = venue.positionLots[instrument] as number;
  const after = Math.sign(held) * multiplyDivide(Math.abs(held), to, from, "floor");
  moveVenuePosition(venue, instrument, after - held);
  const close = venue.lastCloseMicros[instrument] as number;
  venue.lastCloseMicros[instrument] = multiplyDivide(close, from, to, "half-even");
  venue.metBars[instrument] = null;
  for (const order of venue.resting[instrument] as VenueOrder[]) {
    if (restate(order, to, from) === 0) endOrder(order, "CANCELED", "SPLIT_FRACTION", now, now, reports);
  }
  sweepQueue(venue, instrument);
  for (const order of venue.resting[instrument] as VenueOrder[]) {
    pushReport(order, openReportOf(order), "SPLIT", now, now, reports);
  }
}

/** Puts an order's terms into new units and returns what is left to work. */
function restate(order: VenueOrder, to: number, from: number): QuantityLots {
  const leaves = multiplyDivide(leavesOf(order), to, from, "floor");
  assert(leaves >= 0, "a split leaves no less than nothing");
  order.quantityLots = order.cumLots + order.reducedLots + leaves;
  order.limitTicks = restatedTicks(order.limitTicks, to, from);
  order.stopTicks = restatedTicks(order.stopTicks, to, from);
  order.collarTicks = restatedTicks(order.collarTicks, to, from);
  order.trailTicks = restatedTicks(order.trailTicks, to, from);
  return leaves;
}

function restatedTicks(ticks: PriceTicks | null, to: number, from: number): PriceTicks | null {
  return ticks === null ? null : Math.max(1, halfEvenDiv(ticks * from, to));
}
