import type { Order } from "../model/order.ts";
import type { TradingBooks } from "./core-state.ts";

/** True for the exits that rest because an entry filled. */
export function isLeg(order: Order): boolean {
  return order.role === "stop" || order.role === "target";
}

/** Protective orders of a sub-position that are not terminal, in creation order; a copy, so that they may end meanwhile. */
export function legsOf(books: TradingBooks, strategy: number, instrument: number): Order[] {
  const legs: Order[] = [];
  for (const order of books.orders.live) {
    if (order.strategy === strategy && order.instrument === instrument && isLeg(order)) legs.push(order);
  }
  return legs;
}

/** True when a protective order of the sub-position is not terminal. */
export function hasLegs(books: TradingBooks, strategy: number, instrument: number): boolean {
  for (let i = 0; i < books.orders.live.length; i += 1) {
    const order = books.orders.live[i] as Order;
    if (order.strategy === strategy && order.instrument === instrument && isLeg(order)) return true;
  }
  return false;
}
