import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { backtestMetrics } from "./backtest-metrics.ts";
import { dailySeries } from "./daily-series.ts";
import { deepestDrawdown } from "./drawdown.ts";
import { halfEvenQuotient, moneyText } from "./money-text.ts";
import { tradeFigures } from "./trade-figures.ts";

const M = 1_000_000;

/** Marks of sessions of two bars each. */
function marksOf(values: readonly number[]): Parameters<typeof dailySeries>[0] {
  return {
    count: values.length,
    time: Float64Array.from(values, (_, i) => i * 60 * M),
    equity: Float64Array.from(values, (value) => value * M),
    session: Float64Array.from(values, (_, i) => Math.floor(i / 2)),
  };
}

test("a run worked out by hand", () => {
  const marks = marksOf([100, 110, 99, 88, 132, 121]);
  const daily = dailySeries(marks, 100 * M);
  assert.deepEqual(daily.equity, [110 * M, 88 * M, 121 * M]);
  assert.deepEqual(daily.sessions, [0, 1, 2]);
  const { metrics, notes } = backtestMetrics({
    initialMicros: 100 * M,
    marks,
    daily,
    trades: [{ netMicros: 30 * M }, { netMicros: -10 * M }, { netMicros: 0 }, { netMicros: 1 * M }],
    exposedCount: 3,
    tradedMicros: BigInt(319 * M),
    commissionMicros: BigInt(4 * M),
    slippageMicros: 1_500_000n,
  });
  assert.deepEqual(notes, {});
  const close = (was: number | null, expected: number): void =>
    assert.ok(Math.abs((was ?? NaN) - expected) < 1e-12, `${was}`);
  close(metrics.totalReturn, 0.21);
  close(metrics.cagr, 1.21 ** 84 - 1);
  close(metrics.maxDrawdown, 0.2);
  close(metrics.maxDrawdownDaily, 0.2);
  assert.equal(metrics.maxDrawdownDays, 2);
  close(metrics.exposure, 0.5);
  // Mean daily equity 106.33: 319 / 106.33 = 3 times in 3 days.
  close(metrics.turnover, 252);
  assert.deepEqual(
    [metrics.trades, metrics.wins, metrics.losses, metrics.averageWin, metrics.averageLoss, metrics.expectancy],
    [4, 2, 1, "15.50", "-10.00", "5.25"],
  );
  close(metrics.winRate, 0.5);
  close(metrics.profitFactor, 3.1);
  assert.deepEqual([metrics.commission, metrics.slippageCost, metrics.finalEquity], ["4.00", "1.50", "121.00"]);
});

test("a fall within a day counts for every mark and not for the daily series", () => {
  const marks = marksOf([50, 100]);
  const daily = dailySeries(marks, 100 * M);
  assert.equal(deepestDrawdown(marks.equity, marks.count, 100 * M).ratio, 0.5);
  assert.equal(deepestDrawdown(daily.equity, 1, 100 * M).ratio, 0);
});

test("the deepest drawdown is that of the naive search over all pairs", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 900, max: 1_100 }), { maxLength: 30, size: "max" }), (values) => {
      const all = [1_000, ...values];
      let worst = 0;
      for (let i = 0; i < all.length; i += 1)
        for (let j = i; j < all.length; j += 1)
          worst = Math.max(worst, ((all[i] ?? 0) - (all[j] ?? 0)) / (all[i] ?? 1));
      const found = deepestDrawdown(values, values.length, 1_000);
      assert.equal(found.ratio, worst);
      if (found.recoveredAt !== null) assert.ok((values[found.recoveredAt] ?? 0) >= (all[found.peakAt + 1] ?? 0));
    }),
    { seed: 7, numRuns: 300 },
  );
});

test("figures of trades are null with a reason when there are none of their kind", () => {
  const reasons = (nets: readonly number[]): Record<string, string> => {
    const notes = {};
    tradeFigures(
      nets.map((netMicros) => ({ netMicros })),
      notes,
    );
    return notes;
  };
  assert.deepEqual(Object.keys(reasons([])).sort(), [
    "averageLoss",
    "averageWin",
    "expectancy",
    "profitFactor",
    "winRate",
  ]);
  assert.deepEqual(reasons([5]), { profitFactor: "NO_LOSSES", averageLoss: "NO_LOSSES" });
  assert.deepEqual(reasons([-5]), { averageWin: "NO_WINS" });
});

test("money is exact text", () => {
  const table: readonly [number | bigint, string][] = [
    [0, "0.00"],
    [-1, "-0.000001"],
    [1_500_000, "1.50"],
    [-44_478_410_000, "-44478.41"],
    [9_007_199_254_740_993n, "9007199254.740993"],
  ];
  for (const [micros, text] of table) assert.equal(moneyText(micros), text);
  assert.deepEqual(
    [5n, 7n, -5n, -7n, 6n].map((n) => halfEvenQuotient(n, 2n)),
    [2n, 4n, -2n, -4n, 3n],
  );
});
