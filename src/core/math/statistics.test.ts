import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { conditionalValueAtRisk, maxDrawdown, mean, standardDeviation, valueAtRisk } from "./statistics.ts";

const losses = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 80, size: "max" });
const alpha = fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100);

/** Rockafellar and Uryasev's own definition: min over t of t + E[(L - t)+] / (1 - alpha), t among the losses. */
function minimumOfAuxiliary(sample: readonly number[], a: number): number {
  return Math.min(
    ...sample.map((t) => t + sample.reduce((sum, l) => sum + Math.max(0, l - t), 0) / (sample.length * (1 - a))),
  );
}

test("CVaR is the minimum of Rockafellar and Uryasev's function", () => {
  fc.assert(
    fc.property(losses, alpha, (sample, a) => {
      // Below one observation in the tail the definition and this formula both give the largest loss.
      const expected = minimumOfAuxiliary(sample, a);
      const actual = conditionalValueAtRisk(sample, a);
      assert.ok(Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${actual} ${expected}`);
    }),
    { numRuns: 500 },
  );
});

test("VaR is the smallest loss with at least alpha of the sample at or below it", () => {
  fc.assert(
    fc.property(losses, alpha, (sample, a) => {
      const share = (level: number): number => sample.filter((l) => l <= level).length / sample.length;
      const expected = Math.min(...sample.filter((l) => share(l) >= a));
      assert.equal(valueAtRisk(sample, a), expected);
    }),
    { numRuns: 500 },
  );
});

test("a hundred losses at 95 and at 7 percent", () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
  assert.equal(valueAtRisk(hundred, 0.95), 95);
  assert.equal(valueAtRisk(hundred, 0.07), 7);
  assert.ok(Math.abs(conditionalValueAtRisk(hundred, 0.95) - 98) < 1e-9);
  assert.equal(conditionalValueAtRisk([3, 9, 1], 0.95), 9);
  // k = 2.5: (10 + 9 + 0.5 * 8) / 2.5
  assert.equal(conditionalValueAtRisk([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.75), 9.2);
});

test("mean and standard deviation", () => {
  assert.equal(mean([1, 2, 3, 4]), 2.5);
  assert.equal(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9], 0), 2);
  assert.equal(standardDeviation([1, 3], 1), Math.SQRT2);
  assert.ok(Number.isNaN(standardDeviation([1], 1)));
  assert.ok(Number.isNaN(mean([])));
  assert.ok(Number.isNaN(valueAtRisk([], 0.95)));
  assert.ok(Number.isNaN(conditionalValueAtRisk([], 0.95)));
});

test("the largest fall agrees with looking at every pair", () => {
  assert.equal(maxDrawdown([100, 120, 90, 130, 117]), 0.25);
  assert.equal(maxDrawdown([100, 50]), 0.5);
  assert.equal(maxDrawdown([1, 2, 3]), 0);
  assert.ok(Number.isNaN(maxDrawdown([])));
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 40, size: "max" }),
      (equity) => {
        let worst = 0;
        for (let i = 0; i < equity.length; i++)
          for (let j = i; j < equity.length; j++) {
            const from = equity[i] ?? 0;
            worst = Math.max(worst, (from - (equity[j] ?? 0)) / from);
          }
        assert.equal(maxDrawdown(equity), worst);
      },
    ),
  );
});
