import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RSI_REVERSION } from "./rsi-reversion.ts";
import { FLAT, runStrategy, sessionWalks, wordsOf } from "./strategy-fixture.test.ts";

/** The column of the index, with the averages kept as plain numbers. */
function indices(closes: readonly number[], n: number): number[] {
  let gain = 0;
  let loss = 0;
  return closes.map((close, k) => {
    if (k === 0) return Number.NaN;
    const change = close - (closes[k - 1] ?? 0);
    const [up, down] = [Math.max(change, 0), Math.max(-change, 0)];
    if (k <= n) {
      gain += up;
      loss += down;
      if (k < n) return Number.NaN;
      gain /= n;
      loss /= n;
    } else {
      gain += (1 / n) * (up - gain);
      loss += (1 / n) * (down - loss);
    }
    if (loss === 0) return gain === 0 ? 50 : 100;
    return 100 - 100 / (1 + gain / loss);
  });
}

test("signals are the index leaving its zones", () => {
  let signals = 0;
  fc.assert(
    fc.property(
      sessionWalks,
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 5, max: 50 }),
      fc.integer({ min: 51, max: 95 }),
      (bars, period, oversold, overbought) => {
        const words = wordsOf(runStrategy(RSI_REVERSION, { period, oversold, overbought }, bars, () => FLAT));
        const column = indices(
          bars.map((bar) => bar.close / 1e6),
          period,
        );
        const expected = column.map((now, k) => {
          const before = column[k - 1] ?? Number.NaN;
          if (before <= oversold && now > oversold) return "entry buy";
          return before >= overbought && now < overbought ? "exit sell" : "";
        });
        assert.deepEqual(words, expected);
        signals += words.filter((word) => word !== "").length;
      },
    ),
    { seed: 7, numRuns: 300 },
  );
  assert.ok(signals > 500, `the index leaves its zones: ${signals}`);
});

test("the zones must not overlap", () => {
  assert.equal(RSI_REVERSION.validate({ period: 14, oversold: 30, overbought: 70 }), null);
  assert.match(RSI_REVERSION.validate({ period: 14, oversold: 70, overbought: 70 }) ?? "", /must be less than/);
});
