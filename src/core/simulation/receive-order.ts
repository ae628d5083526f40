import { assert } from "../assert.ts";
import { halfEvenDiv } from "../math/round.ts";
import type { Order } from "../model/order.ts";
import type { UnixMicros } from "../model/units.ts";
import { firstCloseAfter } from "./venue-book.ts";
import type { VenueOrder } from "./venue-order.ts";
import type { VenueReason } from "./venue-reports.ts";
import { NEVER, type SimulatedVenue } from "./venue-state.ts";

/** What the venue reads of an order that is sent to it, and nothing else. */
export type SentOrder = Readonly<
  Pick<
    Order,
    | "index"
    | "instrument"
    | "side"
    | "type"
    | "timeInForce"
    | "quantityLots"
    | "limitTicks"
    | "stopTicks"
    | "trailTicks"
    | "tsGoodTill"
    | "collarTicks"
    | "onShortfall"
    | "role"
    | "parent"
    | "replaces"
  >
>;

/** The venue's copy of an order that has just come, under a name of its own; not judged yet. */
export function receiveOrder(venue: SimulatedVenue, order: SentOrder, now: UnixMicros): VenueOrder {
  assert(order.index >= 0, "only orders of ours have a number");
  venue.ordersNamed += 1;
  const leg = order.parent >= 0 && (order.role === "stop" || order.role === "target") ? order.role : "none";
  const { latencyMicros, delayBars } = venue.model;
  return {
    order: order.index,
    id: `v${venue.ordersNamed}`,
    instrument: order.instrument,
    isBuy: order.side === "buy",
    type: order.type,
    timeInForce: order.timeInForce,
    quantityLots: order.quantityLots,
    limitTicks: order.limitTicks,
    stopTicks: order.stopTicks,
    trailTicks: order.trailTicks,
    collarTicks: order.collarTicks,
    onShortfall: order.onShortfall,
    parent: order.parent,
    leg,
    replaces: order.replaces,
    replacedBy: -1,
    tsExpire: expiryOf(venue, order, now),
    tsActive: leg === "none" && latencyMicros > 0 ? now + latencyMicros : 0,
    barsToPass: leg === "none" ? delayBars : 0,
    isTriggered: false,
    status: "WORKING",
    version: 0,
    cumLots: 0,
    carriedLots: 0,
    reducedLots: 0,
    legFilledLots: 0,
    filledLots: 0,
    filledMicros: 0,
    feeMicros: 0,
    executions: [],
    tsReturn: NEVER,
    isBusy: false,
    isOverfilled: false,
    reason: "",
  };
}

/** Why the venue does not take an order; empty when it does. */
export function refusalOf(venue: SimulatedVenue, order: Readonly<VenueOrder>, now: UnixMicros): VenueReason {
  const instrument = venue.instruments[order.instrument];
  if (instrument === undefined) return "UNKNOWN_INSTRUMENT";
  if (!instrument.isTradable) return "NOT_TRADABLE";
  if (!isPositiveInteger(order.quantityLots)) return "BAD_QUANTITY";
  const hasLimit = order.type === "limit" || order.type === "stop-limit";
  const hasStop = order.type === "stop" || order.type === "stop-limit";
  if (hasLimit && !isPositiveInteger(order.limitTicks)) return "BAD_PRICE";
  if (hasStop && !isPositiveInteger(order.stopTicks)) return "BAD_PRICE";
  if (order.type === "trailing-stop") {
    if (!isPositiveInteger(order.trailTicks)) return "BAD_PRICE";
    if (order.stopTicks !== null && !Number.isSafeInteger(order.stopTicks)) return "BAD_PRICE";
  }
  if (order.timeInForce === "gtd" && (order.tsExpire === NEVER || order.tsExpire <= now)) return "BAD_TIME";
  return "";
}

/** Gives a trailing stop its first level, from the last close, unless it came with one or there is no price yet. */
export function startTrail(venue: SimulatedVenue, order: VenueOrder): void {
  if (order.type !== "trailing-stop" || order.stopTicks !== null || order.trailTicks === null) return;
  const lastClose = venue.lastCloseMicros[order.instrument] as number;
  if (lastClose === 0) return;
  const tickMicros = venue.instruments[order.instrument]?.tickMicros ?? 1;
  const level = halfEvenDiv(lastClose, tickMicros);
  order.stopTicks = order.isBuy ? level + order.trailTicks : level - order.trailTicks;
}

function expiryOf(venue: SimulatedVenue, order: SentOrder, now: UnixMicros): UnixMicros {
  if (order.timeInForce === "day") return firstCloseAfter(venue, now);
  return order.timeInForce === "gtd" ? (order.tsGoodTill ?? NEVER) : NEVER;
}

function isPositiveInteger(value: number | null): boolean {
  return value !== null && Number.isSafeInteger(value) && value > 0;
}
