import { assert } from "../assert.ts";
import { ceilDiv, floorDiv } from "../math/round.ts";
import type { PriceMicros, PriceTicks } from "../model/units.ts";
import { multiplyDivide } from "./multiply-divide.ts";

/**
 * Price rules of the simulated venue (semantics section 3), pure. Base prices are PriceMicros
 * before slippage, fill prices PriceTicks after it, rounded against the trader.
 */

/** Slippage as reduced fractions, so that most products stay safe integers: price x numerator / denominator. */
export interface SlippageRatio {
  readonly buyNumerator: number;
  readonly sellNumerator: number;
  readonly denominator: number;
}

/** Basis points are taken to 1e-4 of a basis point. */
const BPS_SCALE = 10_000;
const RATIO_SCALE = 10_000 * BPS_SCALE;

/** The exact factors for a slippage of `bps` basis points, from 0 to below 10,000. */
export function slippageRatioOf(bps: number): SlippageRatio {
  assert(bps >= 0 && bps < 10_000, "slippage is at least 0 and below 10,000 basis points");
  const scaled = Math.round(bps * BPS_SCALE);
  const divisor = greatestCommonDivisor(RATIO_SCALE, scaled);
  return {
    buyNumerator: (RATIO_SCALE + scaled) / divisor,
    sellNumerator: (RATIO_SCALE - scaled) / divisor,
    denominator: RATIO_SCALE / divisor,
  };
}

/** Fill price of an order that takes liquidity at `baseMicros`: slipped, then rounded against the trader. */
export function slippedTicks(
  slippage: SlippageRatio,
  isBuy: boolean,
  baseMicros: PriceMicros,
  tickMicros: number,
): PriceTicks {
  return isBuy
    ? multiplyDivide(baseMicros, slippage.buyNumerator, slippage.denominator * tickMicros, "ceil")
    : multiplyDivide(baseMicros, slippage.sellNumerator, slippage.denominator * tickMicros, "floor");
}

/** Fill price of a limit order at `baseMicros`: no slippage, rounded against the trader. */
export function unslippedTicks(isBuy: boolean, baseMicros: PriceMicros, tickMicros: number): PriceTicks {
  return isBuy ? ceilDiv(baseMicros, tickMicros) : floorDiv(baseMicros, tickMicros);
}

/** True when a market at `priceMicros` fills the limit: strictly through it, or on equality with `touch`. */
export function isLimitReached(
  isBuy: boolean,
  priceMicros: PriceMicros,
  limitMicros: PriceMicros,
  touch: boolean,
): boolean {
  if (priceMicros === limitMicros) return touch;
  return isBuy ? priceMicros < limitMicros : priceMicros > limitMicros;
}

/** True when a market at `priceMicros` triggers the stop. */
export function isStopReached(isBuy: boolean, priceMicros: PriceMicros, stopMicros: PriceMicros): boolean {
  return isBuy ? priceMicros >= stopMicros : priceMicros <= stopMicros;
}

/** True when a fill at `priceTicks` is worse than the collar allows; a null collar allows all. */
export function isBeyondCollar(isBuy: boolean, priceTicks: PriceTicks, collarTicks: PriceTicks | null): boolean {
  if (collarTicks === null) return false;
  return isBuy ? priceTicks > collarTicks : priceTicks < collarTicks;
}

function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return x;
}
