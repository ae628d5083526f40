import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Order } from "../model/order.ts";
import { createOrder, createOrderBook, type NewOrder } from "./order-book.ts";
import { clientOrderIdOf, signalIdOf } from "./order-ids.ts";
import { addFill, addOrder, createOrdersHash, digestOrders } from "./orders-hash.ts";

const NAMES = { accountId: "acc", strategyId: "spy-ema", symbol: "SPY" };
const BUY: NewOrder = {
  account: 0,
  strategy: 0,
  instrument: 0,
  externalSignalId: null,
  tsBar: 1_700_000_000_000_000,
  n: 2,
  leg: 1,
  endsSignal: true,
  attempt: 0,
  intent: "entry",
  side: "buy",
  effect: "open",
  role: "entry",
  parent: -1,
  replaces: -1,
  isExternal: false,
  trailTicks: null,
  tsGoodTill: null,
  bracket: null,
  type: "limit",
  timeInForce: "gtc",
  quantityLots: 100,
  limitTicks: 50_000,
  stopTicks: null,
  onShortfall: "reject",
  stopDistanceTicks: null,
  tsCreated: 5,
};

/** Twin: base32 by string arithmetic over node's own SHA-256. */
function twinId(cause: string): string {
  let bits = "";
  for (const byte of createHash("sha256").update(cause).digest()) bits += byte.toString(2).padStart(8, "0");
  let text = "at";
  for (let i = 0; i < 26; i++)
    text += "abcdefghijklmnopqrstuvwxyz234567"[Number.parseInt(bits.slice(5 * i, 5 * i + 5), 2)];
  return text;
}

test("the client order id is a function of the cause alone", () => {
  const order = createOrder(createOrderBook(), BUY);
  const id = clientOrderIdOf(order, NAMES);
  assert.equal(id, twinId("acc|spy-ema|spy-ema:SPY:1700000000000000:2|SPY|entry|1|0"));
  assert.match(id, /^at[a-z2-7]{26}$/);
  assert.equal(signalIdOf({ externalId: "s-1", strategyId: "x", symbol: "SPY", tsBar: 1, n: 0 }), "s-1");
  // Price, quantity, time of creation and status are no part of it.
  const other = createOrder(createOrderBook(), { ...BUY, limitTicks: 1, quantityLots: 7, tsCreated: 99 });
  other.status = "FILLED";
  assert.equal(clientOrderIdOf(other, NAMES), id);
});

test("each part of the cause changes the id", () => {
  const variants: readonly Partial<NewOrder>[] = [
    {},
    { n: 3 },
    { tsBar: 1 },
    { leg: 0 },
    { attempt: 1 },
    { intent: "exit" },
    { externalSignalId: "s-1" },
  ];
  const ids = variants.map((change) => clientOrderIdOf(createOrder(createOrderBook(), { ...BUY, ...change }), NAMES));
  const order = createOrder(createOrderBook(), BUY);
  for (const change of [{ accountId: "b" }, { strategyId: "b" }, { symbol: "B" }]) {
    ids.push(clientOrderIdOf(order, { ...NAMES, ...change }));
  }
  assert.equal(new Set(ids).size, variants.length + 3);
});

test("the orders hash covers exactly the lines of the design", () => {
  const book = createOrderBook();
  const hash = createOrdersHash();
  const first = createOrder(book, BUY);
  const second = createOrder(book, { ...BUY, side: "sell", type: "stop", limitTicks: null, stopTicks: 49_000, leg: 0 });
  addOrder(hash, first);
  addOrder(hash, second);
  addFill(hash, { order: 1, tsEvent: 70, quantityLots: 100, priceTicks: 48_999, feeMicros: 1_000_000 });
  addFill(hash, { order: 0, tsEvent: 80, quantityLots: 60, priceTicks: 50_000, feeMicros: 1_000_000 });
  addFill(hash, { order: 0, tsEvent: 90, quantityLots: 40, priceTicks: 49_990, feeMicros: 0 });
  first.status = "FILLED";
  second.status = "FILLED";
  const expected = [
    `${clientOrderIdOf(first, NAMES)}|SPY|buy|limit|gtc|100|50000||FILLED`,
    "80|60|50000|1000000",
    "90|40|49990|0",
    `${clientOrderIdOf(second, NAMES)}|SPY|sell|stop|gtc|100||49000|FILLED`,
    "70|100|48999|1000000",
  ];
  const text = expected.map((line) => `${line}\n`).join("");
  const namesOf = (): typeof NAMES => NAMES;
  assert.equal(digestOrders(hash, namesOf), createHash("sha256").update(text).digest("hex"));
  assert.equal(digestOrders(hash, namesOf), digestOrders(hash, namesOf));
  second.status = "CANCELED";
  assert.notEqual(digestOrders(hash, namesOf), createHash("sha256").update(text).digest("hex"));
});

test("orders enter the hash in creation order only", () => {
  const book = createOrderBook();
  const hash = createOrdersHash();
  createOrder(book, BUY);
  const second: Order = createOrder(book, BUY);
  assert.throws(() => addOrder(hash, second), /creation order/);
  assert.throws(
    () => addFill(hash, { order: 0, tsEvent: 1, quantityLots: 1, priceTicks: 1, feeMicros: 0 }),
    /after its order/,
  );
});
