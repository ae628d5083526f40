import { assert } from "../assert.ts";
import type { Order } from "../model/order.ts";
import type { QuantityLots } from "../model/units.ts";

/** Makes an order that has not left smaller or larger; it leaves with that quantity. */
export function resizeIntent(order: { -readonly [K in keyof Order]: Order[K] }, quantityLots: QuantityLots): void {
  assert(order.status === "INTENT" && order.cumLots === 0, "only what has not left is resized here");
  assert(Number.isSafeInteger(quantityLots) && quantityLots > 0, "an order is for at least one lot");
  order.quantityLots = quantityLots;
}
