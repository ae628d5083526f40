import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Prices, runFeature, walks } from "./feature-fixture.test.ts";

function twin(bars: readonly Prices[], n: number): number[] {
  const closes = bars.map((bar) => bar.close / 1e6);
  const out: number[] = [];
  for (let k = 0; k < closes.length; k++) {
    const x = closes[k] ?? 0;
    const e = out[k - 1] ?? 0;
    if (k < n - 1) out.push(Number.NaN);
    else if (k === n - 1) out.push(closes.slice(0, n).reduce((sum, close) => sum + close, 0) / n);
    else out.push(e + (2 / (n + 1)) * (x - e));
  }
  return out;
}

test("bit for bit the recursion over all bars", () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 1, max: 40 }), (bars, n) => {
      assert.deepEqual(runFeature({ kind: "ema", parameters: { period: n } }, bars), twin(bars, n));
    }),
  );
});
