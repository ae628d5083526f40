import { assert } from "../assert.ts";
import type { BarClosed } from "../model/input.ts";
import type { PriceMicros } from "../model/units.ts";
import { isLimitReached, isStopReached } from "./fill-price.ts";
import type { VenueOrder } from "./venue-state.ts";

/** At what price a bar fills an order. */
export interface Match {
  /** Price before slippage and rounding. */
  readonly baseMicros: PriceMicros;
  /** The open did it; otherwise something later within the bar. */
  readonly isAtOpen: boolean;
  readonly hasSlippage: boolean;
}

/**
 * Whether and at what price `bar` fills `order` (semantics section 3); null: not in this bar.
 * Marks a stop-limit as triggered. An ioc order sees nothing of the bar but its open.
 */
export function matchOrder(order: VenueOrder, bar: BarClosed, tickMicros: number, touch: boolean): Match | null {
  switch (order.type) {
    case "market":
      return { baseMicros: bar.openMicros, isAtOpen: true, hasSlippage: true };
    case "limit":
      return matchLimit(order, bar, tickMicros, touch);
    case "stop":
    case "trailing-stop":
      return matchStop(order, bar, tickMicros);
    case "stop-limit":
      return matchStopLimit(order, bar, tickMicros, touch);
  }
}

function matchLimit(order: VenueOrder, bar: BarClosed, tickMicros: number, touch: boolean): Match | null {
  assert(order.limitTicks !== null, "a limit order has a limit");
  const limitMicros = order.limitTicks * tickMicros;
  if (isLimitReached(order.isBuy, bar.openMicros, limitMicros, touch)) {
    return { baseMicros: bar.openMicros, isAtOpen: true, hasSlippage: false };
  }
  if (order.timeInForce === "ioc") return null;
  const best = order.isBuy ? bar.lowMicros : bar.highMicros;
  if (!isLimitReached(order.isBuy, best, limitMicros, touch)) return null;
  return { baseMicros: limitMicros, isAtOpen: false, hasSlippage: false };
}

function matchStop(order: VenueOrder, bar: BarClosed, tickMicros: number): Match | null {
  assert(order.stopTicks !== null, "a stop order has a stop");
  const stopMicros = order.stopTicks * tickMicros;
  if (isStopReached(order.isBuy, bar.openMicros, stopMicros)) {
    return { baseMicros: bar.openMicros, isAtOpen: true, hasSlippage: true };
  }
  if (order.timeInForce === "ioc") return null;
  const worst = order.isBuy ? bar.highMicros : bar.lowMicros;
  if (!isStopReached(order.isBuy, worst, stopMicros)) return null;
  return { baseMicros: stopMicros, isAtOpen: false, hasSlippage: true };
}

function matchStopLimit(order: VenueOrder, bar: BarClosed, tickMicros: number, touch: boolean): Match | null {
  if (order.isTriggered) return matchLimit(order, bar, tickMicros, touch);
  const trigger = matchStop(order, bar, tickMicros);
  if (trigger === null) return null;
  order.isTriggered = true;
  // Triggered within the bar, nobody knows which of its prices came after: the limit starts with the next bar.
  return trigger.isAtOpen ? matchLimit(order, bar, tickMicros, touch) : null;
}
