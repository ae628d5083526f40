import { assert } from "../assert.ts";
import type { Order } from "../model/order.ts";
import type { Bracket, Side } from "../model/signal.ts";
import type { PriceTicks, QuantityLots, UnixMicros } from "../model/units.ts";
import { type BookedOrder, createOrder, findOrder, type OrderBook } from "./order-book.ts";

/** Where the protective exits of an entry belong; null: the bracket wants none of that kind. */
export interface ProtectionLevels {
  readonly stopTicks: PriceTicks | null;
  /** Distance of a trailing stop, which then has no fixed level. */
  readonly trailTicks: PriceTicks | null;
  readonly targetTicks: PriceTicks | null;
}

/** One protective order to make: its lots and the level of its kind; the other levels are null. */
export interface LegTerms {
  readonly lots: QuantityLots;
  readonly stopTicks: PriceTicks | null;
  readonly limitTicks: PriceTicks | null;
  readonly trailTicks: PriceTicks | null;
  readonly now: UnixMicros;
}

/** Legs 0 to 2 are the signal's own (see `Order.leg`); protective orders of an entry are numbered from here. */
const FIRST_LEG = 3;
const MILLION = 1_000_000n;

/**
 * The levels of a bracket around the average price of the entry's fills (`lotTicks / lots`, exact),
 * rounded half-even to a tick and never below one tick. `side` is the entry's.
 */
export function planProtection(
  lotTicks: number,
  lots: QuantityLots,
  bracket: Bracket,
  side: Side,
  tickMicros: number,
): ProtectionLevels {
  assert(Number.isSafeInteger(lotTicks) && lots > 0, "levels follow from fills");
  const average = { lotTicks: BigInt(lotTicks), lots: BigInt(lots), tickMicros: BigInt(tickMicros) };
  const withPosition = side === "buy" ? 1n : -1n;
  const { stop, target, isTrailing, unit } = bracket;
  return {
    stopTicks: stop === null || isTrailing ? null : levelOf(average, unit, BigInt(stop) * -withPosition),
    trailTicks: stop === null || !isTrailing ? null : distanceOf(average, unit, BigInt(stop)),
    targetTicks: target === null ? null : levelOf(average, unit, BigInt(target) * withPosition),
  };
}

interface AveragePrice {
  readonly lotTicks: bigint;
  readonly lots: bigint;
  readonly tickMicros: bigint;
}

/** Average price moved by a signed distance, in ticks. */
function levelOf(average: AveragePrice, unit: Bracket["unit"], distance: bigint): PriceTicks {
  const { lotTicks, lots, tickMicros } = average;
  if (unit === "millionths") return roundTicks(lotTicks * (MILLION + distance), lots * MILLION);
  return roundTicks(lotTicks * tickMicros + distance * lots, lots * tickMicros);
}

/** A distance alone, in ticks. */
function distanceOf(average: AveragePrice, unit: Bracket["unit"], distance: bigint): PriceTicks {
  const { lotTicks, lots, tickMicros } = average;
  if (unit === "millionths") return roundTicks(lotTicks * distance, lots * MILLION);
  return roundTicks(distance, tickMicros);
}

/** Half-even in bigint: the exact numerators do not fit a double. */
function roundTicks(numerator: bigint, denominator: bigint): PriceTicks {
  if (numerator <= 0n) return 1;
  const floor = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const isUp = twice > denominator || (twice === denominator && floor % 2n === 1n);
  return Math.max(1, Number(isUp ? floor + 1n : floor));
}

/** Protective legs made so far for the signal of an order, by whichever order of its replace chain. */
export function legsMadeFor(book: OrderBook, order: Order): number {
  let made = 0;
  for (const orders of [book.live, book.terminal]) {
    for (const other of orders) {
      if (other.legsMade > made && isSameSignal(other, order)) made = other.legsMade;
    }
  }
  return made;
}

/** True for orders that one signal brought, whatever they are for. */
export function isSameSignal(a: Order, b: Order): boolean {
  return (
    a.externalSignalId === b.externalSignalId &&
    a.strategy === b.strategy &&
    a.instrument === b.instrument &&
    a.tsBar === b.tsBar &&
    a.n === b.n
  );
}

/**
 * Makes one protective order of an entry, in status INTENT. Its id is the signal's cause and its
 * number among the legs made for that signal, so the same protection built again after a crash is
 * the same order.
 */
export function createLeg(book: OrderBook, entry: Order, role: "stop" | "target", terms: LegTerms): BookedOrder {
  const parent = findOrder(book, entry.index);
  assert(parent !== null && parent.effect === "open", "protective orders belong to an entry in the book");
  const isTrailing = role === "stop" && terms.trailTicks !== null;
  const leg = FIRST_LEG + parent.legsMade;
  parent.legsMade += 1;
  return createOrder(book, {
    account: parent.account,
    strategy: parent.strategy,
    instrument: parent.instrument,
    externalSignalId: parent.externalSignalId,
    tsBar: parent.tsBar,
    n: parent.n,
    leg,
    endsSignal: false,
    attempt: 0,
    intent: "exit",
    side: parent.side === "buy" ? "sell" : "buy",
    effect: "close",
    role,
    parent: parent.index,
    replaces: -1,
    isExternal: false,
    type: role === "target" ? "limit" : isTrailing ? "trailing-stop" : "stop",
    timeInForce: "gtc",
    quantityLots: terms.lots,
    limitTicks: role === "target" ? terms.limitTicks : null,
    stopTicks: role === "stop" && !isTrailing ? terms.stopTicks : null,
    trailTicks: isTrailing ? terms.trailTicks : null,
    tsGoodTill: null,
    bracket: null,
    onShortfall: "reject",
    stopDistanceTicks: null,
    tsCreated: terms.now,
  });
}
