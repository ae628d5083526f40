import { ceilDiv, floorDiv, roundHalfEvenToInteger } from "../math/round.ts";
import type { CostConfig } from "../model/config.ts";
import type { Instrument } from "../model/instrument.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import type { Side } from "../model/signal.ts";
import type { MoneyMicrosSafe, PriceMicros, PriceTicks, QuantityLots } from "../model/units.ts";
import { MICROS } from "../model/units.ts";

/**
 * What an order is expected to cost. One definition for the brain that sizes, the checks that
 * refuse and the reservation that holds the money, so that they never differ by a cent.
 * All sums are exact while below 9e9 in the currency (2^53 micros); above, they are doubles that
 * are too large for every limit and therefore still refuse.
 */

/** Basis points are kept to 1/100: 1 bp is 100 millionths. */
const MILLIONTHS_PER_BP = 100;

/** `price` moved by the slippage and rounded to a tick against the trader; micros, exact. */
export function slippedPriceMicros(
  side: Side,
  priceMicros: PriceMicros,
  slippageBps: number,
  tickMicros: number,
): PriceMicros {
  const slip = millionthsUp(priceMicros, roundHalfEvenToInteger(slippageBps * MILLIONTHS_PER_BP));
  const moved = side === "buy" ? priceMicros + slip : priceMicros - slip;
  // As toTickAgainst, without an object per order.
  return (side === "buy" ? ceilDiv(moved, tickMicros) : floorDiv(moved, tickMicros)) * tickMicros;
}

/**
 * The price an order is sized and checked at: its limit; else the worse of last close and stop,
 * slipped against the trader. NaN before the first bar.
 */
export function expectedPriceMicros(
  context: PortfolioContext,
  side: Side,
  limitMicros: PriceMicros | null,
  stopMicros: PriceMicros | null,
): PriceMicros {
  if (limitMicros !== null) return limitMicros;
  let touch = context.lastMicros;
  if (!Number.isFinite(touch)) return Number.NaN;
  if (stopMicros !== null) touch = side === "buy" ? Math.max(touch, stopMicros) : Math.min(touch, stopMicros);
  return slippedPriceMicros(side, touch, context.costs.slippageBps, context.instrument.tickMicros);
}

/** The same for an order whose prices are in ticks. */
export function expectedOrderPriceMicros(
  context: PortfolioContext,
  side: Side,
  limitTicks: PriceTicks | null,
  stopTicks: PriceTicks | null,
): PriceMicros {
  const tick = context.instrument.tickMicros;
  return expectedPriceMicros(
    context,
    side,
    limitTicks === null ? null : limitTicks * tick,
    stopTicks === null ? null : stopTicks * tick,
  );
}

/** Value of `lots` at a price, micros, rounded up; NaN for an unknown price. */
export function notionalMicros(instrument: Instrument, lots: QuantityLots, priceMicros: PriceMicros): MoneyMicrosSafe {
  return millionthsUp(lots * instrument.lotMicros, priceMicros * instrument.multiplier);
}

/** Commission of one order of `lots` worth `notional`: order + unit + basis points, at least the minimum. */
export function commissionMicros(
  costs: CostConfig,
  instrument: Instrument,
  lots: QuantityLots,
  notional: MoneyMicrosSafe,
): MoneyMicrosSafe {
  let sum = costs.commissionPerOrderMicros;
  if (costs.commissionPerUnitMicros > 0) {
    sum += millionthsUp(lots * instrument.lotMicros, costs.commissionPerUnitMicros);
  }
  if (costs.commissionBps > 0)
    sum += millionthsUp(notional, roundHalfEvenToInteger(costs.commissionBps * MILLIONTHS_PER_BP));
  return Math.max(sum, costs.commissionMinimumMicros);
}

/** Initial margin of an opening order: half of a short sale, nothing for stock paid in full. */
export function initialMarginMicros(side: Side, notional: MoneyMicrosSafe): MoneyMicrosSafe {
  return side === "sell" ? Math.ceil(notional / 2) : 0;
}

/** Buying power that an opening order takes: the price of a purchase, the initial margin of a short sale, commission. */
export function openingCostMicros(
  context: PortfolioContext,
  side: Side,
  lots: QuantityLots,
  notional: MoneyMicrosSafe,
): MoneyMicrosSafe {
  const money = side === "buy" ? notional : initialMarginMicros(side, notional);
  return money + commissionMicros(context.costs, context.instrument, lots, notional);
}

/**
 * ceil(a x b / 1e6) of non-negative integers without the product leaving 2^53; NaN stays NaN. A
 * rounded quotient of integers below 2^53 never crosses a whole number, so the division is exact
 * enough and spares the slow remainder; fractional lots of an instrument above 9,007 in price may
 * be an ulp off, far below a cent.
 */
function millionthsUp(a: number, b: number): number {
  const whole = Math.floor(a / MICROS);
  const rest = a - whole * MICROS;
  return whole * b + Math.ceil((rest * b) / MICROS);
}
