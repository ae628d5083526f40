import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { column, runOutputs, walks } from "./feature-fixture.test.ts";

const length = fc.integer({ min: 1, max: 20 });

test("bit for bit the average that moves by the squared efficiency", () => {
  fc.assert(
    fc.property(walks, length, length, length, (bars, n, fast, slow) => {
      const closes = column(bars, "close");
      const [quick, lazy] = [2 / (fast + 1), 2 / (slow + 1)];
      const efficiency = closes.map((x, k) => {
        if (k < n) return Number.NaN;
        let path = 0;
        for (let j = k - n + 1; j <= k; j++) path += Math.abs((closes[j] ?? 0) - (closes[j - 1] ?? 0));
        return path === 0 ? 0 : Math.abs(x - (closes[k - n] ?? 0)) / path;
      });
      const kama: number[] = [];
      for (const [k, x] of closes.entries()) {
        const before = kama[k - 1] ?? 0;
        const factor = (efficiency[k] ?? 0) * (quick - lazy) + lazy;
        kama.push(k < n - 1 ? Number.NaN : k === n - 1 ? x : before + factor * factor * (x - before));
      }
      const actual = runOutputs({ kind: "kama", parameters: { period: n, fast, slow } }, bars);
      assert.deepEqual(actual, { kama, efficiency });
    }),
  );
});
