import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  isBeyondCollar,
  isLimitReached,
  isStopReached,
  slippageRatioOf,
  slippedTicks,
  unslippedTicks,
} from "./fill-price.ts";
import { multiplyDivide } from "./multiply-divide.ts";

/** `side base-micros bps tick-micros -> ticks`, worked out by hand. */
const SLIPPED: readonly string[] = [
  "sell 500000000 10 10000 -> 49950",
  "buy 500000000 10 10000 -> 50050",
  "sell 500010000 10 10000 -> 49950",
  "buy 500010000 10 10000 -> 50052",
  "buy 100000000 0 10000 -> 10000",
  "sell 100000000 0 10000 -> 10000",
  "buy 100000001 0 10000 -> 10001",
  "sell 100009999 0 10000 -> 10000",
  "buy 100000000 0.5 10000 -> 10001",
  "sell 100000000 0.5 10000 -> 9999",
  "buy 100000000 1 10000 -> 10001",
  "sell 100000000 1 10000 -> 9999",
  "buy 5000 10 10000 -> 1",
  "sell 5000 10 10000 -> 0",
  "buy 700000000000 3.3333 10000 -> 70023334",
  "sell 700000000000 3.3333 10000 -> 69976666",
  "buy 2500000 25 50000 -> 51",
  "sell 2500000 25 50000 -> 49",
];

test("slippage and rounding against the trader, exact", () => {
  const printed = SLIPPED.map((line) => {
    const given = line.split(" -> ")[0] as string;
    const [side, base, bps, tick] = given.split(" ") as [string, string, string, string];
    return `${given} -> ${slippedTicks(slippageRatioOf(Number(bps)), side === "buy", Number(base), Number(tick))}`;
  });
  assert.deepEqual(printed, SLIPPED);
});

test("slipped prices agree with bigint arithmetic at every size", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4_000_000_000_000 }),
      fc.integer({ min: 0, max: 99_999_999 }),
      fc.constantFrom(1, 100, 10_000, 50_000, 12_500),
      fc.boolean(),
      (base, scaledBps, tick, isBuy) => {
        const factor = isBuy ? 100_000_000n + BigInt(scaledBps) : 100_000_000n - BigInt(scaledBps);
        const numerator = BigInt(base) * factor;
        const denominator = 100_000_000n * BigInt(tick);
        const floor = numerator / denominator;
        const expected = isBuy && floor * denominator < numerator ? floor + 1n : floor;
        assert.equal(slippedTicks(slippageRatioOf(scaledBps / 10_000), isBuy, base, tick), Number(expected));
      },
    ),
  );
});

test("multiply and divide rounds once, in doubles and in bigint alike", () => {
  const modes = ["floor", "ceil", "half-even"] as const;
  const print = (a: number, b: number, c: number): number[] => modes.map((mode) => multiplyDivide(a, b, c, mode));
  assert.deepEqual(print(7, 1, 2), [3, 4, 4]);
  assert.deepEqual(print(5, 1, 2), [2, 3, 2]);
  assert.deepEqual(print(-5, 1, 2), [-3, -2, -2]);
  assert.deepEqual(print(6, 1, 2), [3, 3, 3]);
  const wide = 2 ** 40;
  assert.deepEqual(print(5 * wide, wide, 2 * wide), [2.5 * wide, 2.5 * wide, 2.5 * wide]);
  assert.deepEqual(print(2 ** 52 + 1, 4, 8), [2 ** 51, 2 ** 51 + 1, 2 ** 51]);
  assert.deepEqual(print(2 ** 52 + 3, 4, 8), [2 ** 51 + 1, 2 ** 51 + 2, 2 ** 51 + 2]);
  assert.deepEqual(print(-(2 ** 52) - 1, 4, 8), [-(2 ** 51) - 1, -(2 ** 51), -(2 ** 51)]);
});

test("limits fill strictly through, or on equality with touch; stops trigger on equality", () => {
  const rows: readonly string[] = [
    // side price against 100: limit, limit with touch, stop
    "buy 99 true true false",
    "buy 100 false true true",
    "buy 101 false false true",
    "sell 99 false false true",
    "sell 100 false true true",
    "sell 101 true true false",
  ];
  const printed = rows.map((row) => {
    const [side, price] = row.split(" ") as [string, string];
    const isBuy = side === "buy";
    const limit = isLimitReached(isBuy, Number(price), 100, false);
    const touched = isLimitReached(isBuy, Number(price), 100, true);
    return `${side} ${price} ${limit} ${touched} ${isStopReached(isBuy, Number(price), 100)}`;
  });
  assert.deepEqual(printed, rows);
});

test("a collar stops only what is worse than it", () => {
  assert.deepEqual(
    [99, 100, 101].map((ticks) => [isBeyondCollar(true, ticks, 100), isBeyondCollar(false, ticks, 100)]),
    [
      [false, true],
      [false, false],
      [true, false],
    ],
  );
  assert.equal(isBeyondCollar(true, 1e9, null), false);
});

test("limit fills are rounded against the trader", () => {
  assert.equal(unslippedTicks(true, 99_990_001, 10_000), 10_000);
  assert.equal(unslippedTicks(false, 99_999_999, 10_000), 9_999);
  assert.equal(unslippedTicks(true, 99_990_000, 10_000), 9_999);
});
