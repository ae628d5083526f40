import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { meanOf, rolling, runOutputs, walks } from "./feature-fixture.test.ts";

const length = fc.integer({ min: 1, max: 15 });

test("bit for bit the mean of the places in each range, and the mean of these", () => {
  fc.assert(
    fc.property(walks, length, length, length, (bars, k, d, smoothing) => {
      const places = bars.map((bar, i) => {
        const window = bars.slice(Math.max(0, i - k + 1), i + 1);
        if (window.length < k) return Number.NaN;
        const high = Math.max(...window.map((one) => one.high / 1e6));
        const low = Math.min(...window.map((one) => one.low / 1e6));
        return high === low ? 50 : (100 * (bar.close / 1e6 - low)) / (high - low);
      });
      const kColumn = rolling(places, smoothing, meanOf);
      assert.deepEqual(runOutputs({ kind: "stochastic", parameters: { k, d, smoothing } }, bars), {
        k: kColumn,
        d: rolling(kColumn, d, meanOf),
      });
    }),
  );
});

test("50 where high and low are the same", () => {
  const still = Array.from({ length: 3 }, () => ({ high: 5e6, low: 5e6, close: 5e6 }));
  const outputs = runOutputs({ kind: "stochastic", parameters: { k: 2, d: 1, smoothing: 1 } }, still);
  assert.deepEqual(outputs["k"], [Number.NaN, 50, 50]);
});
