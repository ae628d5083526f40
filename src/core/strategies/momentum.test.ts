import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { MOMENTUM_STRATEGY } from "./momentum.ts";
import { runStrategy, sessionWalks, wordsOf } from "./strategy-fixture.test.ts";
import { following, wordsOfWishes } from "./wish-fixture.test.ts";

test("signals are the changes over the lookback beyond the threshold", () => {
  let signals = 0;
  fc.assert(
    fc.property(
      sessionWalks,
      fc.integer({ min: 1, max: 8 }),
      fc.constantFrom(0, 0.00002, 0.00004, 0.0001),
      fc.integer({ min: 2, max: 9 }),
      (bars, lookback, threshold, n) => {
        const refuses = (k: number): boolean => k % n === 0;
        const parameters = { lookback, threshold };
        const words = wordsOf(runStrategy(MOMENTUM_STRATEGY, parameters, bars, following(refuses)));
        const wishes = bars.map((bar, k): "long" | "flat" | "" => {
          const r = bar.close / 1e6 / ((bars[k - lookback]?.close ?? Number.NaN) / 1e6) - 1;
          if (r > threshold) return "long";
          return r < -threshold ? "flat" : "";
        });
        assert.deepEqual(words, wordsOfWishes(wishes, refuses));
        signals += words.filter((word) => word !== "").length;
      },
    ),
    { seed: 7, numRuns: 300 },
  );
  assert.ok(signals > 500, `the walks move: ${signals}`);
});
