import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Bracket } from "../model/signal.ts";
import { createOrder, createOrderBook } from "./order-book.ts";
import { newOrder } from "./order-fixture.test.ts";
import { clientOrderIdOf } from "./order-ids.ts";
import { createLeg, planProtection } from "./protect.ts";

const CENT = 10_000;

/** `side lot-ticks/lots unit stop target -> stop trail target`; a `t` before the stop: trailing. */
const LEVELS: readonly string[] = [
  "buy 10000/1 micros 1000000 2000000 -> 9900 - 10200",
  "sell 10000/1 micros 1000000 2000000 -> 10100 - 9800",
  "buy 10000/1 millionths 10000 20000 -> 9900 - 10200",
  "buy 30001/3 micros 1000000 - -> 9900 - -",
  "buy 20001/2 micros - 1000000 -> - - 10100",
  "buy 20003/2 micros - 1000000 -> - - 10102",
  "buy 10000/1 micros t1000000 - -> - 100 -",
  "sell 10050/1 millionths t10000 - -> - 100 -",
  "sell 10150/1 millionths t10000 - -> - 102 -",
  "buy 50/1 micros 1000000 - -> 1 - -",
  "buy 10000/1 micros t1 - -> - 1 -",
];

test("levels follow from the average price of the fills, half-even to a tick", () => {
  const printed = LEVELS.map((line) => {
    const [given] = line.split(" -> ") as [string];
    const [side, price, unit, stop, target] = given.split(" ") as [string, string, string, string, string];
    const [lotTicks, lots] = price.split("/").map(Number) as [number, number];
    const number = (text: string): number | null => (text === "-" ? null : Number(text.replace("t", "")));
    const bracket: Bracket = {
      unit: unit as Bracket["unit"],
      stop: number(stop),
      isTrailing: stop.startsWith("t"),
      target: number(target),
    };
    const levels = planProtection(lotTicks, lots, bracket, side as "buy" | "sell", CENT);
    return `${given} -> ${levels.stopTicks ?? "-"} ${levels.trailTicks ?? "-"} ${levels.targetTicks ?? "-"}`;
  });
  assert.deepEqual(printed, LEVELS);
});

test("how an entry was cut into fills does not move its levels", () => {
  const part = fc.record({ lots: fc.integer({ min: 1, max: 1_000 }), times: fc.integer({ min: 1, max: 5 }) });
  fc.assert(
    fc.property(part, fc.integer({ min: 1_000, max: 90_000 }), ({ lots, times }, ticks) => {
      const bracket: Bracket = { unit: "millionths", stop: 12_345, isTrailing: false, target: 54_321 };
      const one = planProtection(lots * ticks, lots, bracket, "buy", CENT);
      assert.deepEqual(planProtection(lots * ticks * times, lots * times, bracket, "buy", CENT), one);
      assert.ok((one.stopTicks as number) < ticks && (one.targetTicks as number) > ticks);
    }),
  );
});

test("a leg closes what its entry opens, and each has an id of its own", () => {
  const book = createOrderBook();
  const entry = createOrder(book, newOrder({ n: 3 }));
  const none = { stopTicks: null, limitTicks: null, trailTicks: null };
  const stop = createLeg(book, entry, "stop", { ...none, lots: 30, stopTicks: 45, now: 7 });
  const target = createLeg(book, entry, "target", { ...none, lots: 30, limitTicks: 60, now: 7 });
  const trailing = createLeg(book, entry, "stop", { ...none, lots: 40, trailTicks: 5, now: 8 });
  assert.deepEqual(
    [stop, target, trailing].map((leg) => [leg.type, leg.side, leg.effect, leg.role, leg.parent, leg.timeInForce]),
    [
      ["stop", "sell", "close", "stop", 0, "gtc"],
      ["limit", "sell", "close", "target", 0, "gtc"],
      ["trailing-stop", "sell", "close", "stop", 0, "gtc"],
    ],
  );
  assert.deepEqual([stop.stopTicks, target.limitTicks, trailing.trailTicks, entry.legsMade], [45, 60, 5, 3]);
  const names = { accountId: "a", strategyId: "s", symbol: "X" };
  assert.equal(new Set([entry, stop, target, trailing].map((order) => clientOrderIdOf(order, names))).size, 4);
});
