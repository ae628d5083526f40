import { assert } from "../assert.ts";
import type { Order } from "../model/order.ts";
import type { PriceTicks, QuantityLots, UnixMicros } from "../model/units.ts";
import { type BookedOrder, createOrder, findOrder, type OrderBook } from "./order-book.ts";
import { attemptOfReplace } from "./order-ids.ts";

/** What shall be different; null keeps what the order has. The quantity is the whole chain's, fills included. */
export interface ReplaceChanges {
  readonly quantityLots: QuantityLots | null;
  readonly limitTicks: PriceTicks | null;
  readonly stopTicks: PriceTicks | null;
}

/**
 * Why there is no replacement: the order cannot be changed now, a request of it is under way, the
 * new terms are none, or nothing would be left of it, which is a cancel of the rest.
 */
export type ReplaceRefusal = "NOT_WORKING" | "REPLACE_PENDING" | "BAD_TERMS" | "NOTHING_LEFT";

/** The replacing order in status INTENT, or why there is none; a refusal has created nothing. */
export type ReplacePlan =
  | { readonly ok: true; readonly leaf: BookedOrder }
  | { readonly ok: false; readonly reason: ReplaceRefusal };

/**
 * Plans the order that replaces a working one, with what the chain has filled carried over. Its id
 * is the chain's next: a function of the cause and of how many replaces were tried, never of terms.
 */
export function planReplace(book: OrderBook, order: Order, changes: ReplaceChanges, now: UnixMicros): ReplacePlan {
  const booked = findOrder(book, order.index);
  if (booked === null || booked.isExternal || !isReplaceable(booked)) return { ok: false, reason: "NOT_WORKING" };
  if (booked.pending !== "none") return { ok: false, reason: "REPLACE_PENDING" };
  const quantityLots = changes.quantityLots ?? booked.quantityLots;
  const limitTicks = booked.limitTicks === null ? null : (changes.limitTicks ?? booked.limitTicks);
  const stopTicks = booked.stopTicks === null ? null : (changes.stopTicks ?? booked.stopTicks);
  if (!Number.isSafeInteger(quantityLots) || !isPrice(limitTicks) || !isPrice(stopTicks)) {
    return { ok: false, reason: "BAD_TERMS" };
  }
  if (quantityLots <= booked.cumLots) return { ok: false, reason: "NOTHING_LEFT" };
  booked.replacesTried += 1;
  const leaf = createOrder(book, {
    account: booked.account,
    strategy: booked.strategy,
    instrument: booked.instrument,
    externalSignalId: booked.externalSignalId,
    tsBar: booked.tsBar,
    n: booked.n,
    leg: booked.leg,
    endsSignal: booked.endsSignal,
    attempt: attemptOfReplace(booked.attempt, booked.replacesTried),
    intent: booked.intent,
    side: booked.side,
    effect: booked.effect,
    role: booked.role,
    parent: booked.parent,
    replaces: booked.index,
    isExternal: false,
    type: booked.type,
    timeInForce: booked.timeInForce,
    quantityLots,
    limitTicks,
    stopTicks,
    trailTicks: booked.trailTicks,
    tsGoodTill: booked.tsGoodTill,
    bracket: booked.bracket,
    onShortfall: booked.onShortfall,
    stopDistanceTicks: booked.stopDistanceTicks,
    tsCreated: now,
  });
  leaf.cumLots = booked.cumLots;
  leaf.carriedLots = booked.cumLots;
  leaf.cumLotTicks = booked.cumLotTicks;
  leaf.replacesTried = booked.replacesTried;
  assert(leaf.cumLots < leaf.quantityLots, "something is left of a replacement");
  return { ok: true, leaf };
}

function isReplaceable(order: Order): boolean {
  switch (order.status) {
    case "ACCEPTED":
    case "HELD":
    case "WORKING":
    case "PARTIAL":
      return true;
    default:
      return false;
  }
}

function isPrice(ticks: PriceTicks | null): boolean {
  return ticks === null || (Number.isSafeInteger(ticks) && ticks > 0);
}
