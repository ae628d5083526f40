import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Prices, runFeature, runOutputs, walks } from "./feature-fixture.test.ts";

const length = fc.integer({ min: 1, max: 15 });
const width = fc.constantFrom(0, 0.5, 1, 3);

/** Bands as a list of past values, the trend told apart. */
function bands(
  bars: readonly Prices[],
  n: number,
  multiple: number,
  centreOf: (bar: Prices) => number,
  startsUp: (bar: Prices, before: Prices) => boolean,
): { stop: number[]; trend: number[] } {
  const atr = runFeature({ kind: "atr", parameters: { period: n } }, bars);
  const stop: number[] = [];
  const trend: number[] = [];
  let [upper, lower, isUp] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true];
  for (const [k, bar] of bars.entries()) {
    const range = atr[k] ?? Number.NaN;
    if (Number.isNaN(range)) {
      stop.push(Number.NaN);
      trend.push(Number.NaN);
      continue;
    }
    const before = bars[k - 1] as Prices;
    const [high, low] = [centreOf(bar) + multiple * range, centreOf(bar) - multiple * range];
    if (k === n) isUp = startsUp(bar, before);
    upper = k === n || before.close / 1e6 > upper ? high : Math.min(upper, high);
    lower = k === n || before.close / 1e6 < lower ? low : Math.max(lower, low);
    isUp = bar.close / 1e6 > (isUp ? lower : upper);
    stop.push(isUp ? lower : upper);
    trend.push(isUp ? 1 : -1);
  }
  return { stop, trend };
}

test("supertrend: bands around the middle of the bar", () => {
  fc.assert(
    fc.property(walks, length, width, (bars, n, multiple) => {
      const middle = (bar: Prices): number => (bar.high / 1e6 + bar.low / 1e6) / 2;
      const expected = bands(bars, n, multiple, middle, (bar) => bar.close / 1e6 >= middle(bar));
      assert.deepEqual(runOutputs({ kind: "supertrend", parameters: { period: n, width: multiple } }, bars), expected);
    }),
  );
});

test("atr-stop: bands around the close", () => {
  fc.assert(
    fc.property(walks, length, width, (bars, n, multiple) => {
      const close = (bar: Prices): number => bar.close / 1e6;
      const expected = bands(bars, n, multiple, close, (bar, before) => bar.close >= before.close);
      assert.deepEqual(runOutputs({ kind: "atr-stop", parameters: { period: n, width: multiple } }, bars), expected);
    }),
  );
});

test("parabolic-sar: the two trends written out", () => {
  fc.assert(
    fc.property(walks, fc.constantFrom(0.01, 0.02, 0.1), fc.constantFrom(0.1, 0.2, 0.5), (bars, step, maximum) => {
      const stop: number[] = [];
      const trend: number[] = [];
      let [isUp, hasTurned, factor]: [boolean, boolean, number] = [true, false, step];
      let extreme = (bars[0]?.high ?? 0) / 1e6;
      let sar = (bars[0]?.low ?? 0) / 1e6;
      for (const [k, bar] of bars.entries()) {
        const wasTurned = hasTurned;
        const [high, low] = [bar.high / 1e6, bar.low / 1e6];
        const two = bars.slice(Math.max(0, k - 2), k);
        if (k > 0 && isUp) {
          sar += factor * (extreme - sar);
          if (k > 1) sar = Math.min(sar, ...two.map((one) => one.low / 1e6));
          if (low < sar) [sar, isUp, hasTurned, factor, extreme] = [extreme, false, true, step, low];
          else if (high > extreme) [extreme, factor] = [high, Math.min(factor + step, maximum)];
        } else if (k > 0) {
          sar += factor * (extreme - sar);
          if (k > 1) sar = Math.max(sar, ...two.map((one) => one.high / 1e6));
          if (high > sar) [sar, isUp, hasTurned, factor, extreme] = [extreme, true, true, step, high];
          else if (low < extreme) [extreme, factor] = [low, Math.min(factor + step, maximum)];
        }
        stop.push(wasTurned ? sar : Number.NaN);
        trend.push(wasTurned ? (isUp ? 1 : -1) : Number.NaN);
      }
      assert.deepEqual(runOutputs({ kind: "parabolic-sar", parameters: { step, maximum } }, bars), { stop, trend });
    }),
  );
});

test("keltner: an average of closes and average ranges around it", () => {
  fc.assert(
    fc.property(walks, length, length, width, (bars, period, atr, multiple) => {
      const middle = runFeature({ kind: "ema", parameters: { period } }, bars);
      const range = runFeature({ kind: "atr", parameters: { period: atr } }, bars);
      const band = (side: number): number[] => middle.map((x, k) => x + side * (multiple * (range[k] ?? 0)));
      assert.deepEqual(runOutputs({ kind: "keltner", parameters: { period, width: multiple, atr } }, bars), {
        lower: band(-1),
        middle: middle.map((x, k) => (Number.isNaN(range[k]) ? Number.NaN : x)),
        upper: band(1),
      });
    }),
  );
});

test("heikin-ashi: each bar from the whole one before", () => {
  fc.assert(
    fc.property(walks, (bars) => {
      const made: { open: number; high: number; low: number; close: number }[] = [];
      for (const bar of bars) {
        const [o, h, l, c] = [(bar.open ?? 0) / 1e6, bar.high / 1e6, bar.low / 1e6, bar.close / 1e6];
        const before = made.at(-1) ?? { open: o, close: c };
        const open = (before.open + before.close) / 2;
        const close = (o + h + l + c) / 4;
        made.push({ open, high: Math.max(h, open, close), low: Math.min(l, open, close), close });
      }
      assert.deepEqual(runOutputs({ kind: "heikin-ashi", parameters: {} }, bars), {
        open: made.map((bar) => bar.open),
        high: made.map((bar) => bar.high),
        low: made.map((bar) => bar.low),
        close: made.map((bar) => bar.close),
      });
    }),
  );
});
