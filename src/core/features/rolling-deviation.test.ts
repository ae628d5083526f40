import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Prices, runFeature, walks } from "./feature-fixture.test.ts";

function twin(bars: readonly Prices[], n: number): number[] {
  return bars.map((_, k) => {
    if (k < n - 1) return Number.NaN;
    const window = bars.slice(k - n + 1, k + 1).map((bar) => bar.close / 1e6);
    const mean = window.reduce((sum, x) => sum + x, 0) / n;
    return Math.sqrt(window.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / n);
  });
}

test("bit for bit the population deviation of each window", () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 1, max: 40 }), (bars, n) => {
      assert.deepEqual(runFeature({ kind: "rolling-deviation", parameters: { period: n } }, bars), twin(bars, n));
    }),
  );
});
