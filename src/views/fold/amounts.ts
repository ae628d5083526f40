import type { Instrument } from "../../core/model/instrument.ts";
import { required } from "../../core/assert.ts";

const MILLION = 1_000_000n;

/** Money of lots x ticks of an instrument, micros, half to even. */
export function notionalMicrosOf(lotTicks: number, instrument: Instrument): number {
  const product =
    BigInt(lotTicks) * BigInt(instrument.tickMicros) * BigInt(instrument.lotMicros) * BigInt(instrument.multiplier);
  return Number(divideHalfEven(product, MILLION));
}

/** Money of `lots` at a price in micros, half to even. */
export function valueMicrosOf(lots: number, priceMicros: number, instrument: Instrument): number {
  const product = BigInt(lots) * BigInt(priceMicros) * BigInt(instrument.lotMicros) * BigInt(instrument.multiplier);
  return Number(divideHalfEven(product, MILLION));
}

/** Average price in micros of a sum of lots x ticks; null without lots. */
export function averageMicrosOf(lotTicks: number, lots: number, instrument: Instrument): number | null {
  if (lots === 0) return null;
  return Number(divideHalfEven(BigInt(lotTicks) * BigInt(instrument.tickMicros), BigInt(lots)));
}

/** Quantity in micro units of lots. */
export function quantityMicrosOf(lots: number, instrument: Instrument): number {
  return lots * instrument.lotMicros;
}

/** Integer quotient, ties to even; either sign. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const sign = numerator < 0n === denominator < 0n ? 1n : -1n;
  const a = numerator < 0n ? -numerator : numerator;
  const b = denominator < 0n ? -denominator : denominator;
  const quotient = a / b;
  const twice = (a % b) * 2n;
  const isUp = twice > b || (twice === b && quotient % 2n === 1n);
  return sign * (isUp ? quotient + 1n : quotient);
}

/** The instrument at a dense index, which InstrumentsLoaded has named. */
export function instrumentAt(instruments: readonly Instrument[], index: number): Instrument {
  return required(instruments[index], "outputs name loaded instruments");
}
