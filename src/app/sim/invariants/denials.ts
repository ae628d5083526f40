import { CHECKS } from "../../../core/risk/checks.ts";
import { FAIL } from "../../../core/model/decision-trace.ts";
import type { DecisionTraced, OrderStateChanged } from "../../../core/model/output.ts";
import { hold } from "../violation.ts";
import type { Touched } from "./observe.ts";

/** Why a closing order may be refused: it makes no sense, cannot trade, or somebody took it back. Written by hand. */
const SANITY = new Set([
  "REDUCE_ONLY",
  "WRONG_ROUTE",
  "INSTRUMENT_NOT_TRADABLE",
  "INSTRUMENT_HALTED",
  "MARKET_CLOSED",
  "PRICE_COLLAR",
  "MESSAGE_RATE",
  "SELF_MATCH",
  "FILLED_BEFORE",
  "WITHDRAWN_BY_EXIT",
  "WITHDRAWN_BY_KILL_SWITCH",
  "WITHDRAWN_BY_OPERATOR",
  "TERMS_DIFFER",
  "IN_EXCESS",
  "DOUBLE_PROTECTION",
  "PROTECTION_CHANGED",
  "PROTECTION_TAKEN_OFF",
]);

/** A closing order is refused for what it is, never for what the account has at risk (R10). */
export function checkDenial(touched: Touched, change: OrderStateChanged): void {
  if (change.to !== "DENIED") return;
  const order = touched.world.shadow.orders.get(change.order);
  if (order === undefined || order.isOpening) return;
  hold(SANITY.has(change.reason), "R10", () => `order ${order.index} closes and was denied for ${change.reason}`);
}

/** No check of an exposure was counted against a closing order (R10). */
export function checkClosingTrace(touched: Touched, { trace }: DecisionTraced): void {
  const order = touched.world.shadow.orders.get(trace.order);
  if (order === undefined || order.isOpening) return;
  for (let i = 0; i < trace.checkCount; i += 1) {
    if (trace.checkVerdict[i] !== FAIL) continue;
    const code = CHECKS[i]?.denyCode ?? "";
    hold(SANITY.has(code), "R10", () => `order ${order.index} closes and failed ${code}`);
  }
}
