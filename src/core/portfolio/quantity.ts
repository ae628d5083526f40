import { ceilDiv, floorDiv } from "../math/round.ts";
import type { DecisionTrace } from "../model/decision-trace.ts";
import { recordStep } from "../model/decision-trace.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import type { Side, Signal } from "../model/signal.ts";
import type { MoneyMicrosSafe, PriceMicros, PriceTicks, QuantityLots } from "../model/units.ts";
import { expectedPriceMicros, notionalMicros, openingCostMicros } from "../valuation/order-cost.ts";
import { drop } from "./reasons.ts";
import { NOTE, STEP } from "./steps.ts";

/** Records how many lots of `perLot` micros a budget allows, at least 0. */
export function boundByMoney(
  trace: DecisionTrace,
  step: number,
  budget: MoneyMicrosSafe,
  perLot: MoneyMicrosSafe,
): void {
  recordStep(trace, step, budget, budget > 0 ? floorDiv(budget, perLot) : 0, NOTE.none);
}

/** Records a bound that is a number of lots; null: the limit is not set. */
export function boundByLots(trace: DecisionTrace, step: number, lots: QuantityLots | null): void {
  if (lots === null) recordStep(trace, step, Number.NaN, Number.NaN, NOTE.notSet);
  else recordStep(trace, step, lots, Math.max(0, lots), NOTE.none);
}

/** Records the size the sender asked for; the brain may reduce, never exceed it. */
export function boundBySender(trace: DecisionTrace, signal: Signal): void {
  if (signal.quantityLots === null) recordStep(trace, STEP.boundSender, Number.NaN, Number.NaN, NOTE.noSize);
  else boundByLots(trace, STEP.boundSender, signal.quantityLots);
}

/**
 * The smallest recorded bound is the quantity, the earlier one where two are equal; below one lot
 * the signal is dropped.
 */
export function smallestBound(trace: DecisionTrace): QuantityLots {
  let lots = Number.POSITIVE_INFINITY;
  for (let i = 0; i < trace.stepCount; i += 1) {
    const bound = trace.stepBoundLots[i] as number;
    if (bound < lots) {
      lots = bound;
      trace.bindingStep = i;
    }
  }
  if (!(lots >= 1) || lots === Number.POSITIVE_INFINITY) return drop(trace, "BELOW_ONE_LOT");
  recordStep(trace, STEP.quantity, lots, Number.NaN, NOTE.none);
  trace.quantityLots = lots;
  return lots;
}

/**
 * Most lots whose purchase (or initial margin) with commission fits a budget. Cost grows with
 * lots, so what the bare cost allows is an upper end to search down from.
 */
export function lotsWithin(
  context: PortfolioContext,
  side: Side,
  budget: MoneyMicrosSafe,
  priceMicros: PriceMicros,
): QuantityLots {
  if (!(budget > 0)) return 0;
  const oneLot = notionalMicros(context.instrument, 1, priceMicros);
  let high = side === "buy" ? floorDiv(budget, oneLot) : floorDiv(Math.min(2 * budget, MOST), oneLot);
  if (costOf(context, side, high, priceMicros) <= budget) return high;
  let low = 0;
  while (high - low > 1) {
    const middle = low + floorDiv(high - low, 2);
    if (costOf(context, side, middle, priceMicros) <= budget) low = middle;
    else high = middle;
  }
  return low;
}

const MOST = Number.MAX_SAFE_INTEGER;

function costOf(context: PortfolioContext, side: Side, lots: QuantityLots, price: PriceMicros): MoneyMicrosSafe {
  return openingCostMicros(context, side, lots, notionalMicros(context.instrument, lots, price));
}

/** Step 4: the price the order will be checked at, rounded as its ticks will be; NaN while unknown. */
export function signalPriceMicros(signal: Signal, context: PortfolioContext): PriceMicros {
  const tick = context.instrument.tickMicros;
  const { orderType, side } = signal;
  const isLimit = orderType === "limit" || orderType === "stop-limit";
  const isStop = orderType === "stop" || orderType === "stop-limit";
  return expectedPriceMicros(
    context,
    side,
    isLimit && signal.limitMicros !== null ? limitTicks(signal.limitMicros, side, tick) * tick : null,
    isStop ? signal.stopMicros : null,
  );
}

function limitTicks(limitMicros: PriceMicros, side: Side, tick: number): PriceTicks {
  return side === "buy" ? floorDiv(limitMicros, tick) : ceilDiv(limitMicros, tick);
}
