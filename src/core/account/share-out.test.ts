import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { halfEvenQuotient, shareOut } from "./share-out.ts";

const TABLE: readonly [numerators: bigint[], denominator: bigint, total: bigint, parts: bigint[]][] = [
  [[5n, 5n, 5n], 3n, 5n, [2n, 2n, 1n]],
  [[1n, 2n], 3n, 1n, [0n, 1n]],
  [[-1n, -2n], 3n, -1n, [0n, -1n]],
  [[7n, -7n], 2n, 0n, [4n, -4n]],
  [[4n, 6n], 2n, 5n, [2n, 3n]],
];

for (const [numerators, denominator, total, parts] of TABLE) {
  test(`${total} shared as ${numerators.join(" and ")} over ${denominator}`, () => {
    assert.deepEqual(shareOut(total, numerators, denominator), parts);
  });
}

test("parts add up and are within one of their exact share", () => {
  const amount = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
  fc.assert(
    fc.property(
      fc.array(amount, { maxLength: 20, size: "max" }),
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      (numerators, denominator) => {
        const sum = numerators.reduce((all, one) => all + one, 0n);
        const total = halfEvenQuotient(sum, denominator);
        const parts = shareOut(total, numerators, denominator);
        assert.equal(
          parts.reduce((all, one) => all + one, 0n),
          total,
        );
        parts.forEach((part, i) => {
          const off = part * denominator - (numerators[i] ?? 0n);
          assert.ok(off > -denominator && off < denominator);
        });
      },
    ),
  );
});

test("a tie goes to the even neighbour, on both sides of zero", () => {
  assert.deepEqual(
    [-5n, -3n, -1n, 1n, 3n, 5n].map((one) => halfEvenQuotient(one, 2n)),
    [-2n, -2n, 0n, 0n, 2n, 2n],
  );
});
