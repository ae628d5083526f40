import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleOrder } from "../../../tests/fixtures/decision.ts";
import type { BookedOrder } from "../execution/order-book.ts";
import type { Order } from "../model/order.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import type { World } from "./engine-fixture.test.ts";
import { createWorld, flat, slice, strategyConfig } from "./engine-fixture.test.ts";
import { discountReversal, fillContext } from "./fill-context.ts";
import { shortLots, takenLots, worstLots } from "./sum-exposure.ts";

const PRICE = 100_000_000;
const LOT = PRICE;

/** Two strategies and UNASSIGNED in one account, three instruments at 100.00. */
function worldWith(lots: readonly number[], orders: readonly Partial<Order>[], resurrected = 0): World {
  const strategies = [0, 1].map((index) => strategyConfig({ index, id: `s${index}`, instruments: [0, 1, 2] }));
  const world = createWorld({ strategies, instruments: 3 });
  slice(world, 0, 0, [flat(10_000), flat(10_000), flat(10_000)]);
  const { ledger, orders: book } = world.core.state.trading as NonNullable<World["core"]["state"]["trading"]>;
  lots.forEach((held, strategy) => {
    ledger.strategyLots[strategy * 3] = held;
    ledger.accountLots[0] = (ledger.accountLots[0] as number) + held;
  });
  const booked = orders.map((changes, index) => Object.assign(exampleOrder({ index, status: "WORKING", ...changes })));
  const live = booked.slice(0, booked.length - resurrected) as BookedOrder[];
  book.live.push(...live);
  book.resurrected.push(...(booked.slice(live.length) as BookedOrder[]));
  book.next = booked.length;
  return world;
}

function contextOf(world: World, order: Order | null = null): PortfolioContext {
  return fillContext(world.core, order?.strategy ?? 0, 0, order);
}

const buy = (quantityLots: number): Partial<Order> => ({ side: "buy", quantityLots });
const sell = (quantityLots: number): Partial<Order> => ({ side: "sell", quantityLots });
const exit = (order: Partial<Order>): Partial<Order> => ({ ...order, effect: "close", intent: "exit", role: "exit" });
const leg = (role: "stop" | "target", quantityLots: number, parent = 9): Partial<Order> => ({
  ...exit(sell(quantityLots)),
  role,
  parent,
});

test("the worst case counts every side, every status and what came back", () => {
  const table: readonly [string, readonly number[], readonly Partial<Order>[], number, number][] = [
    ["a position", [10], [], 0, 10],
    ["strategies against each other hold nothing", [10, -10], [], 0, 0],
    ["opening orders of both sides never offset", [0], [buy(4), sell(3)], 0, 7],
    ["nor do they offset a position", [10], [{ ...sell(3), strategy: 1 }], 0, 13],
    ["what is filled is a position already", [4], [{ ...buy(10), cumLots: 4 }], 0, 10],
    ["an order without an answer", [0], [{ ...buy(5), status: "UNKNOWN" }], 0, 5],
    ["held at the venue", [0], [{ ...buy(5), status: "HELD" }], 0, 5],
    ["an order asked to be cancelled", [0], [{ ...buy(5), pending: "cancel" }], 0, 5],
    ["an order of nobody here", [0], [{ ...buy(5), strategy: 2, isExternal: true }], 0, 5],
    ["one that had ended and works again", [0], [{ ...buy(5), status: "CANCELED" }], 1, 5],
    ["an exit of what is held", [10], [exit(sell(10))], 0, 10],
    ["an exit that leaves the other strategy's short", [10, -10], [exit(sell(10))], 0, 10],
    ["protective legs are no exposure", [10, -10], [leg("stop", 10), leg("target", 10)], 0, 0],
    ["both ends of a replace count until one is dead", [0], [buy(5), { ...buy(8), replaces: 0 }], 0, 13],
    ["of a replace downwards too", [0], [buy(8), { ...buy(5), replaces: 0 }], 0, 13],
  ];
  for (const [name, lots, orders, resurrected, expected] of table) {
    const context = contextOf(worldWith(lots, orders, resurrected));
    assert.equal(context.symbolExposureMicros, expected * LOT, name);
    assert.equal(context.deployedMicros, expected * LOT, name);
  }
});

test("protective legs of one parent count once against another parent's leg, and not against an exit", () => {
  const world = worldWith([20], [leg("stop", 10), leg("target", 8), exit(sell(3))]);
  assert.equal(contextOf(world).strategyClosingLots, 3);
  assert.equal(contextOf(world, exampleOrder({ ...exit(sell(5)), index: 3 })).strategyClosingLots, 3);
  assert.equal(contextOf(world, exampleOrder({ ...leg("stop", 5, 8), index: 3 })).strategyClosingLots, 13);
  assert.equal(contextOf(world, exampleOrder({ ...leg("stop", 5, 9), index: 3 })).strategyClosingLots, 3);
});

test("the order under check is added to the one it replaces", () => {
  const world = worldWith([0], [buy(5)]);
  const larger = exampleOrder({ ...buy(8), index: 1, replaces: 0 });
  assert.equal(contextOf(world, larger).symbolExposureMicros, 5 * LOT);
  const smaller = exampleOrder({ ...buy(2), index: 1, replaces: 0 });
  assert.equal(contextOf(world, smaller).symbolExposureMicros, 5 * LOT);
});

test("an unknown outcome here and a resurrected order of anybody here are noted", () => {
  const unknown = { ...buy(1), status: "UNKNOWN" } as const;
  assert.equal(contextOf(worldWith([0], [unknown])).hasUnknownOrder, true);
  assert.equal(contextOf(worldWith([0], [{ ...unknown, instrument: 1 }])).hasUnknownOrder, false);
  assert.equal(contextOf(worldWith([0], [{ ...unknown, strategy: 1 }])).hasUnknownOrder, false);
  const back = { ...sell(1), strategy: 1, status: "CANCELED" } as const;
  assert.equal(contextOf(worldWith([0], [back], 1)).hasUnknownOrder, true);
});

test("two orders in one other instrument are one position", () => {
  const context = contextOf(worldWith([0], [buy(1), { ...buy(1), instrument: 1 }, { ...buy(2), instrument: 1 }]));
  assert.equal(context.otherPositionCount, 1);
});

test("a reversal frees the strategy's own position and uncovers what another holds against it", () => {
  const alone = contextOf(worldWith([10], []));
  const cash = alone.buyingPowerMicros;
  discountReversal(alone);
  assert.equal(alone.deployedMicros, 0);
  assert.ok(alone.buyingPowerMicros > cash);
  const against = contextOf(worldWith([10, -4], []));
  assert.equal(against.deployedMicros, 6 * LOT);
  discountReversal(against);
  assert.equal(against.deployedMicros, 4 * LOT);
  assert.equal(against.marginUsedMicros, 2 * LOT);
});

test("crossing zero is paid for: a short with its margin, a long with its price", () => {
  assert.deepEqual([worstLots(10, 0, 10), shortLots(10, 10), takenLots(10, 0, 10)], [10, 0, 0]);
  assert.deepEqual([worstLots(0, 0, 10), shortLots(0, 10), takenLots(0, 0, 10)], [10, 10, 5]);
  assert.deepEqual([worstLots(0, 10, 0), shortLots(0, 0), takenLots(0, 10, 0)], [10, 0, 10]);
  assert.deepEqual([worstLots(-10, 10, 0), shortLots(-10, 0), takenLots(-10, 10, 0)], [10, 10, 15]);
});
