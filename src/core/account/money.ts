import { assert } from "../assert.ts";
import type { Instrument } from "../model/instrument.ts";
import type { MoneyMicrosSafe } from "../model/units.ts";
import { MICROS } from "../model/units.ts";

/** Micros of money that one lot moving one tick is worth; an exact integer for every instrument we load. */
export function lotTickValueMicros(instrument: Instrument): number {
  const value = (instrument.tickMicros * instrument.multiplier * instrument.lotMicros) / MICROS;
  assert(Number.isSafeInteger(value) && value > 0, "a lot times a tick is a whole number of micros");
  return value;
}

/**
 * lots x ticks x value as exact micros. The product of integers below 2^53 is exact in a double,
 * so bigint is only needed beyond; such sums do not fit a message and halt.
 */
export function notionalMicros(lotTicks: number, valueMicros: number): MoneyMicrosSafe {
  const product = lotTicks * valueMicros;
  assert(Number.isSafeInteger(product), "the notional of one fill is below 9e9 in its currency");
  return product;
}

/** The share `part / whole` of an amount, floored, so that the last share takes what is left. */
export function proRata(amountMicros: MoneyMicrosSafe, part: number, whole: number): MoneyMicrosSafe {
  if (part === whole) return amountMicros;
  const product = amountMicros * part;
  if (Number.isSafeInteger(product)) return Math.floor(product / whole);
  return Number((BigInt(amountMicros) * BigInt(part)) / BigInt(whole));
}
