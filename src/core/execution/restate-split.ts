import { assert } from "../assert.ts";
import { ceilDiv, floorDiv, halfEvenDiv } from "../math/round.ts";
import type { Order } from "../model/order.ts";
import type { Bracket } from "../model/signal.ts";
import type { InstrumentIndex, PriceTicks, QuantityLots } from "../model/units.ts";
import type { OrderBook } from "./order-book.ts";

type Restated = { -readonly [K in keyof Order]: Order[K] };

/**
 * Restates the live orders of an instrument after a split of `to` new for `from` old units, as the
 * venue does with what rests there (semantics section 1). Filled and open lots are each cut to
 * whole ones; an order that is not done keeps at least one open lot, for only the venue ends it.
 * Limits move against nobody's will: a buyer's down to a tick, a seller's up; a stop to the nearest
 * tick. The sum of lots x ticks of its fills is money and stays.
 */
export function restateAfterSplit(book: OrderBook, instrument: InstrumentIndex, to: number, from: number): void {
  assert(to > 0 && from > 0, "a split is a ratio of positive whole numbers");
  for (const order of book.live) if (order.instrument === instrument) restate(order, to, from);
  for (const order of book.resurrected) if (order.instrument === instrument) restate(order, to, from);
}

function restate(order: Restated, to: number, from: number): void {
  const leaves = order.quantityLots - order.cumLots;
  const stated = Math.max(0, order.statedCumLots - order.cumLots);
  const carried = restateLots(order.carriedLots, to, from);
  order.cumLots = restateLots(order.cumLots, to, from);
  order.carriedLots = Math.min(carried, order.cumLots);
  if (order.statedCumLots > 0) order.statedCumLots = order.cumLots + restateLots(stated, to, from);
  order.quantityLots = order.cumLots + (leaves > 0 ? Math.max(1, restateLots(leaves, to, from)) : leaves);
  order.quantityLots = Math.max(1, order.quantityLots);
  const isBuy = order.side === "buy";
  order.limitTicks = restateBound(order.limitTicks, isBuy, to, from);
  order.collarTicks = restateBound(order.collarTicks, isBuy, to, from);
  order.stopTicks = restatePrice(order.stopTicks, to, from);
  order.trailTicks = restateDistance(order.trailTicks, to, from);
  order.stopDistanceTicks = restateDistance(order.stopDistanceTicks, to, from);
  order.bracket = restateBracket(order.bracket, to, from);
}

/** Distances in money shrink with the price; those in millionths of it stay. */
export function restateBracket(bracket: Bracket | null, to: number, from: number): Bracket | null {
  if (bracket === null || bracket.unit !== "micros") return bracket;
  const stop = restateDistance(bracket.stop, to, from);
  return { ...bracket, stop, target: restateDistance(bracket.target, to, from) };
}

/** Whole lots after a split, cut towards zero; signed. */
export function restateLots(lots: QuantityLots, to: number, from: number): QuantityLots {
  return Number((BigInt(lots) * BigInt(to)) / BigInt(from));
}

function restateBound(ticks: PriceTicks | null, isBuy: boolean, to: number, from: number): PriceTicks | null {
  if (ticks === null) return null;
  return isBuy ? floorDiv(ticks * from, to) : ceilDiv(ticks * from, to);
}

/** A price in new units, to the nearest tick. */
export function restatePrice(ticks: PriceTicks | null, to: number, from: number): PriceTicks | null {
  return ticks === null ? null : halfEvenDiv(ticks * from, to);
}

/** A distance does not vanish: a stop at the price itself would trigger at once. */
export function restateDistance(value: number | null, to: number, from: number): number | null {
  return value === null ? null : Math.max(1, halfEvenDiv(value * from, to));
}
