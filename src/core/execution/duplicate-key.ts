import { halfEvenDiv } from "../math/round.ts";
import { sha256Hex } from "../math/sha256.ts";
import type { Side } from "../model/signal.ts";
import type { PriceMicros, QuantityLots } from "../model/units.ts";

/** What two orders by hand must share to be taken for one; `minute` counts from the epoch. */
export interface DuplicateFacts {
  readonly symbol: string;
  readonly side: Side;
  readonly quantityLots: QuantityLots;
  /** 0: a market order. */
  readonly priceMicros: PriceMicros;
  readonly minute: number;
}

/**
 * Key by which a repeated manual or webhook order is noticed: 24 digits of SHA-256 over
 * `symbol|side|quantity|price|minute`, the price with four decimals. Never an order's id: a price
 * and a clock are in it, and an honest second order in the same minute would be lost.
 */
export function duplicateKeyOf(facts: DuplicateFacts): string {
  const { symbol, side, quantityLots, priceMicros, minute } = facts;
  return sha256Hex(`${symbol}|${side}|${quantityLots}|${priceText(priceMicros)}|${minute}`).slice(0, 24);
}

/** Four decimals, half-even. */
function priceText(micros: PriceMicros): string {
  const units = halfEvenDiv(micros, 100);
  const digits = Math.abs(units).toString().padStart(5, "0");
  return `${units < 0 ? "-" : ""}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
