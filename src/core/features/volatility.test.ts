import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { column, meanOf, rolling, runFeature, walks } from "./feature-fixture.test.ts";

test("bit for bit the sample deviation of each window of simple returns", () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 2, max: 30 }), (bars, n) => {
      const closes = column(bars, "close");
      const returns = closes.map((x, k) => x / (closes[k - 1] ?? Number.NaN) - 1);
      const expected = rolling(returns, n, (window) => {
        const centre = meanOf(window);
        return Math.sqrt(window.reduce((sum, x) => sum + (x - centre) * (x - centre), 0) / (n - 1));
      });
      assert.deepEqual(runFeature({ kind: "volatility", parameters: { period: n } }, bars), expected);
    }),
  );
});
