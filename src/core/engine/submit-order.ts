import { assert, required } from "../assert.ts";
import type { OwnEvent } from "../execution/advance-order.ts";
import { advanceOrder } from "../execution/advance-order.ts";
import type { DecisionTrace } from "../model/decision-trace.ts";
import { resetDecisionTrace } from "../model/decision-trace.ts";
import type { Order } from "../model/order.ts";
import { isTerminal } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import { checkOrder } from "../risk/check-order.ts";
import { collarTicksOf } from "../risk/checks/price-collar.ts";
import { denyCodeOf } from "../risk/checks.ts";
import type { Core } from "./core.ts";
import { nextTrace } from "./core.ts";
import { discountReversal, fillContext } from "./fill-context.ts";
import { setStrategyStatus } from "./set-strategy-status.ts";
import { watchOrder } from "./watch-orders.ts";

/**
 * Checks an INTENT and, when every enforced check passes, approves and hands it to the venue's
 * port in the same step: an approval never ages. All checks are recorded, also after a refusal.
 */
export function submitOrder(core: Core, order: Order, trace: DecisionTrace, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "orders follow the first configuration");
  assert(order.status === "INTENT", "only a planned order is checked and sent");
  const context = fillContext(core, order.strategy, order.instrument, order);
  if (order.leg === 1) discountReversal(context);
  if (order.type === "market") order.collarTicks = collarTicksOf(order.side, context);
  const refusedBy = checkOrder(order, context, trace);
  if (refusedBy >= 0) {
    const code = denyCodeOf(refusedBy);
    if (trace.order === order.index) {
      trace.outcome = "DENIED";
      trace.reason = code;
    }
    take(core, order, "deny", code, outputs);
    if (code === "ENTRY_RATE") stopRunaway(core, order.strategy, outputs);
    return;
  }
  order.limitsVersion = books.config.version;
  take(core, order, "approve", null, outputs);
  take(core, order, "send", null, outputs);
  order.tsSent = state.now;
  outputs.push({ kind: "SubmitOrder", order });
  watchOrder(core, order);

  const { recent, ledger } = books;
  const at = order.strategy * ledger.instrumentCount + order.instrument;
  recent.lastOrderAt[at] = state.now;
  recent.lastOrderLots[at] = order.side === "buy" ? order.quantityLots : -order.quantityLots;
  (recent.messages[order.account] as number[]).push(state.now);
  if (order.effect === "open") (recent.entries[order.strategy] as number[]).push(state.now);
}

/** {@link submitOrder} for an order that no signal of this step brought: it leaves a trace of its own. */
export function submitChecked(core: Core, order: Order, outputs: Output[]): void {
  const trace = nextTrace(core);
  resetDecisionTrace(trace, null);
  trace.order = order.index;
  trace.quantityLots = order.quantityLots;
  submitOrder(core, order, trace, outputs);
  outputs.push({ kind: "DecisionTraced", trace });
}

/** A strategy that floods the venue stays off until a person switches it on again (F48). */
function stopRunaway(core: Core, strategy: number, outputs: Output[]): void {
  setStrategyStatus(core, { strategy, status: "INACTIVE", by: "limit:entryRate", reason: "ENTRY_RATE" }, outputs);
  outputs.push({
    kind: "RaiseAlert",
    severity: "critical",
    code: "RUNAWAY_STRATEGY",
    text: "A strategy sent more entries in a minute than it may; it is stopped until a person resumes it.",
    order: -1,
  });
}

/** Takes an order back: an INTENT ends here, a live one gets a cancel and stays counted until the venue answers. */
export function withdrawOrder(core: Core, order: Order, reason: string, outputs: Output[]): void {
  const books = required(core.state.trading, "orders follow the first configuration");
  if (order.status === "INTENT") {
    const waiting = books.waiting.indexOf(order.index);
    if (waiting >= 0) books.waiting.splice(waiting, 1);
    take(core, order, "cancelAck", reason, outputs);
    return;
  }
  if (isTerminal(order.status) || order.pending === "cancel") return;
  if (order.pending === "replace") {
    // Many venues refuse a cancel while a replace is pending: it goes out when that settles (F15).
    order.queuedCancel = true;
    return;
  }
  sendCancel(core, order, outputs);
}

/** Asks the venue for the cancel of a working order; it counts as working until there is an answer. */
export function sendCancel(core: Core, order: Order, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "orders follow the first configuration");
  order.pending = "cancel";
  order.queuedCancel = false;
  order.tsPending = state.now;
  outputs.push({ kind: "OrderPendingChanged", order: order.index, to: "cancel", reason: "" });
  outputs.push({ kind: "CancelOrder", order: order.index, venueOrderId: order.venueOrderId });
  (books.recent.messages[order.account] as number[]).push(state.now);
  watchOrder(core, order);
}

/** One step of our own along the state table, told as a fact. */
export function take(core: Core, order: Order, event: OwnEvent, reason: string | null, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "orders follow the first configuration");
  const from = advanceOrder(books.orders, order, { event, now: state.now, reason });
  if (order.status === from) return;
  outputs.push({
    kind: "OrderStateChanged",
    order: order.index,
    from,
    to: order.status,
    tsEvent: state.now,
    reason: reason ?? "",
  });
  if (!isTerminal(order.status)) return;
  order.reservedMicros = 0;
  core.scratch.ended.push(order);
}
