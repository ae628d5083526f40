import { required } from "../assert.ts";
import type { ReplaceChanges } from "../execution/replace-order.ts";
import { planReplace } from "../execution/replace-order.ts";
import { resetDecisionTrace } from "../model/decision-trace.ts";
import type { Order } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import { checkOrder } from "../risk/check-order.ts";
import { collarTicksOf } from "../risk/checks/price-collar.ts";
import { denyCodeOf } from "../risk/checks.ts";
import type { Core } from "./core.ts";
import { nextTrace } from "./core.ts";
import { fillContext } from "./fill-context.ts";
import { hasLegs, isLeg } from "./legs.ts";
import { reserve } from "./reserve.ts";
import { take, withdrawOrder } from "./submit-order.ts";
import { watchOrder } from "./watch-orders.ts";

/** What became of a wish to change a working order; empty: it was sent. */
export type ReplaceRefusalCode = "" | "NOT_WORKING" | "REPLACE_PENDING" | "BAD_TERMS" | "COVERED_BY_BRACKET" | "DENIED";

/**
 * Changes a working order by replacing it with a new one, checked like every order before it may
 * leave. A quantity at or below what is filled is a cancel of the rest.
 */
export function replaceOrder(core: Core, order: Order, changes: ReplaceChanges, outputs: Output[]): ReplaceRefusalCode {
  const { state } = core;
  const books = required(state.trading, "orders follow the first configuration");
  if (isGrowingExit(order, changes) && hasLegs(books, order.strategy, order.instrument)) return "COVERED_BY_BRACKET";
  const planned = planReplace(books.orders, order, changes, state.now);
  if (!planned.ok) {
    if (planned.reason !== "NOTHING_LEFT") return planned.reason;
    withdrawOrder(core, order, "REPLACED_BELOW_FILLED", outputs);
    return "";
  }
  const leaf = planned.leaf;
  const context = fillContext(core, leaf.strategy, leaf.instrument, leaf);
  if (leaf.effect === "open") reserve(leaf, context);
  if (leaf.type === "market") leaf.collarTicks = collarTicksOf(leaf.side, context);
  outputs.push({ kind: "OrderPlanned", order: leaf });
  const trace = nextTrace(core);
  resetDecisionTrace(trace, null);
  trace.order = leaf.index;
  trace.quantityLots = leaf.quantityLots;
  const refusedBy = checkOrder(leaf, context, trace);
  outputs.push({ kind: "DecisionTraced", trace });
  if (refusedBy >= 0) {
    trace.outcome = "DENIED";
    trace.reason = denyCodeOf(refusedBy);
    take(core, leaf, "deny", denyCodeOf(refusedBy), outputs);
    return "DENIED";
  }
  leaf.limitsVersion = books.config.version;
  take(core, leaf, "approve", null, outputs);
  take(core, leaf, "send", null, outputs);
  leaf.tsSent = state.now;
  order.pending = "replace";
  order.tsPending = state.now;
  order.replacedBy = leaf.index;
  outputs.push({ kind: "OrderPendingChanged", order: order.index, to: "replace", reason: "" });
  outputs.push({ kind: "ReplaceOrder", order: leaf });
  (books.recent.messages[order.account] as number[]).push(state.now);
  watchOrder(core, leaf);
  watchOrder(core, order);
  return "";
}

/** A closing order that shall close more, while protective orders may rest for those lots. */
function isGrowingExit(order: Order, changes: ReplaceChanges): boolean {
  if (order.effect !== "close" || isLeg(order)) return false;
  return (changes.quantityLots ?? order.quantityLots) > order.quantityLots;
}
