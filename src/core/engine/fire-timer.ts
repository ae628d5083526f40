import { required, unreachable } from "../assert.ts";
import { findOrder } from "../execution/order-book.ts";
import type { Output } from "../model/output.ts";
import type { Core } from "./core.ts";
import { take } from "./submit-order.ts";
import { takeTimer } from "./timers.ts";
import { submitWaiting } from "./wait-for-open.ts";

/** A timer came due; one that was cancelled in the meantime does nothing. */
export function fireTimer(core: Core, timerId: number, outputs: Output[]): void {
  const timer = takeTimer(core.state, timerId);
  if (timer === null) return;
  switch (timer.purpose) {
    case "session-open":
      submitWaiting(core, outputs);
      return;
    case "order-timeout": {
      const books = required(core.state.trading, "timers follow the first configuration");
      const order = findOrder(books.orders, timer.order);
      if (order === null || order.status !== "SENDING") return;
      take(core, order, "timeout", "NO_ANSWER", outputs);
      outputs.push({
        kind: "RaiseAlert",
        severity: "critical",
        code: "ORDER_UNKNOWN",
        text: "The venue has not answered a submit; the order counts until there is evidence.",
        order: order.index,
      });
      return;
    }
    case "snapshot-timeout":
    case "reconcile":
    case "protect":
    case "exit-retry":
    case "flatten":
      return;
    default:
      unreachable(timer.purpose);
  }
}
