import { decimalToMicros } from "../platform/decimal-micros.ts";

/** Exact integer of 1e-6; NaN when the text has more decimals or is too large. */
export function microsOfText(text: string): number {
  const result = decimalToMicros(text);
  return result.ok ? result.micros : Number.NaN;
}
