import { assert } from "../assert.ts";
import { ceilDiv, floorDiv, halfEvenDiv } from "../math/round.ts";
import type { SizingConfig } from "../model/config.ts";
import type { Instrument } from "../model/instrument.ts";
import type { Order, PositionEffect } from "../model/order.ts";
import type { Side, Signal } from "../model/signal.ts";
import {
  type AccountIndex,
  MICROS,
  type PriceMicros,
  type PriceTicks,
  type QuantityLots,
  type UnixMicros,
} from "../model/units.ts";
import { createOrder, type OrderBook } from "./order-book.ts";

/** One sized signal, ready to become orders. */
export interface OrderPlan {
  readonly signal: Signal;
  readonly account: AccountIndex;
  readonly instrument: Instrument;
  readonly sizing: SizingConfig["kind"];
  /** Entries: lots to open. Exits: lots to close at most. */
  readonly lots: QuantityLots;
  /** The strategy's own sub-position in the instrument, signed. */
  readonly strategyLots: QuantityLots;
  /** Unfilled lots of its closing orders under way. */
  readonly closingLots: QuantityLots;
  /** Which try of the same intent, from 0. */
  readonly attempt: number;
  readonly now: UnixMicros;
}

/** Why a plan gave no order; `none` when it gave some. */
export type PlanRefusal =
  | "none"
  | "NO_LOTS"
  | "NOTHING_TO_CLOSE"
  | "BAD_LIMIT_PRICE"
  | "BAD_STOP_PRICE"
  | "BAD_TRAIL"
  | "BAD_GOOD_TILL"
  | "BAD_BRACKET";

/**
 * Appends the orders of one sized signal to `planned`: one, or two for a reversal (the exit of the
 * old position as leg 0, then the entry as leg 1). Exits never exceed what is left of the
 * strategy's own sub-position. A refusal has created nothing.
 */
export function planOrders(book: OrderBook, plan: OrderPlan, planned: Order[]): PlanRefusal {
  const { signal, instrument, lots, strategyLots, closingLots } = plan;
  assert(plan.instrument.index === signal.instrument, "a signal is planned on its own instrument");
  assert(closingLots >= 0, "closing lots under way are counted, not signed");
  const hasLimit = signal.orderType === "limit" || signal.orderType === "stop-limit";
  const hasStop = signal.orderType === "stop" || signal.orderType === "stop-limit";
  const limitTicks = hasLimit ? limitTicksOf(signal.limitMicros, signal.side, instrument.tickMicros) : null;
  const stopTicks = hasStop ? stopTicksOf(signal.stopMicros, instrument.tickMicros) : null;
  if (hasLimit && (limitTicks === null || limitTicks <= 0)) return "BAD_LIMIT_PRICE";
  if (hasStop && (stopTicks === null || stopTicks <= 0)) return "BAD_STOP_PRICE";
  const extras = refuseExtras(plan);
  if (extras !== "none") return extras;
  if (lots <= 0) return "NO_LOTS";

  const isBuy = signal.side === "buy";
  const opposing = isBuy ? -strategyLots : strategyLots;
  const closable = Math.max(0, opposing - closingLots);
  if (signal.intent === "exit") {
    if (closable === 0) return "NOTHING_TO_CLOSE";
    planned.push(
      planOne(book, plan, {
        leg: 0,
        endsSignal: true,
        effect: "close",
        lots: Math.min(lots, closable),
        limitTicks,
        stopTicks,
      }),
    );
    return "none";
  }
  if (closable > 0)
    planned.push(
      planOne(book, plan, { leg: 0, endsSignal: false, effect: "close", lots: closable, limitTicks, stopTicks }),
    );
  planned.push(
    planOne(book, plan, { leg: closable > 0 ? 1 : 0, endsSignal: true, effect: "open", lots, limitTicks, stopTicks }),
  );
  return "none";
}

/** Trailing distance, end of a gtd order and bracket, as far as they can be judged before a fill. */
function refuseExtras(plan: OrderPlan): PlanRefusal {
  const { signal, instrument } = plan;
  if (signal.orderType === "trailing-stop") {
    const trailTicks = stopTicksOf(signal.trailMicros, instrument.tickMicros);
    if (trailTicks === null || trailTicks <= 0) return "BAD_TRAIL";
  }
  if (signal.timeInForce === "gtd") {
    const { tsGoodTill } = signal;
    if (tsGoodTill === null || !Number.isSafeInteger(tsGoodTill) || tsGoodTill <= plan.now) return "BAD_GOOD_TILL";
  }
  const { bracket } = signal;
  if (bracket === null || signal.intent === "exit") return "none";
  if (!isDistance(bracket.stop) || !isDistance(bracket.target)) return "BAD_BRACKET";
  if (bracket.isTrailing && bracket.stop === null) return "BAD_BRACKET";
  // Against the position at most the whole price: beyond it no stop of a long, no target of a short can be reached.
  const against = signal.side === "buy" ? bracket.stop : bracket.target;
  if (bracket.unit === "millionths" && against !== null && against >= MICROS) return "BAD_BRACKET";
  return "none";
}

function isDistance(value: number | null): boolean {
  return value === null || (Number.isSafeInteger(value) && value > 0);
}

interface Leg {
  readonly leg: number;
  readonly endsSignal: boolean;
  readonly effect: PositionEffect;
  readonly lots: QuantityLots;
  readonly limitTicks: PriceTicks | null;
  readonly stopTicks: PriceTicks | null;
}

function planOne(book: OrderBook, plan: OrderPlan, leg: Leg): Order {
  const { signal } = plan;
  const isOpening = leg.effect === "open";
  return createOrder(book, {
    account: plan.account,
    strategy: signal.strategy,
    instrument: signal.instrument,
    externalSignalId: signal.externalId,
    tsBar: signal.tsBar,
    n: signal.n,
    leg: leg.leg,
    endsSignal: leg.endsSignal,
    attempt: plan.attempt,
    intent: isOpening ? "entry" : "exit",
    side: signal.side,
    effect: leg.effect,
    role: isOpening ? "entry" : "exit",
    parent: -1,
    replaces: -1,
    isExternal: false,
    type: signal.orderType,
    timeInForce: signal.timeInForce,
    quantityLots: leg.lots,
    limitTicks: leg.limitTicks,
    stopTicks: leg.stopTicks,
    trailTicks:
      signal.orderType === "trailing-stop" ? stopDistanceTicksOf(signal.trailMicros, plan.instrument.tickMicros) : null,
    tsGoodTill: signal.timeInForce === "gtd" ? signal.tsGoodTill : null,
    bracket: isOpening ? signal.bracket : null,
    onShortfall: plan.sizing === "fixed-quantity" ? "reject" : "reduce",
    stopDistanceTicks: isOpening ? stopDistanceTicksOf(signal.stopDistanceMicros, plan.instrument.tickMicros) : null,
    tsCreated: plan.now,
  });
}

/** A limit in ticks, never worse for us than asked: buys rounded down, sells up. Null: no exact price. */
export function limitTicksOf(micros: PriceMicros | null, side: Side, tickMicros: number): PriceTicks | null {
  if (micros === null || !Number.isSafeInteger(micros)) return null;
  return side === "buy" ? floorDiv(micros, tickMicros) : ceilDiv(micros, tickMicros);
}

/** A stop in ticks, rounded half-even. Null: no exact price. */
export function stopTicksOf(micros: PriceMicros | null, tickMicros: number): PriceTicks | null {
  if (micros === null || !Number.isSafeInteger(micros)) return null;
  return halfEvenDiv(micros, tickMicros);
}

/** Entry-to-stop distance in ticks, half-even, at least one tick; null without a stop. */
export function stopDistanceTicksOf(micros: PriceMicros | null, tickMicros: number): PriceTicks | null {
  const ticks = stopTicksOf(micros, tickMicros);
  return ticks === null ? null : Math.max(1, ticks);
}
