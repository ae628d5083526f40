import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decimate, POINTS_MAX } from "./decimate.ts";
import { amountText, durationText, percentText, ratioText, timesText, timeText } from "./format-figure.ts";
import { monthlyReturns } from "./monthly-returns.ts";

test("decimating keeps ends, order and extremes", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 9_000, size: "max" }),
      (values) => {
        const kept = decimate(values, values.length);
        assert.ok(kept.length <= POINTS_MAX);
        assert.ok(kept.every((at, i) => i === 0 || at > (kept[i - 1] ?? 0)));
        assert.deepEqual([kept[0], kept.at(-1)], [0, values.length - 1]);
        const of = kept.map((at) => values[at] ?? 0);
        assert.deepEqual([Math.min(...of), Math.max(...of)], [Math.min(...values), Math.max(...values)]);
      },
    ),
    { seed: 7, numRuns: 50, endOnFailure: true },
  );
});

test("months chain their days and a year its months", () => {
  const years = monthlyReturns([0.1, 0.1, -0.5, 1], ["2023-12-28", "2023-12-29", "2024-01-02", "2024-03-01"]);
  assert.deepEqual(
    years.map(({ year }) => year),
    ["2023", "2024"],
  );
  assert.ok(Math.abs((years[0]?.months[11] ?? 0) - 0.21) < 1e-12);
  assert.deepEqual(
    [years[1]?.months[0], years[1]?.months[1], years[1]?.months[2], years[1]?.total],
    [-0.5, null, 1, 0],
  );
});

test("figures are written the same everywhere", () => {
  assert.deepEqual(
    [
      percentText(0.1241, { signed: true, decimals: 2 }),
      percentText(-0.061, { signed: true, decimals: 2 }),
      percentText(-0.000001, { signed: true, decimals: 2 }),
      percentText(null, { signed: true, decimals: 2 }),
      ratioText(-1.005),
      timesText(41.2),
      timesText(2.34),
      amountText("1024310.555", { signed: false }),
      amountText("-85", { signed: true }),
      amountText("2140.1", { signed: true }),
      amountText("-0.001", { signed: true }),
      timeText("2024-03-11T14:31:00.000Z"),
      [30, 720, 5_220, 270_000].map(durationText).join(", "),
    ],
    [
      "+12.41%",
      "−6.10%",
      "0.00%",
      "–",
      "−1.00",
      "41×",
      "2.3×",
      "1,024,310.56",
      "−85.00",
      "+2,140.10",
      "0.00",
      "2024-03-11\u00a014:31",
      "30 s, 12 m, 1 h 27 m, 3 d 3 h",
    ],
  );
});
