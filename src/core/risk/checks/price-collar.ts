import { ceilDiv, floorDiv, roundHalfEvenToInteger } from "../../math/round.ts";
import type { Order } from "../../model/order.ts";
import type { PortfolioContext } from "../../model/portfolio-context.ts";
import type { Side } from "../../model/signal.ts";
import type { PriceTicks } from "../../model/units.ts";
import type { Measure, PreTradeCheck } from "../pre-trade-check.ts";
import { atMost, notApplicable } from "../verdicts.ts";

/** Collar ratios are kept to a millionth. */
const MILLION = 1_000_000;

/**
 * A limit is within the collar of the last close. An opening limit counts on both sides, a closing
 * one only where it would give value away: a far target is a wish, not a slip of the finger. Orders
 * without a limit pass once there is a price; they carry {@link collarTicksOf} instead.
 */
export const priceCollar: PreTradeCheck = {
  id: "price-collar",
  label: "Price within the collar",
  unit: "ratio",
  scope: "all",
  alwaysEnforced: false,
  denyCode: "PRICE_COLLAR",
  evaluate(order: Order, context: PortfolioContext, measure: Measure): number {
    const { limits, lastMicros, instrument } = context;
    if (limits.collarRatio === null) return notApplicable(measure);
    if (order.limitTicks === null) return atMost(measure, lastMicros > 0 ? 0 : Number.NaN, limits.collarRatio);
    const above = order.limitTicks * instrument.tickMicros - lastMicros;
    const worse = order.side === "buy" ? above : -above;
    const away = order.effect === "open" ? Math.abs(worse) : Math.max(0, worse);
    return atMost(measure, away / lastMicros, limits.collarRatio);
  },
};

/**
 * Price in ticks beyond which a market order must not fill, rounded towards the last close; null
 * without a last close, without a collar, and where limits are only recorded (profile none).
 */
export function collarTicksOf(side: Side, context: PortfolioContext): PriceTicks | null {
  const { limits, lastMicros, instrument } = context;
  if (limits.collarRatio === null || !limits.isEnforced || !Number.isFinite(lastMicros)) return null;
  const room = roundHalfEvenToInteger(limits.collarRatio * MILLION) * lastMicros;
  if (side === "buy") return floorDiv(lastMicros + Math.floor(room / MILLION), instrument.tickMicros);
  return ceilDiv(lastMicros - Math.floor(room / MILLION), instrument.tickMicros);
}
