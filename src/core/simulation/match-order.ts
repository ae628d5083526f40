import { assert } from "../assert.ts";
import { halfEvenDiv } from "../math/round.ts";
import type { BarClosed } from "../model/input.ts";
import type { PriceMicros } from "../model/units.ts";
import { isLimitReached, isStopReached } from "./fill-price.ts";
import type { VenueOrder } from "./venue-order.ts";

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
 * Marks stops as triggered. An ioc or fok order sees nothing of the bar but its open.
 */
export function matchOrder(order: VenueOrder, bar: BarClosed, tickMicros: number, touch: boolean): Match | null {
  switch (order.type) {
    case "market":
      return { baseMicros: bar.openMicros, isAtOpen: true, hasSlippage: true };
    case "limit":
      return matchLimit(order, bar, tickMicros, touch);
    case "stop":
    case "trailing-stop":
      return matchTriggerable(order, bar, tickMicros);
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
  if (isForOpenOnly(order)) return null;
  const best = order.isBuy ? bar.lowMicros : bar.highMicros;
  if (!isLimitReached(order.isBuy, best, limitMicros, touch)) return null;
  return { baseMicros: limitMicros, isAtOpen: false, hasSlippage: false };
}

/** True for orders that are matched against one open and end. */
export function isForOpenOnly(order: Readonly<VenueOrder>): boolean {
  return order.timeInForce === "ioc" || order.timeInForce === "fok";
}

/**
 * Moves the level of a trailing stop by the extreme of a bar that did not trigger it, rounded
 * half-even to a tick; it only ever moves towards the market.
 */
export function trailStop(order: VenueOrder, bar: BarClosed, tickMicros: number): void {
  assert(order.trailTicks !== null, "a trailing stop has a distance");
  const level = order.isBuy
    ? halfEvenDiv(bar.lowMicros, tickMicros) + order.trailTicks
    : halfEvenDiv(bar.highMicros, tickMicros) - order.trailTicks;
  if (order.stopTicks === null) order.stopTicks = level;
  else order.stopTicks = order.isBuy ? Math.min(order.stopTicks, level) : Math.max(order.stopTicks, level);
}

/** True when the bar's open fills the target of a group and does not reach its stop: then no stop came first. */
export function doesOpenFillTarget(
  target: VenueOrder,
  stop: VenueOrder,
  bar: BarClosed,
  tickMicros: number,
  touch: boolean,
): boolean {
  if (target.limitTicks === null || stop.isTriggered) return false;
  if (!isLimitReached(target.isBuy, bar.openMicros, target.limitTicks * tickMicros, touch)) return false;
  return stop.stopTicks === null || !isStopReached(stop.isBuy, bar.openMicros, stop.stopTicks * tickMicros);
}

function matchTriggerable(order: VenueOrder, bar: BarClosed, tickMicros: number): Match | null {
  // What a thin bar left of a triggered stop goes on as a market order.
  if (order.isTriggered) return { baseMicros: bar.openMicros, isAtOpen: true, hasSlippage: true };
  const match = matchStop(order, bar, tickMicros);
  if (match !== null) order.isTriggered = true;
  return match;
}

function matchStop(order: VenueOrder, bar: BarClosed, tickMicros: number): Match | null {
  // A trailing stop that came before the first price has no level yet.
  if (order.stopTicks === null) return null;
  const stopMicros = order.stopTicks * tickMicros;
  if (isStopReached(order.isBuy, bar.openMicros, stopMicros)) {
    return { baseMicros: bar.openMicros, isAtOpen: true, hasSlippage: true };
  }
  if (isForOpenOnly(order)) return null;
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
