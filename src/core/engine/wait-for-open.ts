import { required } from "../assert.ts";
import { findOrder } from "../execution/order-book.ts";
import { nextOpenAtOrAfter } from "../market/session-clock.ts";
import type { Order } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import type { Core } from "./core.ts";
import { submitChecked } from "./submit-order.ts";
import { hasTimer, requestTimer } from "./timers.ts";

/** Keeps an INTENT until the next session opens; without one in the table it waits for the next table. */
export function waitForOpen(core: Core, order: Order): void {
  const { state } = core;
  const books = required(state.trading, "orders follow the first configuration");
  books.waiting.push(order.index);
  const opensAt = nextOpenAtOrAfter(required(state.clock, "orders follow the session table"), state.now);
  if (opensAt === opensAt && !hasTimer(state, "session-open", opensAt)) {
    requestTimer(state, opensAt, "session-open", -1);
  }
}

/** The session opened: every waiting order is checked now, in creation order, and goes out or ends. */
export function submitWaiting(core: Core, outputs: Output[]): void {
  const books = required(core.state.trading, "orders follow the first configuration");
  const waiting = books.waiting.splice(0);
  for (const index of waiting) {
    const order = findOrder(books.orders, index);
    if (order === null || order.status !== "INTENT") continue;
    // Time to live and approval age count from the open, not from yesterday's close.
    order.tsLast = core.state.now;
    submitChecked(core, order, outputs);
  }
}
