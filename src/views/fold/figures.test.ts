import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decimalText } from "../../contract/text.ts";
import { divideHalfEven } from "./amounts.ts";
import { decimalOf, isoOf, moneyOf, ratioOf } from "./decimal.ts";
import { metricsOf } from "./metrics.ts";
import { createViewState, dayOfMark } from "./view-state.ts";

test("amounts become plain decimal text and nothing is lost", () => {
  const rows: readonly (readonly [number, string, string])[] = [
    [0, "0", "0.00"],
    [2_500_000, "2.5", "2.50"],
    [-10_000, "-0.01", "-0.01"],
    [1, "0.000001", "0.000001"],
    [-1_000_000, "-1", "-1.00"],
  ];
  for (const [micros, decimal, money] of rows) assert.deepEqual([decimalOf(micros), moneyOf(micros)], [decimal, money]);
  fc.assert(
    fc.property(fc.maxSafeInteger(), (micros) => {
      const text = decimalOf(micros);
      assert.ok(decimalText.safeParse(text).success && decimalText.safeParse(moneyOf(micros)).success);
      const [whole = "", fraction = ""] = text.replace("-", "").split(".");
      const back = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0"));
      assert.equal(text.startsWith("-") ? -back : back, BigInt(micros));
    }),
  );
  fc.assert(
    fc.property(fc.double(), (value) => {
      const text = ratioOf(value);
      assert.ok(text === null || decimalText.safeParse(text).success, String(text));
    }),
  );
  assert.deepEqual([ratioOf(-0), ratioOf(1e-12), ratioOf(Number.NaN), ratioOf(100)], ["0", "0", null, "100"]);
  assert.equal(isoOf(1_770_000_000_123_456), "2026-02-02T02:40:00.123Z");
});

test("quotients round half to even, either sign", () => {
  const rows: readonly (readonly [bigint, bigint, bigint])[] = [
    [5n, 2n, 2n],
    [7n, 2n, 4n],
    [-5n, 2n, -2n],
    [-7n, 2n, -4n],
    [5n, -2n, -2n],
    [8n, 3n, 3n],
    [-8n, -3n, 3n],
  ];
  for (const [a, b, expected] of rows) assert.equal(divideHalfEven(a, b), expected, `${a} / ${b}`);
});

test("figures of a short series, by hand", () => {
  // Returns +10 %, -10 %, +20 %; 2 trades won (30, 20), 1 lost (10).
  const dailyEquity = [110, 99, 118.8];
  // Within the first day 115 fell to 92, on the second the low was 90.
  const extremes = [
    { high: 115, low: 92, fall: 0.2 },
    { high: 110, low: 90, fall: 0.05 },
    { high: 118.8, low: 99, fall: 0 },
  ];
  const series = { startEquity: 100, dailyEquity, tradedMicros: 218.8, tradeNets: [30, 20, -10] };
  const metrics = metricsOf({ ...series, extremes });
  assert.equal(metrics.totalReturnPct, "0.188");
  assert.equal(metrics.maxDrawdownPct, "0.2173913", "from the peak 115 of the first day to the low of the second");
  assert.equal(metrics.maxDrawdownDailyPct, "0.1");
  assert.equal(metrics.winRate, "0.66666667");
  assert.equal(metrics.profitFactor, "5");
  const mean = 0.2 / 3;
  const deviation = Math.sqrt(((0.1 - mean) ** 2 + (-0.1 - mean) ** 2 + (0.2 - mean) ** 2) / 2);
  assert.ok(Math.abs(Number(metrics.sharpe) - (mean / deviation) * Math.sqrt(252)) < 1e-6);
  assert.ok(Math.abs(Number(metrics.sortino) - (mean / Math.sqrt(0.01 / 3)) * Math.sqrt(252)) < 1e-6);
  assert.ok(Math.abs(Number(metrics.turnover) - (218.8 / (327.8 / 3)) * 84) < 1e-6);
  assert.deepEqual(metrics.warnings, ["FEW_DAYS"]);
});

test("a figure without enough data is null, never 0 or infinity", () => {
  const none = metricsOf({ startEquity: null, dailyEquity: [], extremes: [], tradedMicros: 0, tradeNets: [] });
  const { trades, days, conventions: _, warnings: __, ...figures } = none;
  assert.deepEqual([trades, days], [0, 0]);
  for (const [name, value] of Object.entries(figures)) assert.equal(value, null, name);
  const still = { high: 100, low: 100, fall: 0 };
  const flat = metricsOf({
    startEquity: 100,
    dailyEquity: [100, 100, 100],
    extremes: [still, still, still],
    tradedMicros: 0,
    tradeNets: [1],
  });
  assert.deepEqual([flat.sharpe, flat.calmar, flat.profitFactor], [null, null, null]);
  assert.ok(flat.warnings.includes("ZERO_VARIANCE"));
});

test("a mark belongs to the session that opened before it", () => {
  const state = createViewState();
  state.sessions = {
    calendar: "T",
    alwaysOpen: false,
    days: ["a", "b", "c"],
    opens: [100, 200, 300],
    closes: [150, 250, 350],
  };
  const marks = [101, 150, 200, 201, 260, 301, 999, 150, 50];
  assert.deepEqual(
    marks.map((mark) => dayOfMark(state, mark)),
    ["a", "a", "a", "b", "b", "c", "c", "a", "a"],
  );
});
