import assert from "node:assert/strict";
import { test } from "node:test";
import type { CostConfig } from "../model/config.ts";
import type { Instrument } from "../model/instrument.ts";
import { commissionMicros, notionalMicros, slippageMicros } from "./costs.ts";

const SHARE: Instrument = {
  index: 0,
  symbol: "SPY",
  kind: "equity",
  currency: "USD",
  tickMicros: 10_000,
  lotMicros: 1_000_000,
  multiplier: 1,
  isTradable: true,
};
const FRACTION: Instrument = { ...SHARE, lotMicros: 1 };
const NO_COSTS: CostConfig = {
  commissionPerOrderMicros: 0,
  commissionPerUnitMicros: 0,
  commissionBps: 0,
  commissionMinimumMicros: 0,
  slippageBps: 0,
  touch: false,
};

test("notional is lots x price, exact for whole units", () => {
  assert.equal(notionalMicros(SHARE, 100, 49_950), 49_950_000_000);
  assert.equal(notionalMicros({ ...SHARE, multiplier: 100 }, 3, 125), 375_000_000);
  // 0.000001 share at 0.01 is 0.01 micros; half of a micro goes to the even one.
  assert.equal(notionalMicros(FRACTION, 1, 1), 0);
  assert.equal(notionalMicros(FRACTION, 50, 1), 0);
  assert.equal(notionalMicros(FRACTION, 150, 1), 2);
  assert.equal(notionalMicros(FRACTION, 1_500_000, 50_000), 750_000_000);
});

test("commission: per order, per unit, basis points, minimum", () => {
  const fee = (costs: Partial<CostConfig>, lots: number, ticks: number): number =>
    commissionMicros({ ...NO_COSTS, ...costs }, SHARE, lots, notionalMicros(SHARE, lots, ticks));
  assert.equal(fee({ commissionPerOrderMicros: 1_000_000 }, 100, 50_000), 1_000_000);
  assert.equal(fee({ commissionPerUnitMicros: 5_000 }, 100, 50_000), 500_000);
  assert.equal(fee({ commissionBps: 1 }, 100, 50_000), 5_000_000);
  assert.equal(fee({ commissionBps: 0.35 }, 100, 50_000), 1_750_000);
  assert.equal(fee({ commissionPerUnitMicros: 5_000, commissionMinimumMicros: 1_000_000 }, 100, 50_000), 1_000_000);
  assert.equal(fee({ commissionPerUnitMicros: 5_000, commissionMinimumMicros: 1_000_000 }, 300, 50_000), 1_500_000);
  assert.equal(
    fee({ commissionPerOrderMicros: 1_000_000, commissionPerUnitMicros: 5_000, commissionBps: 1 }, 100, 50_000),
    6_500_000,
  );
  // 50,000 shares at 700.00 and 0.0001 bps: the product is beyond 2^53, the fee is 0.35.
  assert.equal(fee({ commissionBps: 0.0001 }, 50_000, 70_000), 350_000);
  assert.equal(fee({ commissionBps: 30 }, 5_000_000, 70_000), 10_500_000_000_000);
  assert.equal(commissionMicros({ ...NO_COSTS, commissionPerUnitMicros: 5_000 }, FRACTION, 500_000, 0), 2_500);
});

test("slippage is the distance from the base price, on either side", () => {
  assert.equal(slippageMicros(SHARE, 100, 49_950, 500_000_000), 50_000_000);
  assert.equal(slippageMicros(SHARE, 100, 50_050, 500_000_000), 50_000_000);
  assert.equal(slippageMicros(SHARE, 1, 10_001, 100_000_001), 9_999);
});
