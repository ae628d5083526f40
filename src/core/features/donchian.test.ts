import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runOutputs, walks } from "./feature-fixture.test.ts";

test("bit for bit the extremes of the bars before the current one", () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 1, max: 30 }), (bars, n) => {
      const extremes = bars.map((_, k) => {
        const window = bars.slice(Math.max(0, k - n), k);
        if (window.length < n) return [Number.NaN, Number.NaN] as const;
        return [
          Math.max(...window.map((bar) => bar.high / 1e6)),
          Math.min(...window.map((bar) => bar.low / 1e6)),
        ] as const;
      });
      assert.deepEqual(runOutputs({ kind: "donchian", parameters: { period: n } }, bars), {
        upper: extremes.map(([upper]) => upper),
        middle: extremes.map(([upper, lower]) => (upper + lower) / 2),
        lower: extremes.map(([, lower]) => lower),
      });
    }),
  );
});

test("a new high breaks the channel in its own bar", () => {
  const bar = (high: number): { high: number; low: number; close: number } => ({ high, low: 1e6, close: high });
  const { upper } = runOutputs({ kind: "donchian", parameters: { period: 2 } }, [
    bar(2e6),
    bar(3e6),
    bar(9e6),
    bar(4e6),
  ]);
  assert.deepEqual(upper, [Number.NaN, Number.NaN, 3, 9]);
});
