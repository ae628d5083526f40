import type { ExitDistance, StandardExits } from "../contract/signal.ts";
import type { Bracket } from "../core/model/signal.ts";
import type { PriceMicros } from "../core/model/units.ts";
import { microsOfText } from "./micros-of-text.ts";

/** The core's bracket of a sender's exits; a distance that is no exact number is NaN. */
export function bracketOf(exits: StandardExits | null): Bracket | null {
  if (exits === null) return null;
  const { stopLoss, trailing, takeProfit } = exits;
  const one = stopLoss ?? takeProfit;
  if (one === null) return null;
  return {
    unit: "percent" in one ? "millionths" : "micros",
    stop: stopLoss === null ? null : amountOf(stopLoss),
    isTrailing: trailing,
    target: takeProfit === null ? null : amountOf(takeProfit),
  };
}

/** Entry to stop per unit, for sizing by risk; null without a stop, or without a price to take its per cent of. */
export function stopDistanceOf(bracket: Bracket | null, price: PriceMicros | null): PriceMicros | null {
  if (bracket === null || bracket.stop === null) return null;
  if (bracket.unit === "micros") return bracket.stop;
  if (price === null) return null;
  // Rounded up: what is risked is never counted too small. In bigint, as the product may not fit a double.
  return Number((BigInt(price) * BigInt(bracket.stop) + 999_999n) / 1_000_000n);
}

/** Micros of price, or millionths of it: one per cent is 10 000 of them. */
function amountOf(exit: ExitDistance): number {
  return "percent" in exit ? microsOfText(exit.percent) / 100 : microsOfText(exit.distance);
}
