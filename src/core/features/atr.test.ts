import { test } from "node:test";
import fc from "fast-check";
import { assertClose, type Prices, runFeature, walks } from "./feature-fixture.test.ts";

/** Wilder's own form: ((n - 1) x average + range) / n, ranges from the second bar on. */
function twin(bars: readonly Prices[], n: number): number[] {
  const ranges = bars.slice(1).map((bar, k) => {
    const before = bars[k]?.close ?? 0;
    return (Math.max(bar.high, before) - Math.min(bar.low, before)) / 1e6;
  });
  return bars.map((_, k) => {
    if (k < n) return Number.NaN;
    let mean = ranges.slice(0, n).reduce((sum, x) => sum + x, 0) / n;
    for (const x of ranges.slice(n, k)) mean = ((n - 1) * mean + x) / n;
    return mean;
  });
}

test("agrees with Wilder's form", () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 1, max: 30 }), (bars, n) => {
      assertClose(runFeature({ kind: "atr", parameters: { period: n } }, bars), twin(bars, n));
    }),
  );
});
