import type { PriceMicros } from "../core/model/units.ts";

/**
 * Decimal text to numbers, straight from bytes and without a double in between: a price is the
 * text rounded half-even to 1e-6, however many digits of float noise it carries.
 */

const PAD = [1_000_000, 100_000, 10_000, 1000, 100, 10, 1];
const POWERS_OF_TEN = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
const DOT = 46;
const MINUS = 45;
const PLUS = 43;

/** The bytes [start, end) as {@link PriceMicros}, half-even; NaN when they are no decimal number or too large. */
export function parsePriceMicros(bytes: Uint8Array, start: number, end: number): PriceMicros {
  let at = start;
  let value = 0;
  let digit = at < end ? (bytes[at] as number) - 48 : -1;
  while (digit >= 0 && digit <= 9) {
    value = value * 10 + digit;
    at += 1;
    digit = at < end ? (bytes[at] as number) - 48 : -1;
  }
  if (at === start || at - start > 15) return parseSlowly(bytes, start, end);
  if (at === end) return safe(value * 1_000_000);
  if (bytes[at] !== DOT) return parseSlowly(bytes, start, end);
  at += 1;
  const fractionEnd = end - at > 6 ? at + 6 : end;
  const fractionStart = at;
  while (at < fractionEnd) {
    digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) return parseSlowly(bytes, start, end);
    value = value * 10 + digit;
    at += 1;
  }
  value *= PAD[at - fractionStart] as number;
  if (at === end) return safe(value);
  return roundRest(bytes, start, at, end, value);
}

/** The bytes as a double (exact for whole numbers to 2^53), for volumes; NaN when they are no number. */
export function parseDouble(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let value = 0;
  let digits = 0;
  let scale = -1;
  while (at < end) {
    const byte = bytes[at] as number;
    if (byte >= 48 && byte <= 57) {
      value = value * 10 + (byte - 48);
      digits += 1;
    } else if (byte === DOT && scale < 0) scale = digits;
    else break;
    at += 1;
  }
  // Below 2^53 with a power of ten that is exact, one division rounds once, as the text does.
  if (at === end && digits > 0 && digits <= 15) {
    return scale < 0 ? value : value / (POWERS_OF_TEN[digits - scale] as number);
  }
  const text = textOf(bytes, start, end);
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** Any decimal text, exponents included, as {@link PriceMicros}, half-even; NaN when it is none. */
export function decimalToMicros(text: string): PriceMicros {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (match === null) return Number.NaN;
  const whole = match[2] ?? "";
  const fraction = match[3] ?? "";
  if (whole.length + fraction.length === 0) return Number.NaN;
  const shift = Number(match[4] ?? "0") - fraction.length + 6;
  const digits = BigInt(whole + fraction);
  let micros: bigint;
  if (shift >= 0) micros = digits * 10n ** BigInt(shift);
  else {
    const unit = 10n ** BigInt(-shift);
    const rest = digits % unit;
    micros = digits / unit;
    const twice = rest * 2n;
    if (twice > unit || (twice === unit && micros % 2n === 1n)) micros += 1n;
  }
  const value = safe(Number(micros));
  return match[1] === "-" && value !== 0 ? -value : value;
}

function roundRest(bytes: Uint8Array, start: number, from: number, end: number, floor: number): number {
  const first = (bytes[from] as number) - 48;
  let isMore = false;
  for (let at = from; at < end; at += 1) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) return parseSlowly(bytes, start, end);
    if (at > from && digit !== 0) isMore = true;
  }
  const isUp = first > 5 || (first === 5 && (isMore || floor % 2 === 1));
  return safe(isUp ? floor + 1 : floor);
}

function parseSlowly(bytes: Uint8Array, start: number, end: number): number {
  const first = start < end ? (bytes[start] as number) : 0;
  const isNumeric = (first >= 48 && first <= 57) || first === DOT || first === MINUS || first === PLUS;
  return isNumeric ? decimalToMicros(textOf(bytes, start, end)) : Number.NaN;
}

function safe(value: number): number {
  return value <= Number.MAX_SAFE_INTEGER ? value : Number.NaN;
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let at = start; at < end; at += 1) text += String.fromCharCode(bytes[at] as number);
  return text;
}
