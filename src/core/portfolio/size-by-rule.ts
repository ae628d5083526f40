import { floorShare } from "../math/round.ts";
import type { SizingConfig } from "../model/config.ts";
import type { DecisionTrace } from "../model/decision-trace.ts";
import { recordStep } from "../model/decision-trace.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import type { Signal } from "../model/signal.ts";
import type { QuantityLots } from "../model/units.ts";
import { notionalMicros } from "../valuation/order-cost.ts";
import { boundByLots, boundByMoney, boundBySender, lotsWithin, signalPriceMicros, smallestBound } from "./quantity.ts";
import { drop } from "./reasons.ts";
import { NOTE, STEP } from "./steps.ts";

const NAN = Number.NaN;

/** `fixed-quantity`: the strategy's own number, at most what the sender asked for. */
export function sizeFixed(
  sizing: Extract<SizingConfig, { kind: "fixed-quantity" }>,
  signal: Signal,
  trace: DecisionTrace,
): QuantityLots {
  boundByLots(trace, STEP.fixedQuantity, sizing.quantityLots);
  boundBySender(trace, signal);
  return smallestBound(trace);
}

/**
 * `percent-equity`: floor((equity x percent/100 - commission) / price after slippage and rounding).
 * A commission that grows with the order is the one of the resulting order. Semantics section 3.
 */
export function sizePercentEquity(
  sizing: Extract<SizingConfig, { kind: "percent-equity" }>,
  signal: Signal,
  context: PortfolioContext,
  trace: DecisionTrace,
): QuantityLots {
  const equity = Math.floor(context.equityMicros);
  const price = signalPriceMicros(signal, context);
  recordStep(trace, STEP.equity, equity, NAN, NOTE.none);
  recordStep(trace, STEP.percent, sizing.percent, NAN, NOTE.none);
  recordStep(trace, STEP.price, price, NAN, NOTE.none);
  if (!(price > 0)) return drop(trace, "NO_PRICE");
  const budget = floorShare(equity, sizing.percent / 100);
  // "buy" for both sides: the rule counts the full value, also of a short sale.
  recordStep(trace, STEP.percentEquity, budget, lotsWithin(context, "buy", budget, price), NOTE.none);
  boundBySender(trace, signal);
  return smallestBound(trace);
}

/** `risk-per-trade`: equity x percent/100 / stop distance; denied without a stop. Semantics section 3. */
export function sizeRiskPerTrade(
  sizing: Extract<SizingConfig, { kind: "risk-per-trade" }>,
  signal: Signal,
  context: PortfolioContext,
  trace: DecisionTrace,
): QuantityLots {
  const equity = Math.floor(context.equityMicros);
  recordStep(trace, STEP.equity, equity, NAN, NOTE.none);
  recordStep(trace, STEP.percent, sizing.percent, NAN, NOTE.none);
  const distance = signal.stopDistanceMicros;
  if (distance === null || !(distance > 0)) {
    recordStep(trace, STEP.riskUnit, NAN, NAN, NOTE.noStop);
    return drop(trace, "NO_STOP");
  }
  const perLot = notionalMicros(context.instrument, 1, distance);
  recordStep(trace, STEP.riskUnit, perLot, NAN, NOTE.none);
  boundByMoney(trace, STEP.riskPerTrade, floorShare(equity, sizing.percent / 100), perLot);
  boundBySender(trace, signal);
  return smallestBound(trace);
}
