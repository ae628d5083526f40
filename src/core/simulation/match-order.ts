import { assert } from "../assert.ts";
import { halfEvenDiv } from "../math/round.ts";
import type { BarClosed } from "../model/input.ts";
import type { PriceMicros } from "../model/units.ts";
import { isLimitReached, isStopReached } from "./fill-price.ts";
import { type HalfSpread, quoteMicros } from "./taker-price.ts";
import type { VenueOrder } from "./venue-order.ts";

/** At what price a bar fills an order. */
export interface Match {
  /** Price before slippage and rounding. */
  readonly baseMicros: PriceMicros;
  /** The open did it; otherwise something later within the bar. */
  readonly isAtOpen: boolean;
  readonly hasSlippage: boolean;
}

/** How orders of one instrument are matched. */
export interface MatchRules {
  readonly tickMicros: number;
  /** Limits fill on equality. */
  readonly touch: boolean;
  /** Limits wait for the bid or ask around the bar's price; null: for the price itself. */
  readonly spread: HalfSpread | null;
}

/**
 * Whether and at what price `bar` fills `order` (semantics section 3); null: not in this bar.
 * Marks stops as triggered; stops look at the bar's prices, limits at the quotes around them. An
 * ioc or fok order sees nothing of the bar but its open.
 */
export function matchOrder(order: VenueOrder, bar: BarClosed, rules: MatchRules): Match | null {
  switch (order.type) {
    case "market":
      return { baseMicros: bar.openMicros, isAtOpen: true, hasSlippage: true };
    case "limit":
      return matchLimit(order, bar, rules);
    case "stop":
    case "trailing-stop":
      return matchTriggerable(order, bar, rules.tickMicros);
    case "stop-limit":
      return matchStopLimit(order, bar, rules);
  }
}

function matchLimit(order: VenueOrder, bar: BarClosed, rules: MatchRules): Match | null {
  assert(order.limitTicks !== null, "a limit order has a limit");
  const limitMicros = order.limitTicks * rules.tickMicros;
  const openMicros = quoteMicros(rules.spread, order.isBuy, bar.openMicros, rules.tickMicros);
  if (isLimitReached(order.isBuy, openMicros, limitMicros, rules.touch)) {
    return { baseMicros: openMicros, isAtOpen: true, hasSlippage: false };
  }
  if (isForOpenOnly(order) || !isLimitWithin(order, bar, rules)) return null;
  return { baseMicros: limitMicros, isAtOpen: false, hasSlippage: false };
}

/** True when the bar's range fills the order's limit somewhere. */
function isLimitWithin(order: Readonly<VenueOrder>, bar: BarClosed, rules: MatchRules): boolean {
  if (order.limitTicks === null) return false;
  const best = quoteMicros(rules.spread, order.isBuy, order.isBuy ? bar.lowMicros : bar.highMicros, rules.tickMicros);
  return isLimitReached(order.isBuy, best, order.limitTicks * rules.tickMicros, rules.touch);
}

/**
 * True when both the stop and the target of a bracket lie in the range of the bar and its open is
 * beyond neither: which came first nobody knows, and the loss side is taken.
 */
export function isAmbiguous(
  stop: Readonly<VenueOrder>,
  target: Readonly<VenueOrder>,
  bar: BarClosed,
  rules: MatchRules,
): boolean {
  if (stop.stopTicks === null || target.limitTicks === null) return false;
  const stopMicros = stop.stopTicks * rules.tickMicros;
  const worst = stop.isBuy ? bar.highMicros : bar.lowMicros;
  if (!isStopReached(stop.isBuy, worst, stopMicros) || !isLimitWithin(target, bar, rules)) return false;
  if (isStopReached(stop.isBuy, bar.openMicros, stopMicros)) return false;
  const openMicros = quoteMicros(rules.spread, target.isBuy, bar.openMicros, rules.tickMicros);
  return !isLimitReached(target.isBuy, openMicros, target.limitTicks * rules.tickMicros, rules.touch);
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
export function doesOpenFillTarget(target: VenueOrder, stop: VenueOrder, bar: BarClosed, rules: MatchRules): boolean {
  if (target.limitTicks === null || stop.isTriggered) return false;
  const { tickMicros } = rules;
  const openMicros = quoteMicros(rules.spread, target.isBuy, bar.openMicros, tickMicros);
  if (!isLimitReached(target.isBuy, openMicros, target.limitTicks * tickMicros, rules.touch)) return false;
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

function matchStopLimit(order: VenueOrder, bar: BarClosed, rules: MatchRules): Match | null {
  if (order.isTriggered) return matchLimit(order, bar, rules);
  const trigger = matchStop(order, bar, rules.tickMicros);
  if (trigger === null) return null;
  order.isTriggered = true;
  // Triggered within the bar, nobody knows which of its prices came after: the limit starts with the next bar.
  return trigger.isAtOpen ? matchLimit(order, bar, rules) : null;
}
