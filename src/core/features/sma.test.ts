import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Prices, runFeature, walks } from "./feature-fixture.test.ts";

function twin(bars: readonly Prices[], n: number): number[] {
  return bars.map((_, k) => {
    if (k < n - 1) return Number.NaN;
    return bars.slice(k - n + 1, k + 1).reduce((sum, bar) => sum + bar.close / 1e6, 0) / n;
  });
}

test("bit for bit the mean of each window", () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 1, max: 40 }), (bars, n) => {
      assert.deepEqual(runFeature({ kind: "sma", parameters: { period: n } }, bars), twin(bars, n));
    }),
  );
});
