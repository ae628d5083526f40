import { assert } from "../assert.ts";
import type { InstrumentIndex, OrderIndex, UnixMicros } from "../model/units.ts";
import { isOpenAtVenue, type VenueOrder } from "./venue-order.ts";
import { NEVER, type SimulatedVenue } from "./venue-state.ts";

/**
 * Where the venue keeps its orders: open ones by instrument in order of arrival, done ones behind
 * them, each in exactly one list, so that a snapshot of the venue never holds one twice.
 */

/** Puts an order into the queue; a stop goes before the target that it excludes, so that a bar meets it first. */
export function restOrder(venue: SimulatedVenue, order: VenueOrder): void {
  const queue = venue.resting[order.instrument];
  assert(queue !== undefined, "an order rests in an instrument of the venue");
  if (order.leg === "stop") {
    const at = queue.findIndex((other) => other.leg === "target" && other.parent === order.parent);
    if (at >= 0) {
      queue.splice(at, 0, order);
      return;
    }
  }
  queue.push(order);
}

/** Takes the orders that have ended out of an instrument's queue. */
export function sweepQueue(venue: SimulatedVenue, instrument: InstrumentIndex): void {
  const queue = venue.resting[instrument];
  assert(queue !== undefined, "a queue is of an instrument of the venue");
  let kept = 0;
  for (let i = 0; i < queue.length; i++) {
    const order = queue[i] as VenueOrder;
    if (isOpenAtVenue(order.status)) queue[kept++] = order;
    else keepDone(venue, order);
  }
  while (queue.length > kept) queue.pop();
}

/** Keeps an order that is done for later questions, and forgets the oldest ones in batches. */
export function keepDone(venue: SimulatedVenue, order: VenueOrder): void {
  assert(!isOpenAtVenue(order.status), "only an order that has ended is put away");
  venue.done.push(order);
  if (venue.done.length < 2 * venue.doneKept) return;
  const forgotten = venue.done.length - venue.doneKept;
  for (let i = 0; i < forgotten; i++) {
    const old = venue.done[i] as VenueOrder;
    for (const execution of old.executions) {
      venue.forgottenMicros += execution.cashMicros;
      (venue.forgottenLots[old.instrument] as number) += execution.positionLots;
      venue.tsForgotten = Math.max(venue.tsForgotten, execution.tsKnown);
    }
  }
  venue.done = venue.done.slice(forgotten);
}

/** An open order of ours by its number, or null. */
export function findResting(venue: SimulatedVenue, order: OrderIndex): VenueOrder | null {
  if (order < 0) return null;
  for (const queue of venue.resting) {
    for (const resting of queue) if (resting.order === order) return resting;
  }
  return null;
}

/** An order of ours by its number, open or done, or null. */
export function findOrder(venue: SimulatedVenue, order: OrderIndex): VenueOrder | null {
  if (order < 0) return null;
  const resting = findResting(venue, order);
  if (resting !== null) return resting;
  for (let i = venue.done.length - 1; i >= 0; i--) {
    const done = venue.done[i] as VenueOrder;
    if (done.order === order) return done;
  }
  return null;
}

/** Any order by the venue's own name, open or done, or null. */
export function findById(venue: SimulatedVenue, venueOrderId: string): VenueOrder | null {
  for (const queue of venue.resting) {
    for (const resting of queue) if (resting.id === venueOrderId) return resting;
  }
  return venue.done.find((done) => done.id === venueOrderId) ?? null;
}

/** Every order that the venue can tell about: open ones, then done ones. */
export function knownOrders(venue: SimulatedVenue): VenueOrder[] {
  return [...venue.resting.flat(), ...venue.done];
}

/** True when an order of that number came before, even if it is forgotten by now. */
export function isSeen(venue: SimulatedVenue, order: OrderIndex): boolean {
  const word = venue.seen[order >>> 5] ?? 0;
  return ((word >>> (order & 31)) & 1) === 1;
}

/** Remembers that an order of that number came. */
export function markSeen(venue: SimulatedVenue, order: OrderIndex): void {
  assert(order >>> 0 === order, "an order of ours has a number below 2^32");
  const at = order >>> 5;
  while (venue.seen.length <= at) venue.seen.push(0);
  venue.seen[at] = (venue.seen[at] as number) | (1 << (order & 31));
}

/** Close of the session that contains `now` or follows it; NEVER beyond the table's end. */
export function firstCloseAfter(venue: SimulatedVenue, now: UnixMicros): UnixMicros {
  return venue.sessions.closes[sessionAfter(venue, now)] ?? NEVER;
}

/** Open of the session after the one that contains `now` or follows it; NEVER beyond the table's end. */
export function nextOpenAfter(venue: SimulatedVenue, now: UnixMicros): UnixMicros {
  return venue.sessions.opens[sessionAfter(venue, now) + 1] ?? NEVER;
}

function sessionAfter(venue: SimulatedVenue, now: UnixMicros): number {
  const { closes } = venue.sessions;
  // Time mostly goes forward by little: walk on from the session of the order before.
  let at = venue.sessionCursor;
  while (at < closes.length && (closes[at] as number) <= now) at++;
  while (at > 0 && (closes[at - 1] as number) > now) at--;
  venue.sessionCursor = at;
  return at;
}
