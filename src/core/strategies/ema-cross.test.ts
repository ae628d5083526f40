import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EMA_CROSS } from "./ema-cross.ts";
import { FLAT, runStrategy, sessionWalks, wordsOf } from "./strategy-fixture.test.ts";

/** The whole column of averages of `closes`, NaN before its n-th. */
function averages(closes: readonly number[], n: number): number[] {
  const out: number[] = [];
  closes.forEach((x, k) => {
    const before = out[k - 1] ?? Number.NaN;
    const seed = k === n - 1 ? closes.slice(0, n).reduce((sum, close) => sum + close, 0) / n : Number.NaN;
    out.push(k < n ? seed : before + (2 / (n + 1)) * (x - before));
  });
  return out;
}

function twin(closes: readonly number[], fast: number, slow: number, allowShort: boolean): string[] {
  const f = averages(closes, fast);
  const s = averages(closes, slow);
  return closes.map((_, k) => {
    if (k < slow) return "";
    const [f1 = 0, s1 = 0, f0 = 0, s0 = 0] = [f[k], s[k], f[k - 1], s[k - 1]];
    if (f1 > s1 && f0 <= s0) return "entry buy";
    if (f1 < s1 && f0 >= s0) return allowShort ? "entry sell" : "exit sell";
    return "";
  });
}

test("signals are the crossings of the two columns of averages", () => {
  let signals = 0;
  fc.assert(
    fc.property(
      sessionWalks,
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 8 }),
      fc.boolean(),
      (bars, fast, gap, allowShort) => {
        const parameters = { fast, slow: fast + gap, allowShort: allowShort ? 1 : 0 };
        const words = wordsOf(runStrategy(EMA_CROSS, parameters, bars, () => FLAT));
        const closes = bars.map((bar) => bar.close / 1e6);
        assert.deepEqual(words, twin(closes, fast, fast + gap, allowShort));
        signals += words.filter((word) => word !== "").length;
      },
    ),
    { seed: 7, numRuns: 300 },
  );
  assert.ok(signals > 500, `the walks cross: ${signals}`);
});

test("fast must be below slow", () => {
  assert.equal(EMA_CROSS.validate({ fast: 12, slow: 26, allowShort: 0 }), null);
  assert.match(EMA_CROSS.validate({ fast: 26, slow: 26, allowShort: 0 }) ?? "", /fast \(26\) must be less than slow/);
  assert.equal(EMA_CROSS.warmupBars({ fast: 12, slow: 26, allowShort: 0 }), 182);
});
