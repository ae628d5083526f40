import { assert } from "../assert.ts";
import type { BarClosed } from "../model/input.ts";
import type { Instrument } from "../model/instrument.ts";
import type { Order } from "../model/order.ts";
import type { OrderIndex, UnixMicros } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { fillOrder } from "./fill-order.ts";
import { matchOrder } from "./match-order.ts";
import { pushAccepted, pushReport, type VenueReason } from "./venue-reports.ts";
import { NEVER, type SimulatedVenue, type VenueOrder } from "./venue-state.ts";

/**
 * Hands an order to the venue, which copies what it needs and answers at `now`: rejected, or
 * accepted and live (and filled, for market orders under `same-bar-close`). Idempotent: an order
 * that came before is answered with where it rests, or not at all when it is done.
 */
export function submitToVenue(
  venue: SimulatedVenue,
  order: Readonly<Order>,
  now: UnixMicros,
  reports: VenueReport[],
): void {
  if (isSeen(venue, order.index)) {
    const resting = findResting(venue, order.index);
    if (resting !== null) pushAccepted(order.index, now, reports);
    return;
  }
  markSeen(venue, order.index);
  const copy: VenueOrder = {
    order: order.index,
    instrument: order.instrument,
    isBuy: order.side === "buy",
    type: order.type,
    timeInForce: order.timeInForce,
    quantityLots: order.quantityLots,
    limitTicks: order.limitTicks,
    stopTicks: order.stopTicks,
    collarTicks: order.collarTicks,
    onShortfall: order.onShortfall,
    tsExpire: order.timeInForce === "day" ? firstCloseAfter(venue, now) : NEVER,
    isTriggered: false,
  };
  const refusal = refusalOf(venue, copy);
  if (refusal !== "") {
    pushReport(copy.order, "rejected", refusal, now, now, reports);
    return;
  }
  pushAccepted(copy.order, now, reports);
  const lastClose = venue.lastCloseMicros[copy.instrument] as number;
  if (venue.fillModel === "same-bar-close" && copy.type === "market" && lastClose > 0) {
    fillOrder(venue, copy, { baseMicros: lastClose, isAtOpen: true, hasSlippage: true }, now, now, reports);
  } else {
    (venue.resting[copy.instrument] as VenueOrder[]).push(copy);
  }
}

/** Asks for a cancel: answered `canceled`, or `cancel-rejected` when the order does not rest here. */
export function cancelAtVenue(venue: SimulatedVenue, order: OrderIndex, now: UnixMicros, reports: VenueReport[]): void {
  const resting = findResting(venue, order);
  if (resting !== null) {
    const queue = venue.resting[resting.instrument] as VenueOrder[];
    queue.splice(queue.indexOf(resting), 1);
    pushReport(order, "canceled", "CANCEL_REQUESTED", now, now, reports);
    return;
  }
  const reason: VenueReason = isSeen(venue, order) ? "NOT_WORKING" : "UNKNOWN_ORDER";
  pushReport(order, "cancel-rejected", reason, now, now, reports);
}

/** Matches the resting orders of the bar's instrument in order of arrival; call it before the core sees the bar. */
export function venueReceivesBar(venue: SimulatedVenue, bar: BarClosed, reports: VenueReport[]): void {
  const resting = venue.resting[bar.instrument];
  assert(resting !== undefined, "a bar names an instrument of the venue");
  if (resting.length > 0) matchResting(venue, resting, bar, reports);
  venue.lastCloseMicros[bar.instrument] = bar.closeMicros;
}

function matchResting(venue: SimulatedVenue, resting: VenueOrder[], bar: BarClosed, reports: VenueReport[]): void {
  let kept = 0;
  for (let i = 0; i < resting.length; i++) {
    const order = resting[i] as VenueOrder;
    if (!isDoneAfterBar(venue, order, bar, reports)) resting[kept++] = order;
  }
  while (resting.length > kept) resting.pop();
}

/** Lets one bar act on one resting order; true when the order is done with. */
function isDoneAfterBar(venue: SimulatedVenue, order: VenueOrder, bar: BarClosed, reports: VenueReport[]): boolean {
  const tsClose = bar.tsEvent;
  if (order.tsExpire <= bar.tsOpen) {
    pushReport(order.order, "expired", "DAY_END", order.tsExpire, tsClose, reports);
    return true;
  }
  const instrument = venue.instruments[order.instrument] as Instrument;
  const match = matchOrder(order, bar, instrument.tickMicros, venue.costs.touch);
  if (match !== null) {
    fillOrder(venue, order, match, match.isAtOpen ? bar.tsOpen : tsClose, tsClose, reports);
    return true;
  }
  if (order.timeInForce === "ioc") {
    pushReport(order.order, "canceled", "IOC_UNFILLED", bar.tsOpen, tsClose, reports);
    return true;
  }
  if (order.tsExpire <= tsClose) {
    pushReport(order.order, "expired", "DAY_END", order.tsExpire, tsClose, reports);
    return true;
  }
  return false;
}

function refusalOf(venue: SimulatedVenue, order: VenueOrder): VenueReason {
  const instrument = venue.instruments[order.instrument];
  if (instrument === undefined) return "UNKNOWN_INSTRUMENT";
  if (!instrument.isTradable) return "NOT_TRADABLE";
  if (!isPositiveInteger(order.quantityLots)) return "BAD_QUANTITY";
  const hasLimit = order.type === "limit" || order.type === "stop-limit";
  const hasStop = order.type === "stop" || order.type === "stop-limit";
  if (hasLimit && !isPositiveInteger(order.limitTicks)) return "BAD_PRICE";
  if (hasStop && !isPositiveInteger(order.stopTicks)) return "BAD_PRICE";
  return "";
}

function isPositiveInteger(value: number | null): boolean {
  return value !== null && Number.isSafeInteger(value) && value > 0;
}

/** Close of the session that contains `now` or follows it; NEVER beyond the table's end. */
function firstCloseAfter(venue: SimulatedVenue, now: UnixMicros): UnixMicros {
  const { closes } = venue.sessions;
  // Time mostly goes forward by little: walk on from the session of the order before.
  let at = venue.sessionCursor;
  while (at < closes.length && (closes[at] as number) <= now) at++;
  while (at > 0 && (closes[at - 1] as number) > now) at--;
  venue.sessionCursor = at;
  return closes[at] ?? NEVER;
}

function findResting(venue: SimulatedVenue, order: OrderIndex): VenueOrder | null {
  for (const queue of venue.resting) {
    for (const resting of queue) if (resting.order === order) return resting;
  }
  return null;
}

function isSeen(venue: SimulatedVenue, order: OrderIndex): boolean {
  const word = venue.seen[order >>> 5] ?? 0;
  return ((word >>> (order & 31)) & 1) === 1;
}

function markSeen(venue: SimulatedVenue, order: OrderIndex): void {
  assert(order >>> 0 === order, "an order of ours has a number below 2^32");
  const at = order >>> 5;
  while (venue.seen.length <= at) venue.seen.push(0);
  venue.seen[at] = (venue.seen[at] as number) | (1 << (order & 31));
}
