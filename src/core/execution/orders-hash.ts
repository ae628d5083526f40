import { assert } from "../assert.ts";
import { createSha256, finishSha256, hexOf, updateSha256 } from "../math/sha256.ts";
import type { Order } from "../model/order.ts";
import type { MoneyMicrosSafe, OrderIndex, PriceTicks, QuantityLots, UnixMicros } from "../model/units.ts";
import { clientOrderIdOf, type OrderNames } from "./order-ids.ts";

/**
 * Collects what `ordersHash` covers (semantics section 11) while a run goes on: orders by
 * reference, because their last status counts, and their fills as numbers. Text is made only when
 * the hash is asked for; a backtest makes tens of thousands of fills.
 */
export interface OrdersHash {
  readonly orders: Readonly<Order>[];
  /** Float64Array[fills x FILL_FIELDS]: order, tsEvent, lots, ticks, fee micros. Grows by doubling. */
  fills: Float64Array;
  fillCount: number;
}

const FILL_FIELDS = 5;

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
  return { orders: [], fills: new Float64Array(64 * FILL_FIELDS), fillCount: 0 };
}

/** Adds a new order; orders come in creation order without a gap, from number 0. */
export function addOrder(hash: OrdersHash, order: Readonly<Order>): void {
  assert(order.index === hash.orders.length, "orders enter the hash in creation order, each once");
  hash.orders.push(order);
}

/** Adds a booked fill of an order added before; a FillBooked output fits. */
export function addFill(hash: OrdersHash, fill: HashedFill): void {
  assert(fill.order >= 0 && fill.order < hash.orders.length, "a fill enters the hash after its order");
  const at = hash.fillCount * FILL_FIELDS;
  if (at === hash.fills.length) {
    const larger = new Float64Array(2 * at);
    larger.set(hash.fills);
    hash.fills = larger;
  }
  const { fills } = hash;
  fills[at] = fill.order;
  fills[at + 1] = fill.tsEvent;
  fills[at + 2] = fill.quantityLots;
  fills[at + 3] = fill.priceTicks;
  fills[at + 4] = fill.feeMicros;
  hash.fillCount += 1;
}

/** Per order its fill lines `tsEvent|lots|ticks|feeMicros`, each with its line feed. */
export function fillLinesOf(hash: OrdersHash): string[] {
  const lines = hash.orders.map(() => "");
  for (let i = 0; i < hash.fillCount; i++) {
    const [order = 0, ...fields] = hash.fills.subarray(i * FILL_FIELDS, (i + 1) * FILL_FIELDS);
    lines[order] += `${fields.join("|")}\n`;
  }
  return lines;
}

/** The hash of everything so far, 64 hexadecimal digits; may be asked for again later. */
export function digestOrders(hash: OrdersHash, namesOf: (order: Readonly<Order>) => OrderNames): string {
  const state = createSha256();
  const fillLines = fillLinesOf(hash);
  for (let i = 0; i < hash.orders.length; i++) {
    const order = hash.orders[i] as Readonly<Order>;
    updateSha256(state, orderLine(order, namesOf(order)) + (fillLines[i] as string));
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
