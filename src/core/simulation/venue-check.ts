import type { OrderIndex } from "../model/units.ts";
import { knownOrders } from "./venue-book.ts";
import { isOpenAtVenue, type VenueOrder } from "./venue-order.ts";
import type { SimulatedVenue } from "./venue-state.ts";

/**
 * The first thing that does not add up at the venue, in words, or nothing: its books are proof
 * against the core's only while they hold themselves. Linear in the orders it knows; it trusts
 * none of the sums that the venue keeps while it works.
 */
export function venueFault(venue: SimulatedVenue): string {
  const orders = knownOrders(venue);
  const byNumber = new Map<OrderIndex, VenueOrder>();
  const names = new Set<string>();
  for (const order of orders) {
    if (names.has(order.id)) return `order ${order.id} is known twice`;
    names.add(order.id);
    if (order.order < 0) continue;
    if (byNumber.has(order.order)) return `order number ${order.order} is known twice`;
    byNumber.set(order.order, order);
  }
  const misplaced = faultOfPlaces(venue);
  if (misplaced !== "") return misplaced;
  for (const order of orders) {
    const fault = faultOfOrder(order, byNumber);
    if (fault !== "") return `order ${order.id}: ${fault}`;
  }
  return faultOfGroups(orders, byNumber) || faultOfBooks(venue, orders);
}

function faultOfOrder(order: VenueOrder, byNumber: ReadonlyMap<OrderIndex, VenueOrder>): string {
  let own = 0;
  let fees = 0;
  for (const execution of order.executions) {
    if (execution.what === "fill") {
      own += execution.quantityLots;
      fees += execution.feeMicros;
    } else if (execution.what === "bust") own -= execution.quantityLots;
  }
  if (order.cumLots !== order.carriedLots + own) return `cum ${order.cumLots} is not ${order.carriedLots} + ${own}`;
  if (own < 0) return `its fills sum to ${own}`;
  if (fees !== order.feeMicros) return `fees ${order.feeMicros} are not those of its fills, ${fees}`;
  const most = order.quantityLots - order.reducedLots;
  if (order.cumLots > most && !order.isOverfilled) return `cum ${order.cumLots} is above its ${most}`;
  if (isOpenAtVenue(order.status) && order.cumLots >= most) return `${order.status} with nothing left of ${most}`;
  if (order.status === "WORKING" && order.cumLots > 0) return "WORKING with fills";
  if (order.status === "PARTIAL" && order.cumLots === 0) return "PARTIAL without fills";
  if (order.executions.some((one, i) => one.executionId !== String(i + 1))) return "execution ids are not 1, 2, 3";
  const next = byNumber.get(order.replacedBy);
  if (order.status === "REPLACED" && order.replacedBy < 0) return "REPLACED by nothing";
  if (next !== undefined && next.carriedLots !== order.cumLots) {
    return `${next.id} carries ${next.carriedLots}, not its ${order.cumLots}`;
  }
  return "";
}

/** Open orders rest in the queue of their instrument, done ones do not; a stop comes before its target. */
function faultOfPlaces(venue: SimulatedVenue): string {
  for (let i = 0; i < venue.resting.length; i++) {
    const queue = venue.resting[i] as VenueOrder[];
    for (const order of queue) {
      if (order.instrument !== i) return `order ${order.id} of instrument ${order.instrument} rests in ${i}`;
      if (!isOpenAtVenue(order.status)) return `order ${order.id} rests although ${order.status}`;
    }
    for (let at = 1; at < queue.length; at++) {
      const stop = queue[at] as VenueOrder;
      if (stop.leg !== "stop") continue;
      const target = queue.slice(0, at).find((other) => other.leg === "target" && other.parent === stop.parent);
      if (target !== undefined) return `target ${target.id} rests before its stop ${stop.id}`;
    }
  }
  const open = venue.done.find((order) => isOpenAtVenue(order.status));
  return open === undefined ? "" : `order ${open.id} is put away although ${open.status}`;
}

/**
 * Legs of one entry together never fill more than it filled or than all its stops, or all its
 * targets, were ordered for; unless fills were taken back or forced, or a kind came twice.
 */
function faultOfGroups(orders: readonly VenueOrder[], byNumber: ReadonlyMap<OrderIndex, VenueOrder>): string {
  const groups = new Map<OrderIndex, { filled: number; stops: number; targets: number; isLoose: boolean }>();
  const seconds = new Set<string>();
  for (const order of orders) {
    if (order.leg === "none") continue;
    const group = groups.get(order.parent) ?? { filled: 0, stops: 0, targets: 0, isLoose: false };
    groups.set(order.parent, group);
    group.filled += order.cumLots - order.carriedLots;
    // The orders of a chain are one: its leaf's quantity is the whole's.
    const lots = order.status === "REPLACED" ? 0 : order.quantityLots;
    if (order.leg === "stop") group.stops += lots;
    else group.targets += lots;
    // A second stop (or target) that its owner sent beside the first excludes the other kind alone.
    const isSecond = order.replaces < 0 && seconds.has(`${order.parent} ${order.leg}`);
    if (order.replaces < 0) seconds.add(`${order.parent} ${order.leg}`);
    if (isSecond || order.isOverfilled || order.executions.some((one) => one.what === "bust")) group.isLoose = true;
  }
  for (const [parent, { filled, stops, targets, isLoose }] of groups) {
    const entry = byNumber.get(parent);
    if (entry === undefined || isLoose) continue;
    if (entry.legFilledLots < filled) return `legs of ${entry.id} filled ${filled}, not ${entry.legFilledLots}`;
    const most = Math.max(stops, targets, entry.carriedLots + entry.executions.reduce(grossLots, 0));
    if (filled > most) return `legs of ${entry.id} filled ${filled}, more than ${most}`;
  }
  return "";
}

function grossLots(sum: number, execution: VenueOrder["executions"][number]): number {
  return execution.what === "fill" ? sum + execution.quantityLots : sum;
}

/** Cash = what was moved + the effects of all fills; position likewise; shorts are counted. */
function faultOfBooks(venue: SimulatedVenue, orders: readonly VenueOrder[]): string {
  let cash = venue.movedMicros + venue.forgottenMicros;
  const lots = Float64Array.from(venue.movedLots, (moved, i) => moved + (venue.forgottenLots[i] as number));
  for (const order of orders) {
    for (const execution of order.executions) {
      cash += execution.cashMicros;
      (lots[order.instrument] as number) += execution.positionLots;
    }
  }
  if (cash !== venue.cashMicros) return `cash ${venue.cashMicros} is not the ${cash} of its flows`;
  let shorts = 0;
  for (let i = 0; i < lots.length; i++) {
    const held = venue.positionLots[i] as number;
    if (held !== lots[i]) return `position ${held} in ${i} is not the ${lots[i]} of its fills`;
    if (held < 0) shorts += 1;
  }
  return shorts === venue.shortCount ? "" : `${shorts} shorts are counted as ${venue.shortCount}`;
}
