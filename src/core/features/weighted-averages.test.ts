import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assertClose, column, rolling, runFeature, smoothed, walks } from "./feature-fixture.test.ts";

const length = fc.integer({ min: 1, max: 30 });

/** Each number as often as it weighs. */
const weighted = (window: readonly number[]): number => {
  const copies = window.flatMap((x, k) => Array.from({ length: k + 1 }, () => x));
  return copies.reduce((sum, x) => sum + x, 0) / copies.length;
};

test("wma: every close counted as often as it weighs", () => {
  fc.assert(
    fc.property(walks, length, (bars, n) => {
      assertClose(
        runFeature({ kind: "wma", parameters: { period: n } }, bars),
        rolling(column(bars, "close"), n, weighted),
      );
    }),
  );
});

test("hma: the weighted average of twice the half less the whole", () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 2, max: 30 }), (bars, n) => {
      const closes = column(bars, "close");
      const whole = rolling(closes, n, weighted);
      const raw = rolling(closes, Math.floor(n / 2), weighted).map((x, k) => 2 * x - (whole[k] ?? 0));
      const expected = rolling(raw, Math.floor(Math.sqrt(n)), weighted);
      assertClose(runFeature({ kind: "hma", parameters: { period: n } }, bars), expected);
    }),
  );
});

test("vwma: money over volume, undefined where nothing traded", () => {
  fc.assert(
    fc.property(walks, length, (bars, n) => {
      const expected = bars.map((_, k) => {
        const window = bars.slice(Math.max(0, k - n + 1), k + 1);
        const volume = window.reduce((sum, bar) => sum + (bar.volume ?? 0), 0);
        const money = window.reduce((sum, bar) => sum + (bar.close / 1e6) * (bar.volume ?? 0), 0);
        return window.length < n || volume === 0 ? Number.NaN : money / volume;
      });
      assert.deepEqual(runFeature({ kind: "vwma", parameters: { period: n } }, bars), expected);
    }),
  );
});

test("dema and tema: averages of averages that all start at the first mean", () => {
  fc.assert(
    fc.property(walks, length, (bars, n) => {
      const a = 2 / (n + 1);
      const again = (values: readonly number[]): number[] => {
        const out: number[] = [];
        for (const [k, x] of values.entries()) {
          const e = out[k - 1] ?? Number.NaN;
          out.push(k < n ? x : e + a * (x - e));
        }
        return out;
      };
      const e1 = smoothed(column(bars, "close"), n, a);
      const e2 = again(e1);
      const e3 = again(e2);
      const dema = e1.map((x, k) => 2 * x - (e2[k] ?? 0));
      const tema = e1.map((x, k) => 3 * x - 3 * (e2[k] ?? 0) + (e3[k] ?? 0));
      assert.deepEqual(runFeature({ kind: "dema", parameters: { period: n } }, bars), dema);
      assert.deepEqual(runFeature({ kind: "tema", parameters: { period: n } }, bars), tema);
    }),
  );
});
