import { findOrder } from "../../core/execution/order-book.ts";
import { nextIntegerBelow, nextUniform } from "../../core/math/random.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";
import { bustAtVenue, correctAtVenue, overfillAtVenue } from "../../core/simulation/bust-at-venue.ts";
import { foreignOrderAtVenue } from "../../core/simulation/foreign-orders.ts";
import {
  busyAtVenue,
  cancelUnasked,
  doneForDayAtVenue,
  holdAtVenue,
  rejectLate,
  resumeAtVenue,
  suspendAtVenue,
} from "../../core/simulation/hold-at-venue.ts";
import type { VenueOrder } from "../../core/simulation/venue-order.ts";
import { venueOpenOrders } from "../../core/simulation/venue-state.ts";
import { emitReports, indexOf } from "./emit-reports.ts";
import { pushEvent } from "./event-heap.ts";
import type { World } from "./world.ts";
import { between, fire, intensityOf, markOrder, pick } from "./world.ts";

/** An open order at the venue, or null. */
function anyOpen(world: World): Readonly<VenueOrder> | null {
  const open = venueOpenOrders(world.gateway.venue);
  return open.length === 0 ? null : pick(world.random.venue, open);
}

function say(world: World, make: (reports: VenueReport[]) => unknown): void {
  const reports: VenueReport[] = [];
  make(reports);
  emitReports(world, reports, false);
}

/** The core's number of a venue order; -1 for foreign ones. */
function coreIndex(world: World, order: Readonly<VenueOrder>): number {
  return order.order < 0 ? -1 : indexOf(world, world.gateway.clients[order.order] as string);
}

/** Rejects what it had accepted (F07). */
export function rejectAfterAccept(world: World): void {
  const order = anyOpen(world);
  if (order === null) return;
  say(world, (reports) => {
    if (!rejectLate(world.gateway.venue, order.id, world.now, reports)) return;
    fire(world, "F07");
    markOrder(world, coreIndex(world, order), "F07");
  });
}

/** Parks an order and lets it go again later (F16). */
export function park(world: World): void {
  const order = anyOpen(world);
  if (order === null) return;
  const { venue } = world.random;
  const action = nextUniform(venue) < 0.5 ? holdAtVenue : suspendAtVenue;
  say(world, (reports) => {
    if (action(world.gateway.venue, order.id, world.now, reports)) fire(world, "F16");
  });
  pushEvent(world.heap, world.now + between(venue, 5_000_000, 7_200_000_000), () => {
    say(world, (reports) => resumeAtVenue(world.gateway.venue, order.id, world.now, reports));
  });
}

/** Ends the day of orders that go on tomorrow (F17). */
export function endTheDay(world: World): void {
  for (const order of venueOpenOrders(world.gateway.venue)) {
    if (order.timeInForce !== "gtc" && order.timeInForce !== "gtd") continue;
    say(world, (reports) => {
      if (!doneForDayAtVenue(world.gateway.venue, order.id, world.now, reports)) return;
      fire(world, "F17");
      markOrder(world, coreIndex(world, order), "F17");
    });
  }
}

/** Keeps an order busy with a replacement of its own: requests are refused as pending (F15). */
export function keepBusy(world: World): void {
  const order = anyOpen(world);
  if (order === null || !busyAtVenue(world.gateway.venue, order.id, true)) return;
  fire(world, "F15");
  pushEvent(world.heap, world.now + between(world.random.venue, 1_000_000, 60_000_000), () => {
    busyAtVenue(world.gateway.venue, order.id, false);
  });
}

/** Cancels without being asked. */
export function cancelByItself(world: World): void {
  const order = anyOpen(world);
  if (order !== null) say(world, (reports) => cancelUnasked(world.gateway.venue, order.id, world.now, reports));
}

/** Takes a recent fill back, or puts its price right. */
export function undoFill(world: World): void {
  const { venue } = world.gateway;
  const { random } = world;
  const filled = [...venueOpenOrders(venue), ...venue.done.slice(-40)].filter(
    (order) => isSinceSplit(world, order) && isRemembered(world, order),
  );
  if (filled.length === 0) return;
  const order = pick(random.venue, filled);
  const fill = pick(random.venue, order.executions);
  say(world, (reports) => {
    if (nextUniform(random.venue) < 0.5) bustAtVenue(venue, order.id, fill.executionId, world.now, reports);
    else {
      const ticks = Math.max(1, fill.priceTicks + between(random.venue, -5, 6));
      correctAtVenue(venue, order.id, fill.executionId, ticks, world.now, reports);
    }
  });
}

/** It has filled, and all in the units of today. */
function isSinceSplit({ gateway }: World, { executions, instrument }: Readonly<VenueOrder>): boolean {
  const splitAt = gateway.splitAt[instrument] as number;
  return executions.length > 0 && executions.every((fill) => fill.tsEvent > splitAt);
}

/** The core keeps a few hundred ended orders; what concerns older ones needs a person (accept-venue). */
function isRemembered(world: World, order: Readonly<VenueOrder>): boolean {
  const books = world.host.core.state.trading;
  const index = coreIndex(world, order);
  return books !== null && index >= 0 && findOrder(books.orders, index) !== null;
}

/** Fills more than was ordered, or an order that had ended. */
export function overfill(world: World): void {
  const { venue } = world.gateway;
  const order = nextUniform(world.random.venue) < 0.5 ? anyOpen(world) : (venue.done.at(-1) ?? null);
  if (order === null || order.status === "REJECTED") return;
  const lots = 1 + nextIntegerBelow(world.random.venue, 5);
  if (order.order >= 0) world.overfilled.add(world.gateway.clients[order.order] as string);
  say(world, (reports) => overfillAtVenue(venue, order.id, lots, world.now, reports));
}

/** Somebody enters an order by hand at the venue (F27), or one that the platform is told of without its terms (F29). */
export function enterForeign(world: World): void {
  const { random, market, gateway } = world;
  const instrument = nextIntegerBelow(random.venue, world.plan.instruments.length);
  const ticks = market.ticks[instrument] as number;
  const side = nextUniform(random.venue) < 0.5 ? "buy" : "sell";
  const isLimit = nextUniform(random.venue) < 0.7;
  const away = between(random.venue, -10, 30);
  const isF27 = intensityOf(world, "F27") > 0;
  if (isF27) fire(world, "F27");
  say(world, (reports) => {
    foreignOrderAtVenue(
      gateway.venue,
      {
        instrument,
        side,
        type: isLimit ? "limit" : "market",
        quantityLots: 1 + nextIntegerBelow(random.venue, 20),
        limitTicks: isLimit ? Math.max(1, ticks + (side === "buy" ? -away : away)) : null,
        stopTicks: null,
      },
      world.now,
      reports,
    );
    if (isF27) for (const report of reports) gateway.notAdopted.add(report.venueOrderId);
  });
}
