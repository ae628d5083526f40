import { assert } from "../assert.ts";
import { createSha256, finishSha256, hexOf, updateSha256 } from "../math/sha256.ts";
import type { Order } from "../model/order.ts";
import type { MoneyMicrosSafe, OrderIndex, PriceTicks, QuantityLots, UnixMicros } from "../model/units.ts";
import { clientOrderIdOf, type OrderNames } from "./order-ids.ts";

/**
 * Collects what `ordersHash` covers (semantics section 11) while a run goes on: orders by
 * reference, because their last status counts, and their fills.
 */
export interface OrdersHash {
  readonly orders: Readonly<Order>[];
  /** Per order its fill lines so far; empty for most of them at first. */
  readonly fillLines: string[];
}

/** One booked fill as the hash sees it. */
export interface HashedFill {
  readonly order: OrderIndex;
  readonly tsEvent: UnixMicros;
  readonly quantityLots: QuantityLots;
  readonly priceTicks: PriceTicks;
  readonly feeMicros: MoneyMicrosSafe;
}

/** A collector that has seen no order. */
export function createOrdersHash(): OrdersHash {
  return { orders: [], fillLines: [] };
}

/** Adds a new order; orders come in creation order without a gap, from number 0. */
export function addOrder(hash: OrdersHash, order: Readonly<Order>): void {
  assert(order.index === hash.orders.length, "orders enter the hash in creation order, each once");
  hash.orders.push(order);
  hash.fillLines.push("");
}

/** Adds a booked fill of an order added before; a FillBooked output fits. */
export function addFill(hash: OrdersHash, fill: HashedFill): void {
  const lines = hash.fillLines[fill.order];
  assert(lines !== undefined, "a fill enters the hash after its order");
  hash.fillLines[fill.order] = `${lines}${fill.tsEvent}|${fill.quantityLots}|${fill.priceTicks}|${fill.feeMicros}\n`;
}

/** The hash of everything so far, 64 hexadecimal digits; may be asked for again later. */
export function digestOrders(hash: OrdersHash, namesOf: (order: Readonly<Order>) => OrderNames): string {
  const state = createSha256();
  for (let i = 0; i < hash.orders.length; i++) {
    const order = hash.orders[i] as Readonly<Order>;
    updateSha256(state, orderLine(order, namesOf(order)) + (hash.fillLines[i] as string));
  }
  return hexOf(finishSha256(state));
}

/** Each line ends in a line feed; a price the order does not have is an empty field. */
function orderLine(order: Readonly<Order>, names: OrderNames): string {
  return `${[
    clientOrderIdOf(order, names),
    names.symbol,
    order.side,
    order.type,
    order.timeInForce,
    order.quantityLots.toString(),
    order.limitTicks?.toString() ?? "",
    order.stopTicks?.toString() ?? "",
    order.status,
  ].join("|")}\n`;
}
