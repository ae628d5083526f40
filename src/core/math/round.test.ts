import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  ceilDiv,
  floorDiv,
  floorShare,
  halfEvenDiv,
  halfEvenMultiplyDivide,
  roundHalfEvenToInteger,
  toTickAgainst,
} from "./round.ts";

const safeInteger = fc.maxSafeInteger();
const positive = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));

function bigFloor(n: bigint, d: bigint): bigint {
  const q = n / d;
  return n % d < 0n ? q - 1n : q;
}

test("quotients agree with bigint arithmetic over the whole safe range", () => {
  fc.assert(
    fc.property(safeInteger, positive, (n, d) => {
      const floor = bigFloor(BigInt(n), BigInt(d));
      const rest = BigInt(n) - floor * BigInt(d);
      const twice = 2n * rest;
      const up = twice > BigInt(d) || (twice === BigInt(d) && floor % 2n !== 0n);
      assert.equal(BigInt(floorDiv(n, d)), floor);
      assert.equal(BigInt(ceilDiv(n, d)), rest === 0n ? floor : floor + 1n);
      assert.equal(BigInt(halfEvenDiv(n, d)), up ? floor + 1n : floor);
    }),
    { numRuns: 2000 },
  );
});

test("ties go to the even neighbour and zero has no sign", () => {
  const table: readonly (readonly [number, number, number])[] = [
    [5, 10, 0],
    [15, 10, 2],
    [25, 10, 2],
    [-5, 10, 0],
    [-15, 10, -2],
    [-25, 10, -2],
    [7, 2, 4],
    [0, 3, 0],
  ];
  for (const [n, d, expected] of table) {
    assert.ok(Object.is(halfEvenDiv(n, d), expected), `${n}/${d}`);
    assert.ok(Object.is(roundHalfEvenToInteger(n / d), expected), `round ${n / d}`);
  }
  assert.equal(roundHalfEvenToInteger(2.5000000000000004), 3);
  assert.equal(roundHalfEvenToInteger(0.49999999999999994), 0);
  assert.equal(roundHalfEvenToInteger(-0.50000000000001), -1);
});

test("ticks are taken against the trader and stay within one tick", () => {
  assert.equal(toTickAgainst({ priceMicros: 499_500_000, tickMicros: 10_000, side: "sell" }), 49_950);
  assert.equal(toTickAgainst({ priceMicros: 499_500_001, tickMicros: 10_000, side: "sell" }), 49_950);
  assert.equal(toTickAgainst({ priceMicros: 499_500_001, tickMicros: 10_000, side: "buy" }), 49_951);
  assert.equal(toTickAgainst({ priceMicros: 499_500_000, tickMicros: 10_000, side: "buy" }), 49_950);
});

test("a zero or fractional divisor is a broken invariant", () => {
  assert.throws(() => floorDiv(1, 0), /denominator/);
  assert.throws(() => ceilDiv(1.5, 2), /numerator/);
  assert.throws(() => halfEvenDiv(1, -2), /denominator/);
});

test("a share is taken of the decimal that was written, not of its double", () => {
  // 70,000 x 0.15 and 1.1 x 0.57 are where doubles lose or gain the last unit.
  assert.equal(floorShare(70_000_000_000, 0.15), 10_500_000_000);
  assert.equal(floorShare(100, 0.57), 57);
  assert.equal(floorShare(100, 0.29), 29);
  assert.equal(floorShare(-1, 0.5), -1);
  assert.equal(floorShare(Number.MAX_SAFE_INTEGER, 1), Number.MAX_SAFE_INTEGER);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e15 }), fc.integer({ min: 0, max: 2_000_000 }), (amount, millionths) => {
      const expected = (BigInt(amount) * BigInt(millionths)) / 1_000_000n;
      assert.equal(BigInt(floorShare(amount, millionths / 1_000_000)), expected);
    }),
  );
});

test("an exact product and quotient agrees with division where both fit, and with its own inverse", () => {
  fc.assert(
    fc.property(safeInteger, positive, (n, d) => {
      assert.equal(halfEvenMultiplyDivide(n, 1n, BigInt(d)), halfEvenDiv(n, d));
      assert.equal(halfEvenMultiplyDivide(n, BigInt(d) * 10n ** 40n, BigInt(d) * 10n ** 40n), n);
    }),
  );
  assert.equal(halfEvenMultiplyDivide(645_570_000, 1n, 28n), 23_056_071);
  assert.equal(halfEvenMultiplyDivide(5, 3n, 10n), 2);
  assert.equal(halfEvenMultiplyDivide(-5, 3n, 10n), -2);
  assert.equal(halfEvenMultiplyDivide(5, 5n, 10n), 2);
});
