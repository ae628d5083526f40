import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { NewOrder } from "./order-book.ts";
import { createOrder, createOrderBook } from "./order-book.ts";
import { restateAfterSplit, restateLots } from "./restate-split.ts";

const RESTING: NewOrder = {
  account: 0,
  strategy: 0,
  instrument: 0,
  externalSignalId: null,
  tsBar: 0,
  n: 0,
  leg: 0,
  endsSignal: true,
  attempt: 0,
  intent: "entry",
  side: "buy",
  effect: "open",
  role: "entry",
  parent: -1,
  replaces: -1,
  isExternal: false,
  type: "stop-limit",
  timeInForce: "gtc",
  quantityLots: 10,
  limitTicks: 50_001,
  stopTicks: 50_001,
  trailTicks: null,
  tsGoodTill: null,
  bracket: { unit: "micros", stop: 3_000_000, isTrailing: false, target: null },
  onShortfall: "reject",
  stopDistanceTicks: 1,
  tsCreated: 0,
};

/** `side quantity cum stated | to:from | quantity cum stated | limit stop`. */
const TABLE = `
buy  10 0 0 | 2:1  | 20 0 0  | 25000 25000
sell 10 0 0 | 2:1  | 20 0 0  | 25001 25000
buy  10 4 6 | 2:1  | 20 8 12 | 25000 25000
buy  10 4 4 | 3:2  | 15 6 6  | 33334 33334
buy  5  0 0 | 3:2  | 7 0 0   | 33334 33334
buy  5  3 0 | 1:10 | 1 0 0   | 500010 500010
`;

for (const line of TABLE.trim().split("\n")) {
  test(`a resting order over a split: ${line}`, () => {
    const [before, ratio, after, prices] = line.split("|").map((part) => part.trim());
    const [side, quantity, cum, stated] = before?.split(/ +/) ?? [];
    const [to, from] = ratio?.split(":").map(Number) ?? [];
    const book = createOrderBook();
    const order = createOrder(book, {
      ...RESTING,
      side: side === "buy" ? "buy" : "sell",
      quantityLots: Number(quantity),
    });
    order.cumLots = Number(cum);
    order.statedCumLots = Number(stated);
    order.cumLotTicks = 777;
    const other = createOrder(book, { ...RESTING, instrument: 1 });
    const untouched = { ...other };
    restateAfterSplit(book, 0, to ?? 0, from ?? 0);
    assert.equal(`${order.quantityLots} ${order.cumLots} ${order.statedCumLots}`, after);
    assert.equal(`${order.limitTicks} ${order.stopTicks}`, prices);
    assert.equal(order.cumLotTicks, 777, "what was paid stays");
    assert.ok((order.stopDistanceTicks ?? 0) >= 1);
    assert.deepEqual(other, untouched, "another instrument's order stays");
  });
}

test("distances of a bracket shrink with the price", () => {
  const book = createOrderBook();
  const order = createOrder(book, RESTING);
  restateAfterSplit(book, 0, 3, 1);
  assert.equal(order.bracket?.stop, 1_000_000);
});

test("an order never ends by a split, and its filled lots never exceed it", () => {
  const count = fc.integer({ min: 1, max: 1_000_000 });
  fc.assert(
    fc.property(count, fc.nat(1_000_000), count, count, (quantity, filled, to, from) => {
      const book = createOrderBook();
      const order = createOrder(book, { ...RESTING, quantityLots: quantity });
      order.cumLots = Math.min(filled, quantity - 1);
      restateAfterSplit(book, 0, to, from);
      assert.ok(order.quantityLots > order.cumLots && order.cumLots >= 0);
      assert.ok(order.quantityLots <= restateLots(quantity, to, from) + 1);
    }),
  );
});
