import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RATES_FROM, RATES_TO, regulatoryFeeMicros } from "./regulatory-fees.ts";

const at = (text: string): number => Date.parse(text) * 1000;
const DOLLAR = 1_000_000;
const SHARE = 1_000_000;

test("what regulators take on a sale, by hand, in cents", () => {
  const table: readonly (readonly [string, number, number, number])[] = [
    // 100 x 150.00: 15,000 x 22.90 / 1e6 = 0.3435 -> 0.35; 100 x 0.000130 = 0.013 -> 0.02.
    ["2022-06-01T15:00:00Z", 100, 15_000, 37],
    // 15,000 x 27.80 / 1e6 = 0.417 -> 0.42; 100 x 0.000166 = 0.0166 -> 0.02.
    ["2024-06-03T15:00:00Z", 100, 15_000, 44],
    // The day before the rate changed: 15,000 x 8 / 1e6 = 0.12; 0.02.
    ["2024-05-21T19:59:00Z", 100, 15_000, 14],
    // The rate of 0 since 2025-05-14 leaves the activity fee.
    ["2025-05-14T14:00:00Z", 100, 15_000, 2],
    // 100,000 shares would be 16.60, the cap is 8.30; 1,000,000 x 27.80 / 1e6 = 27.80.
    ["2024-06-03T15:00:00Z", 100_000, 1_000_000, 3_610],
    // The least of both is a cent each.
    ["2024-06-03T15:00:00Z", 1, 1, 2],
    // Before the table its first rate: 10,000 x 22.10 / 1e6 = 0.221 -> 0.23; 0.000119 x 10 -> 0.01.
    ["2010-01-04T15:00:00Z", 10, 10_000, 24],
  ];
  for (const [time, shares, dollars, cents] of table)
    assert.equal(regulatoryFeeMicros(shares * SHARE, dollars * DOLLAR, at(time)), cents * 10_000, time);
  assert.equal(regulatoryFeeMicros(0, 0, at("2024-06-03T15:00:00Z")), 0);
});

test("fees are whole cents and grow with the sale", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: at("2012-01-01T00:00:00Z"), max: at("2027-01-01T00:00:00Z") }),
      (shares, cents, ts) => {
        const fee = regulatoryFeeMicros(shares * SHARE, shares * cents * 10_000, ts);
        assert.equal(fee % 10_000, 0);
        assert.ok(fee >= 10_000);
        assert.ok(regulatoryFeeMicros((shares + 1) * SHARE, (shares + 1) * cents * 10_000, ts) >= fee);
      },
    ),
  );
});

test("the span of the table is told in days", () => {
  assert.equal(new Date(RATES_FROM / 1000).toISOString(), "2014-03-18T00:00:00.000Z");
  assert.equal(new Date(RATES_TO / 1000).toISOString(), "2026-01-01T00:00:00.000Z");
});
