/**
 * The one place where the core rounds. A quotient n / d of safe integers that is not whole is at
 * least 1 / d away from every whole number, and the double nearest to it is less than
 * (n / d) x 2^-53 < 1 / d away from it: rounding that double down or up is exact, without a slow
 * remainder. Ties are told by remainder.
 */
import type { PriceMicros, PriceTicks } from "../model/units.ts";
import { assert } from "../assert.ts";

/** Largest integer not above `numerator / denominator`; safe integers, denominator positive, exact. */
export function floorDiv(numerator: number, denominator: number): number {
  assertDivisible(numerator, denominator);
  return Math.floor(numerator / denominator) + 0;
}

/** Smallest integer not below `numerator / denominator`; safe integers, denominator positive, exact. */
export function ceilDiv(numerator: number, denominator: number): number {
  assertDivisible(numerator, denominator);
  return Math.ceil(numerator / denominator) + 0;
}

/** `numerator / denominator` to the nearest integer, ties to the even one; safe integers, denominator positive, exact. */
export function halfEvenDiv(numerator: number, denominator: number): number {
  const floor = floorDiv(numerator, denominator);
  // Not numerator - floor * denominator, whose product may leave the safe range.
  const cut = numerator % denominator;
  const rest = cut < 0 ? cut + denominator : cut;
  // rest against (denominator - rest) instead of 2 * rest against denominator: no overflow.
  const toNext = denominator - rest;
  if (rest < toNext) return floor;
  if (rest > toNext) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The integer nearest to a finite double, ties to the even one; -0 becomes 0. */
export function roundHalfEvenToInteger(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor + 0;
  if (rest > 0.5) return floor + 1 + 0;
  return floor % 2 === 0 ? floor + 0 : floor + 1 + 0;
}

/** A price in micros as ticks, rounded against the trader: buyers pay the tick above, sellers get the one below. */
export function toTickAgainst(price: {
  readonly priceMicros: PriceMicros;
  readonly tickMicros: PriceMicros;
  readonly side: "buy" | "sell";
}): PriceTicks {
  return price.side === "buy"
    ? ceilDiv(price.priceMicros, price.tickMicros)
    : floorDiv(price.priceMicros, price.tickMicros);
}

/** Which integer stands for a quotient that is none; `half-even`: the nearest, ties to the even one. */
export type RoundingMode = "floor" | "ceil" | "half-even";

/** A quotient of integers of any size rounded by `mode`; the denominator is positive. */
export function divideWide(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  let floor = numerator / denominator;
  if (floor * denominator > numerator) floor -= 1n;
  const rest = numerator - floor * denominator;
  if (mode === "floor" || rest === 0n) return floor;
  if (mode === "ceil") return floor + 1n;
  const twice = 2n * rest;
  if (twice === denominator) return floor % 2n === 0n ? floor : floor + 1n;
  return twice > denominator ? floor + 1n : floor;
}

function assertDivisible(numerator: number, denominator: number): void {
  assert(Number.isSafeInteger(numerator), "the numerator of an exact division is a safe integer");
  assert(Number.isSafeInteger(denominator) && denominator > 0, "the denominator is a positive safe integer");
}

/** Shares are decimals of at most 12 places. */
const SHARE_SCALE = 1_000_000_000_000;

/** Largest integer not above `amount * share`, with the share taken as the decimal it was written as; safe integer amount. */
export function floorShare(amount: number, share: number): number {
  assert(Number.isSafeInteger(amount), "a share is taken of a safe integer");
  assert(share >= 0 && share <= 9_000, "a share is not negative and fits its scale");
  // bigint: 15 digits of money times 12 of the share do not fit a double.
  const product = BigInt(amount) * BigInt(roundHalfEvenToInteger(share * SHARE_SCALE));
  return Number(divideWide(product, BigInt(SHARE_SCALE), "floor"));
}

/** `amount * numerator / denominator` to the nearest integer, ties to the even one; safe amount, denominator positive, exact. */
export function halfEvenMultiplyDivide(amount: number, numerator: bigint, denominator: bigint): number {
  assert(Number.isSafeInteger(amount), "an exact product is taken of a safe integer");
  assert(denominator > 0n, "the denominator of an exact division is positive");
  const quotient = Number(divideWide(BigInt(amount) * numerator, denominator, "half-even"));
  assert(Number.isSafeInteger(quotient), "an exact product and quotient fit a safe integer");
  return quotient;
}
