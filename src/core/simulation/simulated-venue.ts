import { assert } from "../assert.ts";
import type { BarClosed } from "../model/input.ts";
import type { Instrument } from "../model/instrument.ts";
import type { OrderIndex, UnixMicros } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { endOrder } from "./book-execution.ts";
import { cutToGroup } from "./exclude-legs.ts";
import { barLots, fillOrder, offeredLots } from "./fill-order.ts";
import {
  doesOpenFillTarget,
  isAmbiguous,
  isForOpenOnly,
  type MatchRules,
  matchOrder,
  trailStop,
} from "./match-order.ts";
import { answerState } from "./probe-at-venue.ts";
import { receiveOrder, refusalOf, type SentOrder, startTrail } from "./receive-order.ts";
import { findById, findOrder, isSeen, keepDone, markSeen, restOrder, sweepQueue } from "./venue-book.ts";
import { isMatched, isOpenAtVenue, type VenueOrder, workingStatusOf } from "./venue-order.ts";
import { pushAccepted, pushReport, unknownReport, type VenueReason } from "./venue-reports.ts";
import { NEVER, type SimulatedVenue } from "./venue-state.ts";

/**
 * Hands an order to the venue, which copies what it needs and answers at `now`: rejected, or
 * accepted and live (and filled, for market orders under `same-bar-close`). A number that came
 * before is answered by what became of it, or rejected where used numbers are refused.
 */
export function submitToVenue(venue: SimulatedVenue, order: SentOrder, now: UnixMicros, reports: VenueReport[]): void {
  if (isSeen(venue, order.index)) {
    if (venue.refusesUsedIds) {
      reports.push(unknownReport({ order: order.index, venueOrderId: "" }, "rejected", "DUPLICATE_ID", now, false));
    } else answerState(venue, order.index, now, reports);
    return;
  }
  markSeen(venue, order.index);
  const copy = receiveOrder(venue, order, now);
  const refusal = refusalOf(venue, copy, now);
  if (refusal !== "") {
    endOrder(copy, "REJECTED", refusal, now, now, reports);
    keepDone(venue, copy);
    return;
  }
  pushAccepted(copy, now, reports);
  startWorking(venue, copy, now, reports);
}

/** Puts an accepted order to work: what it can fill at once, then it rests. */
export function startWorking(venue: SimulatedVenue, order: VenueOrder, now: UnixMicros, reports: VenueReport[]): void {
  startTrail(venue, order);
  const lastClose = venue.lastCloseMicros[order.instrument] as number;
  const isHalted = venue.halted[order.instrument] === 1;
  if (venue.fillModel === "same-bar-close" && order.type === "market" && lastClose > 0 && !isHalted) {
    fillOrder(venue, order, { baseMicros: lastClose, isAtOpen: true, hasSlippage: true }, now, now, reports);
    if (isOpenAtVenue(order.status) && order.timeInForce === "ioc") {
      endOrder(order, "CANCELED", "IOC_UNFILLED", now, now, reports);
    }
  }
  if (order.leg !== "none") {
    if (order.leg === "target") noteAmbiguousEntry(venue, order);
    cutToGroup(venue, order, now, reports);
    if (isOpenAtVenue(order.status) && !isHalted) meetEntryBar(venue, order, now, reports);
  }
  if (isOpenAtVenue(order.status)) restOrder(venue, order);
  else keepDone(venue, order);
  // A leg that filled at once took from the ones that rest.
  if (order.leg !== "none") sweepQueue(venue, order.instrument);
}

/**
 * A leg can only be sent once its entry's fill is known, at the close of the bar that filled it,
 * but that bar counts for it (semantics section 3): all of its range after a market entry, the
 * stop alone after any other, since nobody knows what of the range came after the entry. So a leg
 * is matched against the bar that filled its entry as soon as it comes, if that is still the last
 * bar. Of two legs the stop must be sent first, so that the loss side wins.
 */
function meetEntryBar(venue: SimulatedVenue, leg: VenueOrder, now: UnixMicros, reports: VenueReport[]): void {
  const bar = venue.metBars[leg.instrument] as BarClosed | null;
  if (bar === null || leg.replaces >= 0) return;
  const entry = findOrder(venue, leg.parent);
  const last = entry?.executions.at(-1);
  if (entry === null || last === undefined || last.what !== "fill" || last.tsKnown !== bar.tsEvent) return;
  const isWholeRange = entry.type === "market" && last.tsEvent === bar.tsOpen;
  if (leg.leg === "target" && !isWholeRange) return;
  const rules = venue.rules[leg.instrument] as MatchRules;
  const { tickMicros } = rules;
  // Before an entry within the bar its open is history: the stop is met at its level, not at a better or worse open.
  const inside = leg.leg === "stop" && !isWholeRange && leg.stopTicks !== null ? leg.stopTicks * tickMicros : null;
  const met = inside === null ? bar : { ...bar, openMicros: leg.isBuy ? inside - 1 : inside + 1 };
  const match = matchOrder(leg, met, rules);
  if (match !== null) fillOrder(venue, leg, match, now, now, reports);
  else if (leg.type === "trailing-stop" && isWholeRange) trailStop(leg, bar, tickMicros);
}

/** Counts the entry's own bar as well: the stop came first because it was sent first. */
function noteAmbiguousEntry(venue: SimulatedVenue, target: VenueOrder): void {
  const bar = venue.metBars[target.instrument] as BarClosed | null;
  if (bar === null || target.replaces >= 0) return;
  const isStop = (other: VenueOrder): boolean => other.leg === "stop" && other.parent === target.parent;
  const stop = venue.done.findLast(isStop);
  if (stop?.executions.at(-1)?.tsKnown !== bar.tsEvent) return;
  if (isAmbiguous(stop, target, bar, venue.rules[target.instrument] as MatchRules)) venue.ambiguousBars += 1;
}

/** Asks for a cancel: answered `canceled`, or `cancel-rejected` when the order does not work here. */
export function cancelAtVenue(venue: SimulatedVenue, order: OrderIndex, now: UnixMicros, reports: VenueReport[]): void {
  const known = findOrder(venue, order);
  if (known !== null) {
    cancelKnown(venue, known, now, reports);
    return;
  }
  const reason: VenueReason = isSeen(venue, order) ? "NOT_WORKING" : "UNKNOWN_ORDER";
  reports.push(unknownReport({ order, venueOrderId: "" }, "cancel-rejected", reason, now, false));
}

/** The same by the venue's own name, the only one that a foreign order has. */
export function cancelForeignAtVenue(
  venue: SimulatedVenue,
  venueOrderId: string,
  now: UnixMicros,
  reports: VenueReport[],
): void {
  const order = findById(venue, venueOrderId);
  if (order === null) {
    reports.push(unknownReport({ order: -1, venueOrderId }, "cancel-rejected", "UNKNOWN_ORDER", now, false));
  } else cancelKnown(venue, order, now, reports);
}

function cancelKnown(venue: SimulatedVenue, order: VenueOrder, now: UnixMicros, reports: VenueReport[]): void {
  if (!isOpenAtVenue(order.status) || order.isBusy) {
    const reason = isOpenAtVenue(order.status) ? "PENDING" : "NOT_WORKING";
    pushReport(order, "cancel-rejected", reason, now, now, reports);
    return;
  }
  endOrder(order, "CANCELED", "CANCEL_REQUESTED", now, now, reports);
  sweepQueue(venue, order.instrument);
}

/**
 * True while no order rests: then a bar only replaces what the venue remembers of the one before, so
 * that of several bars in a row it may be handed the last of each instrument alone.
 */
export function isQuietAtVenue(venue: SimulatedVenue): boolean {
  for (let i = 0; i < venue.resting.length; i++) if ((venue.resting[i] as VenueOrder[]).length > 0) return false;
  return true;
}

/** Matches the resting orders of the bar's instrument in order of arrival; call it before the core sees the bar. */
export function venueReceivesBar(venue: SimulatedVenue, bar: BarClosed, reports: VenueReport[]): void {
  const resting = venue.resting[bar.instrument];
  assert(resting !== undefined, "a bar names an instrument of the venue");
  if (venue.participation !== null) {
    const instrument = venue.instruments[bar.instrument] as Instrument;
    const lots = barLots(instrument, bar.volume);
    venue.volumeLots[bar.instrument] = lots;
    venue.volumeLeftLots[bar.instrument] = offeredLots(lots, venue.participation);
  }
  if (resting.length > 0) matchResting(venue, resting, bar, reports);
  else if (venue.metBars[bar.instrument] !== null) venue.metBars[bar.instrument] = null;
  venue.lastCloseMicros[bar.instrument] = bar.closeMicros;
}

function matchResting(venue: SimulatedVenue, resting: VenueOrder[], bar: BarClosed, reports: VenueReport[]): void {
  const before = reports.length;
  for (let i = 0; i < resting.length; i++) {
    const order = resting[i] as VenueOrder;
    if (order.leg === "stop") meetTargetFirst(venue, order, bar, reports);
    meetBar(venue, order, bar, reports);
  }
  sweepQueue(venue, bar.instrument);
  // A copy: a feed may reuse the bar. Without a report nothing filled, so no leg will ask for it.
  venue.metBars[bar.instrument] = reports.length > before ? { ...bar } : null;
}

/** An open beyond the target alone fills the target: only what follows the open is open to doubt. */
function meetTargetFirst(venue: SimulatedVenue, stop: VenueOrder, bar: BarClosed, reports: VenueReport[]): void {
  if (!isMatched(stop.status)) return;
  const rules = venue.rules[stop.instrument] as MatchRules;
  // What is left of a triggered stop fills at the open, and nothing fills during a halt.
  const mayDoubt = !stop.isTriggered && venue.halted[bar.instrument] === 0;
  for (const target of venue.resting[bar.instrument] as VenueOrder[]) {
    if (target.leg !== "target" || target.parent !== stop.parent) continue;
    if (doesOpenFillTarget(target, stop, bar, rules)) meetBar(venue, target, bar, reports);
    else if (mayDoubt && isAmbiguous(stop, target, bar, rules)) venue.ambiguousBars += 1;
  }
}

/**
 * True while the order is still on its way, or lets bars pass. Protective legs are not: they lie
 * at the venue with their entry.
 */
function isUnderWay(order: VenueOrder, bar: BarClosed): boolean {
  if (bar.tsOpen < order.tsActive) return true;
  if (order.barsToPass === 0) return false;
  order.barsToPass -= 1;
  return true;
}

/** Lets one bar act on one resting order. */
function meetBar(venue: SimulatedVenue, order: VenueOrder, bar: BarClosed, reports: VenueReport[]): void {
  if (!isOpenAtVenue(order.status)) return;
  const tsClose = bar.tsEvent;
  const end: VenueReason = order.timeInForce === "gtd" ? "GTD_END" : "DAY_END";
  if (order.tsExpire <= bar.tsOpen) {
    endOrder(order, "EXPIRED", end, order.tsExpire, tsClose, reports);
    return;
  }
  if (order.status === "DONE_FOR_DAY" && order.tsReturn <= bar.tsOpen) {
    order.tsReturn = NEVER;
    order.status = workingStatusOf(order);
    pushReport(order, "live", "", bar.tsOpen, tsClose, reports);
  }
  const isHere = !isUnderWay(order, bar);
  if (isHere && isMatched(order.status) && venue.halted[bar.instrument] === 0) matchBar(venue, order, bar, reports);
  if (!isOpenAtVenue(order.status)) return;
  if (isHere && isForOpenOnly(order) && isMatched(order.status)) {
    const reason = order.timeInForce === "fok" ? "FOK_UNFILLED" : "IOC_UNFILLED";
    endOrder(order, "CANCELED", reason, bar.tsOpen, tsClose, reports);
  } else if (order.tsExpire <= tsClose) {
    endOrder(order, "EXPIRED", end, order.tsExpire, tsClose, reports);
  }
}

function matchBar(venue: SimulatedVenue, order: VenueOrder, bar: BarClosed, reports: VenueReport[]): void {
  const rules = venue.rules[order.instrument] as MatchRules;
  const match = matchOrder(order, bar, rules);
  // Nobody knows what of the bar came before a date within it, except its open.
  if (match !== null && !match.isAtOpen && order.timeInForce === "gtd" && order.tsExpire < bar.tsEvent) return;
  if (match !== null) {
    const tsEvent = match.isAtOpen ? bar.tsOpen : bar.tsEvent;
    fillOrder(venue, order, match, tsEvent, bar.tsEvent, reports);
  } else if (order.type === "trailing-stop") trailStop(order, bar, rules.tickMicros);
}
