import assert from "node:assert/strict";
import { test } from "node:test";
import type { Instrument } from "../model/instrument.ts";
import type { Order } from "../model/order.ts";
import type { Signal } from "../model/signal.ts";
import { advanceOrder } from "./advance-order.ts";
import { createOrder, createOrderBook, findOrder, UNSENT_KEPT } from "./order-book.ts";
import { limitTicksOf, type OrderPlan, planOrders, stopDistanceTicksOf, stopTicksOf } from "./plan-orders.ts";

const CENT = 10_000;
const SPY: Instrument = {
  index: 0,
  symbol: "SPY",
  kind: "equity",
  currency: "USD",
  tickMicros: CENT,
  lotMicros: 1_000_000,
  multiplier: 1,
  isTradable: true,
};
const ENTRY: Signal = {
  externalId: null,
  strategy: 3,
  instrument: 0,
  environment: "backtest",
  intent: "entry",
  side: "buy",
  orderType: "market",
  limitMicros: null,
  stopMicros: null,
  timeInForce: "day",
  stopDistanceMicros: 1_234_999,
  bracket: null,
  trailMicros: null,
  tsGoodTill: null,
  quantityLots: null,
  referenceMicros: null,
  expectedAlpha: null,
  tsSent: 0,
  tsValidUntil: null,
  tsBar: 60,
  n: 0,
};

/** `intent side lots, position, closing under way -> orders as leg effect side lots`. */
const CASES: readonly string[] = [
  "entry buy 10, 0, 0 -> 0 open buy 10",
  "entry buy 10, 5, 0 -> 0 open buy 10",
  "entry sell 10, 5, 0 -> 0 close sell 5 + 1 open sell 10",
  "entry buy 10, -7, 0 -> 0 close buy 7 + 1 open buy 10",
  "entry buy 10, -7, 3 -> 0 close buy 4 + 1 open buy 10",
  "entry buy 10, -7, 7 -> 0 open buy 10",
  "exit sell 10, 10, 0 -> 0 close sell 10",
  "exit sell 99, 10, 0 -> 0 close sell 10",
  "exit sell 4, 10, 0 -> 0 close sell 4",
  "exit sell 10, 10, 6 -> 0 close sell 4",
  "exit sell 10, 10, 10 -> NOTHING_TO_CLOSE",
  "exit sell 10, 0, 0 -> NOTHING_TO_CLOSE",
  "exit sell 10, -10, 0 -> NOTHING_TO_CLOSE",
  "exit buy 10, -10, 0 -> 0 close buy 10",
  "entry buy 0, 0, 0 -> NO_LOTS",
];

test("a sized signal becomes one order, or two for a reversal", () => {
  const printed = CASES.map((line) => {
    const [given] = line.split(" -> ") as [string];
    const [what, position, closing] = given.split(", ") as [string, string, string];
    const [intent, side, lots] = what.split(" ") as ["entry" | "exit", "buy" | "sell", string];
    const planned: Order[] = [];
    const plan = planFor({ ...ENTRY, intent, side }, Number(lots), Number(position), Number(closing));
    const refusal = planOrders(createOrderBook(), plan, planned);
    const orders = planned.map((order) => `${order.leg} ${order.effect} ${order.side} ${order.quantityLots}`);
    return `${given} -> ${refusal === "none" ? orders.join(" + ") : refusal}`;
  });
  assert.deepEqual(printed, CASES);
});

test("legs of a reversal say what they do and only the entry carries the stop distance", () => {
  const planned: Order[] = [];
  planOrders(createOrderBook(), planFor({ ...ENTRY, side: "sell" }, 10, 5, 0), planned);
  assert.deepEqual(
    planned.map((order) => [order.index, order.intent, order.type, order.stopDistanceTicks, order.onShortfall]),
    [
      [0, "exit", "market", null, "reject"],
      [1, "entry", "market", 123, "reject"],
    ],
  );
});

test("only a fixed quantity is rejected on a shortfall", () => {
  for (const sizing of ["percent-equity", "risk-per-trade", "brain"] as const) {
    const planned: Order[] = [];
    planOrders(createOrderBook(), { ...planFor(ENTRY, 10, 0, 0), sizing }, planned);
    assert.equal(planned[0]?.onShortfall, "reduce");
  }
});

test("limits are never worse than asked, stops half-even", () => {
  assert.equal(limitTicksOf(100 * CENT + 9_999, "buy", CENT), 100);
  assert.equal(limitTicksOf(100 * CENT + 1, "sell", CENT), 101);
  assert.equal(limitTicksOf(100 * CENT, "buy", CENT), 100);
  assert.equal(limitTicksOf(100 * CENT, "sell", CENT), 100);
  assert.equal(stopTicksOf(100 * CENT + 5_000, CENT), 100);
  assert.equal(stopTicksOf(101 * CENT + 5_000, CENT), 102);
  assert.equal(stopTicksOf(100 * CENT + 5_001, CENT), 101);
  assert.equal(stopDistanceTicksOf(1, CENT), 1);
  assert.equal(stopDistanceTicksOf(null, CENT), null);
});

test("a price that is no price refuses the plan and creates nothing", () => {
  const book = createOrderBook();
  const planned: Order[] = [];
  for (const limitMicros of [null, 0, 9_999, -CENT, Number.NaN, 0.5]) {
    const plan = planFor({ ...ENTRY, orderType: "limit", limitMicros }, 1, 0, 0);
    assert.equal(planOrders(book, plan, planned), "BAD_LIMIT_PRICE");
  }
  for (const stopMicros of [null, 0, 5_000, Number.POSITIVE_INFINITY]) {
    const plan = planFor({ ...ENTRY, orderType: "stop", stopMicros }, 1, 0, 0);
    assert.equal(planOrders(book, plan, planned), "BAD_STOP_PRICE");
  }
  assert.equal(planned.length + book.next + book.live.length, 0);
});

test("trailing distance, end and bracket are refused where they are none", () => {
  const bracket = { unit: "millionths", stop: 20_000, isTrailing: false, target: 40_000 } as const;
  const cases: readonly (readonly [Partial<Signal>, string])[] = [
    [{ orderType: "trailing-stop", trailMicros: 50 * CENT }, "none"],
    [{ orderType: "trailing-stop", trailMicros: null }, "BAD_TRAIL"],
    [{ orderType: "trailing-stop", trailMicros: -CENT }, "BAD_TRAIL"],
    [{ timeInForce: "gtd", tsGoodTill: 61 }, "none"],
    [{ timeInForce: "gtd", tsGoodTill: 60 }, "BAD_GOOD_TILL"],
    [{ timeInForce: "gtd", tsGoodTill: null }, "BAD_GOOD_TILL"],
    [{ timeInForce: "fok" }, "none"],
    [{ bracket }, "none"],
    [{ bracket: { ...bracket, stop: 0 } }, "BAD_BRACKET"],
    [{ bracket: { ...bracket, target: 0.5 } }, "BAD_BRACKET"],
    [{ bracket: { ...bracket, stop: null, isTrailing: true } }, "BAD_BRACKET"],
    [{ bracket: { ...bracket, stop: 1_000_000 } }, "BAD_BRACKET"],
    [{ bracket: { ...bracket, target: 1_000_000 } }, "none"],
    [{ bracket: { ...bracket, target: 1_000_000 }, side: "sell" }, "BAD_BRACKET"],
  ];
  for (const [fields, expected] of cases) {
    const planned: Order[] = [];
    assert.equal(planOrders(createOrderBook(), planFor({ ...ENTRY, ...fields }, 1, 0, 0), planned), expected);
    assert.equal(planned.length, expected === "none" ? 1 : 0);
  }
});

test("distance and end are kept by the types that have them alone", () => {
  const planned: Order[] = [];
  const signal: Signal = { ...ENTRY, trailMicros: 50 * CENT, tsGoodTill: 99 };
  planOrders(createOrderBook(), planFor(signal, 1, 0, 0), planned);
  planOrders(
    createOrderBook(),
    planFor({ ...signal, orderType: "trailing-stop", timeInForce: "gtd" }, 1, 0, 0),
    planned,
  );
  assert.deepEqual(
    planned.map((order) => [order.trailTicks, order.tsGoodTill]),
    [
      [null, null],
      [50, 99],
    ],
  );
});

test("a denied order leaves the live ones", () => {
  const book = createOrderBook();
  const planned: Order[] = [];
  planOrders(book, planFor({ ...ENTRY, side: "sell" }, 10, 5, 0), planned);
  planOrders(book, planFor({ ...ENTRY, strategy: 4 }, 99, 0, 0), planned);
  const exit = planned[0] as Order;
  advanceOrder(book, exit, { event: "deny", now: 1, reason: "TEST" });
  assert.equal(exit.reason, "TEST");
  assert.deepEqual(
    book.live.map((order) => order.index),
    [1, 2],
  );
});

test("the book keeps the live orders and the last terminal ones, no more", () => {
  const book = createOrderBook();
  const planned: Order[] = [];
  planOrders(book, planFor(ENTRY, 10, 0, 0), planned);
  const kept = planned[0] as Order;
  for (let i = 1; i <= UNSENT_KEPT + 10; i++) {
    const order = createOrder(book, { ...kept, tsCreated: i });
    assert.equal(order.index, i);
    assert.equal(order.status, "INTENT");
    advanceOrder(book, order, { event: "deny", now: i, reason: "TEST" });
  }
  assert.equal(findOrder(book, 0), kept);
  assert.equal(findOrder(book, 10), null);
  assert.equal(findOrder(book, 11)?.index, 11);
  assert.equal(book.unsent.length, UNSENT_KEPT);
  assert.equal(book.terminal.length, 0, "a denial displaces no order that reached a venue");
  assert.deepEqual(book.live, [kept]);
});

function planFor(signal: Signal, lots: number, strategyLots: number, closingLots: number): OrderPlan {
  return {
    signal,
    account: 0,
    instrument: SPY,
    sizing: "fixed-quantity",
    lots,
    strategyLots,
    closingLots,
    attempt: 0,
    now: 60,
  };
}
