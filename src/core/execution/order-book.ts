import { assert } from "../assert.ts";
import { isTerminal, type Order } from "../model/order.ts";
import type { InstrumentIndex, OrderIndex, QuantityLots, StrategyIndex } from "../model/units.ts";

/** How many terminal orders stay findable for late fills and duplicates; older ones are evicted. */
export const TERMINAL_KEPT = 256;

/** All orders the core still knows: the live ones in creation order and the latest terminal ones. */
export interface OrderBook {
  next: OrderIndex;
  /** Orders that are not terminal, in creation order; few. Read by anybody, changed only here. */
  readonly live: Order[];
  readonly byIndex: Map<OrderIndex, Order>;
  /** Ring of the terminal orders kept; -1 is an unused place. */
  readonly terminal: Float64Array;
  terminalCount: number;
  /** Execution ids seen per order that has fills: a fill is applied once. */
  readonly executionIds: Map<OrderIndex, string[]>;
}

/** What the planner decides about an order; the book adds number, status and counters. */
export type NewOrder = Omit<
  Order,
  | "index"
  | "collarTicks"
  | "status"
  | "pending"
  | "cumLots"
  | "cumLotTicks"
  | "feeMicros"
  | "reservedMicros"
  | "tsApproved"
  | "tsLast"
  | "reason"
>;

/** A book without orders; the first order gets number 0. */
export function createOrderBook(): OrderBook {
  return {
    next: 0,
    live: [],
    byIndex: new Map(),
    terminal: new Float64Array(TERMINAL_KEPT).fill(-1),
    terminalCount: 0,
    executionIds: new Map(),
  };
}

/** Adds an order in status INTENT under the next number. */
export function createOrder(book: OrderBook, fields: NewOrder): Order {
  assert(Number.isSafeInteger(fields.quantityLots) && fields.quantityLots > 0, "an order is for at least one lot");
  assert(
    (fields.limitTicks !== null) === (fields.type === "limit" || fields.type === "stop-limit"),
    "exactly limit and stop-limit orders have a limit",
  );
  assert(
    (fields.stopTicks !== null) === (fields.type === "stop" || fields.type === "stop-limit"),
    "exactly stop and stop-limit orders have a stop",
  );
  const order: Order = {
    index: book.next,
    account: fields.account,
    strategy: fields.strategy,
    instrument: fields.instrument,
    externalSignalId: fields.externalSignalId,
    tsBar: fields.tsBar,
    n: fields.n,
    leg: fields.leg,
    attempt: fields.attempt,
    intent: fields.intent,
    side: fields.side,
    effect: fields.effect,
    type: fields.type,
    timeInForce: fields.timeInForce,
    quantityLots: fields.quantityLots,
    limitTicks: fields.limitTicks,
    stopTicks: fields.stopTicks,
    collarTicks: null,
    onShortfall: fields.onShortfall,
    stopDistanceTicks: fields.stopDistanceTicks,
    tsCreated: fields.tsCreated,
    status: "INTENT",
    pending: "none",
    cumLots: 0,
    cumLotTicks: 0,
    feeMicros: 0,
    reservedMicros: 0,
    tsApproved: 0,
    tsLast: fields.tsCreated,
    reason: null,
  };
  book.next++;
  book.live.push(order);
  book.byIndex.set(order.index, order);
  return order;
}

/** The order of that number while the book knows it, else null. */
export function findOrder(book: OrderBook, index: OrderIndex): Order | null {
  return book.byIndex.get(index) ?? null;
}

/**
 * Moves an order that just became terminal out of the live ones and evicts the terminal order
 * that is {@link TERMINAL_KEPT} older. Only the two functions that change a status call it.
 */
export function retireOrder(book: OrderBook, order: Order): void {
  assert(isTerminal(order.status), "only a terminal order retires");
  const at = book.live.indexOf(order);
  assert(at >= 0, "an order retires once");
  for (let i = at + 1; i < book.live.length; i++) book.live[i - 1] = book.live[i] as Order;
  book.live.pop();
  const place = book.terminalCount % TERMINAL_KEPT;
  const evicted = book.terminal[place] as number;
  if (evicted >= 0) {
    book.byIndex.delete(evicted);
    book.executionIds.delete(evicted);
  }
  book.terminal[place] = order.index;
  book.terminalCount++;
}

/** Notes an execution id; false when this order has had it before. */
export function noteExecution(book: OrderBook, order: OrderIndex, executionId: string): boolean {
  const seen = book.executionIds.get(order);
  if (seen === undefined) {
    book.executionIds.set(order, [executionId]);
    return true;
  }
  if (seen.includes(executionId)) return false;
  seen.push(executionId);
  return true;
}

/** Unfilled lots of the strategy's orders in the instrument that open a position and are not terminal. */
export function openingLotsUnderWay(
  book: OrderBook,
  strategy: StrategyIndex,
  instrument: InstrumentIndex,
): QuantityLots {
  return lotsUnderWay(book, strategy, instrument, true);
}

/** Unfilled lots of the strategy's orders in the instrument that close a position and are not terminal. */
export function closingLotsUnderWay(
  book: OrderBook,
  strategy: StrategyIndex,
  instrument: InstrumentIndex,
): QuantityLots {
  return lotsUnderWay(book, strategy, instrument, false);
}

function lotsUnderWay(
  book: OrderBook,
  strategy: StrategyIndex,
  instrument: InstrumentIndex,
  isOpening: boolean,
): QuantityLots {
  let lots = 0;
  for (let i = 0; i < book.live.length; i++) {
    const order = book.live[i] as Order;
    if (order.strategy !== strategy || order.instrument !== instrument) continue;
    if ((order.effect === "open") === isOpening) lots += order.quantityLots - order.cumLots;
  }
  return lots;
}
