import { required } from "../assert.ts";
import { findOrder } from "../execution/order-book.ts";
import type { Order } from "../model/order.ts";
import { isTerminal } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import type { OrderIndex } from "../model/units.ts";
import { MICROS_PER_SECOND } from "../model/units.ts";
import { linkOf } from "./account-link.ts";
import type { Core } from "./core.ts";
import type { TradingBooks } from "./core-state.ts";
import { take } from "./submit-order.ts";
import { needsAnswer, probeOrder } from "./watch-orders.ts";

/** How often one cancel leaves before only questions do (F11). */
const CANCELS_MAX = 3;

/** No answer in time: a submit becomes UNKNOWN, everything else is asked about again, a cancel also sent again. */
export function fireOrderTimeout(core: Core, orderIndex: OrderIndex, outputs: Output[]): void {
  const books = booksOf(core);
  const order = findOrder(books.orders, orderIndex);
  if (order === null) return;
  if (books.config.venue.reconcileSeconds === null) {
    if (order.status !== "SENDING") return;
    take(core, order, "timeout", "NO_ANSWER", outputs);
    alertUnknown(outputs, order.index);
    return;
  }
  if (order.status === "SENDING") take(core, order, "timeout", "NO_ANSWER", outputs);
  if (!needsAnswer(order)) return;
  alertLongUnknown(core, order, outputs);
  if (linkOf(core, order.account).isUp) repeatRequest(core, order, outputs);
  probeOrder(core, order, outputs);
}

/** A cancel may be lost on its way: it leaves again a bounded number of times and is never assumed done. */
function repeatRequest(core: Core, order: Order, outputs: Output[]): void {
  const { state } = core;
  const books = booksOf(core);
  if (order.pending === "none" || isTerminal(order.status)) return;
  if (state.now - order.tsPending < books.config.venue.answerSeconds * MICROS_PER_SECOND) return;
  if (order.probes === CANCELS_MAX - 1) {
    outputs.push({
      kind: "RaiseAlert",
      severity: "critical",
      code: order.pending === "cancel" ? "CANCEL_UNANSWERED" : "REPLACE_UNANSWERED",
      text: `The venue does not answer a ${order.pending}; the order counts as working until there is evidence.`,
      order: order.index,
    });
  } else if (order.pending === "cancel" && order.probes < CANCELS_MAX - 1) {
    outputs.push({ kind: "CancelOrder", order: order.index, venueOrderId: order.venueOrderId });
    (books.recent.messages[order.account] as number[]).push(state.now);
  }
}

function alertLongUnknown(core: Core, order: Order, outputs: Output[]): void {
  const books = booksOf(core);
  const link = linkOf(core, order.account);
  const waited = core.state.now - order.tsSent;
  if (order.status !== "UNKNOWN" || waited < books.config.venue.unknownAlertSeconds * MICROS_PER_SECOND) return;
  if (link.alertedUnknown.includes(order.index)) return;
  link.alertedUnknown = link.alertedUnknown.filter((index) => findOrder(books.orders, index)?.status === "UNKNOWN");
  link.alertedUnknown.push(order.index);
  alertUnknown(outputs, order.index);
}

function alertUnknown(outputs: Output[], order: OrderIndex): void {
  outputs.push({
    kind: "RaiseAlert",
    severity: "critical",
    code: "ORDER_UNKNOWN",
    text: "The venue has not answered a submit; the order counts until there is evidence.",
    order,
  });
}

function booksOf(core: Core): TradingBooks {
  return required(core.state.trading, "orders follow the first configuration");
}
