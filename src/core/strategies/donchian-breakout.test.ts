import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DONCHIAN_BREAKOUT } from "./donchian-breakout.ts";
import { FLAT, runStrategy, sessionWalks, type TestBar, wordsOf } from "./strategy-fixture.test.ts";
import { following, wordsOfWishes } from "./wish-fixture.test.ts";

/** In whole micros, over the bars before. */
function wishes(bars: readonly TestBar[], entry: number, exit: number): ("long" | "flat" | "")[] {
  return bars.map((bar, k) => {
    const highs = bars.slice(Math.max(0, k - entry), k).map((one) => one.high);
    const lows = bars.slice(Math.max(0, k - exit), k).map((one) => one.low);
    if (highs.length === entry && bar.close > Math.max(...highs)) return "long";
    return lows.length === exit && bar.close < Math.min(...lows) ? "flat" : "";
  });
}

test("signals are the closes beyond the channels of the bars before", () => {
  let signals = 0;
  const length = fc.integer({ min: 1, max: 8 });
  fc.assert(
    fc.property(sessionWalks, length, length, fc.integer({ min: 2, max: 9 }), (bars, entry, exit, n) => {
      const refuses = (k: number): boolean => k % n === 0;
      const words = wordsOf(runStrategy(DONCHIAN_BREAKOUT, { entry, exit }, bars, following(refuses)));
      assert.deepEqual(words, wordsOfWishes(wishes(bars, entry, exit), refuses));
      signals += words.filter((word) => word !== "").length;
    }),
    { seed: 7, numRuns: 300 },
  );
  assert.ok(signals > 500, `the walks break out: ${signals}`);
});

test("a close at the edge is no breakout, and the current bar is not in its own channel", () => {
  const bars = [
    [12, 8, 10],
    [12, 8, 9],
    [12, 8, 12],
    [13, 9, 13],
    [13, 8, 8],
    [12, 7, 7],
  ].map(([high = 0, low = 0, close = 0], minute): TestBar => {
    const cents = (price: number): number => price * 1_000_000;
    return { session: 0, length: 40, minute, high: cents(high), low: cents(low), close: cents(close) };
  });
  const parameters = { entry: 2, exit: 2 };
  const words = wordsOf(
    runStrategy(
      DONCHIAN_BREAKOUT,
      parameters,
      bars,
      following(() => false),
    ),
  );
  assert.deepEqual(words, ["", "", "", "entry buy", "", "exit sell"]);
  // Nothing to leave: the fall of a market without a position is not told.
  const fall = wordsOf(runStrategy(DONCHIAN_BREAKOUT, { entry: 4, exit: 2 }, bars.slice(3), () => FLAT));
  assert.deepEqual(fall, ["", "", ""]);
});
