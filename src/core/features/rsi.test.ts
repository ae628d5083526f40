import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assertClose, type Prices, runFeature, walks } from "./feature-fixture.test.ts";

/** Wilder's own form: ((n - 1) x average + change) / n. */
function twin(bars: readonly Prices[], n: number): number[] {
  const changes = bars.slice(1).map((bar, k) => bar.close / 1e6 - (bars[k]?.close ?? 0) / 1e6);
  const gains = changes.map((change) => Math.max(change, 0));
  const losses = changes.map((change) => Math.max(-change, 0));
  const average = (series: readonly number[], count: number): number => {
    let mean = series.slice(0, n).reduce((sum, x) => sum + x, 0) / n;
    for (const x of series.slice(n, count)) mean = ((n - 1) * mean + x) / n;
    return mean;
  };
  return bars.map((_, k) => {
    if (k < n) return Number.NaN;
    const gain = average(gains, k);
    const loss = average(losses, k);
    if (loss === 0) return gain === 0 ? 50 : 100;
    return (100 * gain) / (gain + loss);
  });
}

test("agrees with Wilder's form", () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 1, max: 30 }), (bars, n) => {
      assertClose(runFeature({ kind: "rsi", parameters: { period: n } }, bars), twin(bars, n));
    }),
  );
});

test("100 without a loss, 50 without a change, 0 without a gain", () => {
  const flat = (closes: readonly number[]): Prices[] => closes.map((close) => ({ high: close, low: close, close }));
  const spec = { kind: "rsi", parameters: { period: 2 } };
  const nan = Number.NaN;
  assert.deepEqual(runFeature(spec, flat([5e6, 5e6, 5e6, 5e6])), [nan, nan, 50, 50]);
  assert.deepEqual(runFeature(spec, flat([5e6, 6e6, 6e6, 7e6])), [nan, nan, 100, 100]);
  assert.deepEqual(runFeature(spec, flat([5e6, 4e6, 3e6, 3e6])), [nan, nan, 0, 0]);
});
