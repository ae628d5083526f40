import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { BOLLINGER_REVERSION } from "./bollinger-reversion.ts";
import { runStrategy, sessionWalks, wordsOf } from "./strategy-fixture.test.ts";
import { following, wordsOfWishes } from "./wish-fixture.test.ts";

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

/** Lower band and middle at every close, NaN before the n-th. */
function bands(closes: readonly number[], n: number, width: number): { lower: number; middle: number }[] {
  return closes.map((_, k) => {
    const window = closes.slice(Math.max(0, k - n + 1), k + 1);
    if (window.length < n) return { lower: Number.NaN, middle: Number.NaN };
    const middle = mean(window);
    return { middle, lower: middle - width * Math.sqrt(mean(window.map((x) => (x - middle) * (x - middle)))) };
  });
}

test("long when the close falls through the lower band, flat from the middle on", () => {
  let signals = 0;
  fc.assert(
    fc.property(
      sessionWalks,
      fc.integer({ min: 2, max: 12 }),
      fc.constantFrom(0, 0.5, 1, 1.5, 2),
      fc.integer({ min: 2, max: 9 }),
      (bars, period, width, n) => {
        const refuses = (k: number): boolean => k % n === 0;
        const words = wordsOf(runStrategy(BOLLINGER_REVERSION, { period, width }, bars, following(refuses)));
        const closes = bars.map((bar) => bar.close / 1e6);
        const columns = bands(closes, period, width);
        const wishes = closes.map((close, k): "long" | "flat" | "" => {
          const { lower, middle } = columns[k] ?? { lower: Number.NaN, middle: Number.NaN };
          if ((closes[k - 1] ?? Number.NaN) >= (columns[k - 1]?.lower ?? Number.NaN) && close < lower) return "long";
          return close >= middle ? "flat" : "";
        });
        assert.deepEqual(words, wordsOfWishes(wishes, refuses, true));
        signals += words.filter((word) => word !== "").length;
      },
    ),
    { seed: 7, numRuns: 300 },
  );
  assert.ok(signals > 500, `the walks leave the bands: ${signals}`);
});
