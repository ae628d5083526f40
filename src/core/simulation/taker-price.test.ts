import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { PriceModel } from "../model/venue-model.ts";
import { slippageRatioOf } from "./fill-price.ts";
import { halfSpreadOf, quoteMicros, shareOfVolume, takerTicks } from "./taker-price.ts";

const CENT = 10_000;

function taken(price: PriceModel, isBuy: boolean, base: number, shareMillionths = 0): number {
  const terms = { price, spread: halfSpreadOf(price), slippage: slippageRatioOf(10), shareMillionths };
  return takerTicks(terms, isBuy, base, CENT);
}

test("what a taker pays at 100.00, by model, in cents", () => {
  // 10 bps of 100.00 is 0.10; half a spread of 2.5 bps is 0.025, rounded against the trader.
  const table: readonly (readonly [PriceModel, number, number, number])[] = [
    [{ kind: "bps" }, 0, 10_010, 9_990],
    [{ kind: "fixed-ticks", ticks: 0 }, 0, 10_000, 10_000],
    [{ kind: "fixed-ticks", ticks: 3 }, 0, 10_003, 9_997],
    [{ kind: "half-spread-bps", bps: 2.5 }, 0, 10_003, 9_997],
    [{ kind: "half-spread-ticks", ticks: 1 }, 0, 10_001, 9_999],
    // A tenth of the volume at impact 0.1: 0.1 x 0.1 x 0.1 is 10 bps.
    [{ kind: "volume-share", impact: 0.1 }, 100_000, 10_010, 9_990],
    [{ kind: "volume-share", impact: 0.1 }, 25_000, 10_001, 9_999],
    [{ kind: "volume-share", impact: 0.1 }, 0, 10_000, 10_000],
    [{ kind: "volume-share", impact: 1 }, 500_000, 12_500, 7_500],
  ];
  for (const [price, share, buy, sell] of table) {
    assert.deepEqual(
      [taken(price, true, 100_000_000, share), taken(price, false, 100_000_000, share)],
      [buy, sell],
      JSON.stringify(price),
    );
  }
});

test("a price between ticks is rounded against the trader, and nothing sells below a tick", () => {
  assert.equal(taken({ kind: "fixed-ticks", ticks: 1 }, true, 100_004_000), 10_002);
  assert.equal(taken({ kind: "fixed-ticks", ticks: 1 }, false, 100_004_000), 9_999);
  for (const price of [
    { kind: "fixed-ticks", ticks: 5 },
    { kind: "half-spread-ticks", ticks: 5 },
  ] as const)
    assert.equal(taken(price, false, 20_000), 1);
});

test("the quotes of a spread are around the price, those of no spread are the price", () => {
  const bps = halfSpreadOf({ kind: "half-spread-bps", bps: 2 });
  assert.equal(quoteMicros(bps, true, 100_000_000, CENT), 100_020_000);
  assert.equal(quoteMicros(bps, false, 100_000_000, CENT), 99_980_000);
  assert.equal(
    quoteMicros(halfSpreadOf({ kind: "half-spread-ticks", ticks: 2 }), false, 100_000_000, CENT),
    99_980_000,
  );
  assert.equal(quoteMicros(null, true, 100_000_000, CENT), 100_000_000);
});

test("impact equals a naive twin in big integers and only ever costs", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 900_000_000_000 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.boolean(),
      (base, impactMillionths, share, isBuy) => {
        const ticks = taken({ kind: "volume-share", impact: impactMillionths / 1_000_000 }, isBuy, base, share);
        const unit = 10n ** 18n;
        const moved = BigInt(impactMillionths) * BigInt(share) ** 2n;
        const exact = BigInt(base) * (isBuy ? unit + moved : unit - moved);
        const cents = unit * BigInt(CENT);
        const floor = exact / cents;
        const expected = isBuy && exact % cents > 0n ? floor + 1n : floor;
        assert.equal(BigInt(ticks), expected < 1n ? 1n : expected);
      },
    ),
  );
});

test("a share of volume is rounded up and at most one whole", () => {
  assert.equal(shareOfVolume(1, 3), 333_334);
  assert.equal(shareOfVolume(5, 3), 1_000_000);
  assert.equal(shareOfVolume(0, 3), 0);
  assert.equal(shareOfVolume(1, 0), 1_000_000);
});
