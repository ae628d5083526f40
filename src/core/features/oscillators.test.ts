import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  assertClose,
  column,
  meanOf,
  type Prices,
  rolling,
  runFeature,
  runOutputs,
  walks,
} from "./feature-fixture.test.ts";

const length = fc.integer({ min: 1, max: 20 });
const typical = (bars: readonly Prices[]): number[] =>
  bars.map((bar) => (bar.high / 1e6 + bar.low / 1e6 + bar.close / 1e6) / 3);

test("cci: bit for bit the distance from the mean in mean distances", () => {
  fc.assert(
    fc.property(walks, length, (bars, n) => {
      const expected = rolling(typical(bars), n, (window) => {
        const centre = meanOf(window);
        const distance = meanOf(window.map((x) => Math.abs(x - centre)));
        return new Set(window).size === 1 ? 0 : ((window.at(-1) ?? 0) - centre) / (0.015 * distance);
      });
      assert.deepEqual(runFeature({ kind: "cci", parameters: { period: n } }, bars), expected);
    }),
  );
});

test("cci: 0 in a market that stands still, also where the mean of equal prices is not quite their price", () => {
  for (const price of [100_100_000, 7_330_000, 451_230_000])
    for (const n of [7, 14, 20]) {
      const still = Array.from({ length: n }, () => ({ high: price, low: price, close: price }));
      assert.equal(runFeature({ kind: "cci", parameters: { period: n } }, still).at(-1), 0, `${price} over ${n} bars`);
    }
});

test("mfi: the share of the flow on rising typical prices", () => {
  fc.assert(
    fc.property(walks, length, (bars, n) => {
      const prices = typical(bars);
      const expected = bars.map((_, k) => {
        if (k < n) return Number.NaN;
        let [up, down] = [0, 0];
        for (let j = k - n + 1; j <= k; j++) {
          const [now = 0, before = 0] = [prices[j], prices[j - 1]];
          if (now > before) up += now * (bars[j]?.volume ?? 0);
          if (now < before) down += now * (bars[j]?.volume ?? 0);
        }
        return up + down === 0 ? 50 : (100 * up) / (up + down);
      });
      assertClose(runFeature({ kind: "mfi", parameters: { period: n } }, bars), expected);
    }),
  );
});

test("williams-r: the stochastic place less 100", () => {
  fc.assert(
    fc.property(walks, length, (bars, n) => {
      const places = runFeature({ kind: "stochastic", parameters: { k: n, d: 1, smoothing: 1 } }, bars);
      const actual = runFeature({ kind: "williams-r", parameters: { period: n } }, bars);
      assertClose(
        actual,
        places.map((x) => x - 100),
      );
    }),
  );
});

test("obv: volume by the sign of the change", () => {
  fc.assert(
    fc.property(walks, (bars) => {
      let sum = 0;
      const expected = bars.map((bar, k) => {
        sum += Math.sign(bar.close - (bars[k - 1]?.close ?? bar.close)) * (bar.volume ?? 0);
        return sum;
      });
      assertClose(runFeature({ kind: "obv", parameters: {} }, bars), expected);
    }),
  );
});

test("cmf: volume by the place of the close", () => {
  fc.assert(
    fc.property(walks, length, (bars, n) => {
      const expected = bars.map((_, k) => {
        const window = bars.slice(Math.max(0, k - n + 1), k + 1);
        const volume = window.reduce((sum, bar) => sum + (bar.volume ?? 0), 0);
        if (window.length < n || volume === 0) return Number.NaN;
        const flow = window.map(({ high, low, close, volume: traded = 0 }) =>
          high === low ? 0 : ((2 * close - low - high) / (high - low)) * traded,
        );
        return flow.reduce((sum, x) => sum + x, 0) / volume;
      });
      assertClose(runFeature({ kind: "cmf", parameters: { period: n } }, bars), expected);
    }),
  );
});

test("stochastic-rsi: the place of the index within its own values", () => {
  fc.assert(
    fc.property(walks, length, length, length, length, (bars, period, k, d, smoothing) => {
      const index = runFeature({ kind: "rsi", parameters: { period } }, bars);
      const places = rolling(index, k, (window) => {
        const [low, high] = [Math.min(...window), Math.max(...window)];
        return high === low ? 50 : (100 * ((window.at(-1) ?? 0) - low)) / (high - low);
      });
      const kColumn = rolling(places, smoothing, meanOf);
      assert.deepEqual(runOutputs({ kind: "stochastic-rsi", parameters: { period, k, d, smoothing } }, bars), {
        k: kColumn,
        d: rolling(kColumn, d, meanOf),
      });
    }),
  );
});

test("ulcer-index: falls from the highest close so far", () => {
  fc.assert(
    fc.property(walks, length, (bars, n) => {
      const expected = rolling(column(bars, "close"), n, (window) => {
        const falls = window.map((x, k) => 100 * (x / Math.max(...window.slice(0, k + 1)) - 1));
        return Math.sqrt(meanOf(falls.map((x) => x * x)));
      });
      assertClose(runFeature({ kind: "ulcer-index", parameters: { period: n } }, bars), expected);
    }),
  );
});

test("linear-regression: the line from which the squared distances are least", () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 2, max: 20 }), (bars, n) => {
      const closes = column(bars, "close");
      const {
        slope = [],
        value = [],
        rSquared = [],
      } = runOutputs({ kind: "linear-regression", parameters: { period: n } }, bars);
      for (const [k] of closes.entries()) {
        const window = closes.slice(Math.max(0, k - n + 1), k + 1);
        const [b = Number.NaN, end = Number.NaN] = [slope[k], value[k]];
        assert.equal(Number.isNaN(b), window.length < n);
        if (window.length < n) continue;
        const distances = window.map((x, j) => x - (end - b * (n - 1 - j)));
        const scale = 1e-9 * Math.max(1, ...window) * n * n;
        // The normal equations: residuals have no sum and no trend.
        assert.ok(Math.abs(distances.reduce((sum, x) => sum + x, 0)) < scale, `sum at ${k}`);
        assert.ok(Math.abs(distances.reduce((sum, x, j) => sum + j * x, 0)) < scale, `trend at ${k}`);
        const centre = meanOf(window);
        const total = window.reduce((sum, x) => sum + (x - centre) * (x - centre), 0);
        const left = distances.reduce((sum, x) => sum + x * x, 0);
        if (total > 1e-6) assert.ok(Math.abs((rSquared[k] ?? 0) - (1 - left / total)) < 1e-6, `share at ${k}`);
      }
    }),
  );
});
