import { assert } from "../assert.ts";
import type { DecisionTrace } from "../model/decision-trace.ts";
import { CHECKS_MAX, FAIL, NOT_APPLICABLE, NOT_ENFORCED_FAIL } from "../model/decision-trace.ts";
import type { Order } from "../model/order.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import {
  expectedOrderPriceMicros,
  initialMarginMicros,
  notionalMicros,
  openingCostMicros,
} from "../valuation/order-cost.ts";
import { CHECKS } from "./checks.ts";
import type { Measure, PreTradeCheck } from "./pre-trade-check.ts";

assert(CHECKS.length <= CHECKS_MAX, "every check has a place in the trace");

/** Written before it is read, within one call. */
const MEASURE: Measure = { value: 0, limit: 0, priceMicros: 0, notionalMicros: 0, marginMicros: 0, costMicros: 0 };

/**
 * Evaluates every check on an order and records value, limit and verdict of each in the trace.
 * Returns the index of the first enforced FAIL, -1 when the order may go. An exception inside a
 * check passes through: the engine halts and there is no order.
 */
export function checkOrder(order: Order, context: PortfolioContext, trace: DecisionTrace): number {
  assert(order.quantityLots > 0, "an order has at least one lot");
  assert(order.instrument === context.instrument.index, "the context is filled for the order's instrument");
  assert(order.strategy === context.strategy.index, "the context is filled for the order's strategy");
  measureOrder(order, context, MEASURE);
  const isReducing = order.effect === "close";
  const { isEnforced } = context.limits;
  const { checkVerdict, checkValue, checkLimit } = trace;
  let refusedBy = -1;
  for (let i = 0; i < CHECKS.length; i += 1) {
    const check = CHECKS[i] as PreTradeCheck;
    let verdict = NOT_APPLICABLE;
    if (isReducing && check.scope === "exposure") {
      MEASURE.value = Number.NaN;
      MEASURE.limit = Number.NaN;
    } else {
      verdict = check.evaluate(order, context, MEASURE);
    }
    if (verdict === FAIL) {
      if (!isEnforced && !check.alwaysEnforced) verdict = NOT_ENFORCED_FAIL;
      else if (refusedBy < 0) refusedBy = i;
    }
    checkVerdict[i] = verdict;
    checkValue[i] = MEASURE.value;
    checkLimit[i] = MEASURE.limit;
  }
  trace.checkCount = CHECKS.length;
  return refusedBy;
}

/** What the order would add, once for all checks; what its replace chain filled is a position already. */
function measureOrder(order: Order, context: PortfolioContext, measure: Measure): void {
  const lots = order.quantityLots - order.cumLots;
  const price = expectedOrderPriceMicros(context, order.side, order.limitTicks, order.stopTicks);
  const notional = notionalMicros(context.instrument, lots, price);
  measure.priceMicros = price;
  measure.notionalMicros = notional;
  measure.marginMicros = initialMarginMicros(order.side, notional);
  measure.costMicros = openingCostMicros(context, order.side, lots, notional);
}
