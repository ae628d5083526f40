import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Output, RoundTripClosed } from "../model/output.ts";
import { bookFill } from "./book-fill.ts";
import { assertSound, fillOf, openLedger, owner, postings } from "./ledger-fixture.test.ts";

function trips(outputs: readonly Output[]): RoundTripClosed[] {
  return outputs.filter((one) => one.kind === "RoundTripClosed");
}

test("an exit at average cost closes a share of every entry at one price", () => {
  const ledger = openLedger(1, "average");
  const outputs: Output[] = [];
  bookFill(ledger, owner(0, "buy"), fillOf(10, 100), outputs);
  bookFill(ledger, owner(1, "buy"), fillOf(30, 120), outputs);
  bookFill(ledger, owner(2, "sell"), fillOf(20, 130), outputs);
  // 40 lots cost 4600 ticks: 115 each.
  assert.deepEqual(
    trips(outputs).map((trip) => [trip.entryOrder, trip.quantityLots, trip.entryLotTicks, trip.exitLotTicks]),
    [
      [0, 5, 575, 650],
      [1, 15, 1725, 1950],
    ],
  );
  assert.equal(ledger.openLotTicks[0], 20 * 115);
  assert.equal(ledger.strategies.realised[0], -BigInt(20 * 15 * 10_000));
  assertSound(ledger);
});

test("the last part takes what rounding left: three lots that cost 100", () => {
  const ledger = openLedger(1, "average");
  const outputs: Output[] = [];
  bookFill(ledger, owner(0, "buy"), fillOf(2, 33), outputs);
  bookFill(ledger, owner(1, "buy"), fillOf(1, 34), outputs);
  for (let i = 2; i < 5; i += 1) bookFill(ledger, owner(i, "sell"), fillOf(1, 50), outputs);
  assert.deepEqual(
    trips(outputs).map((trip) => trip.entryLotTicks),
    [33, 33, 34],
  );
  assert.equal(ledger.openLotTicks[0], 0);
  assertSound(ledger);
});

test("against a pool of lots and cost: every exit takes its share, round trips say which and add up", () => {
  const trade = fc.record({
    isBuy: fc.boolean(),
    lots: fc.integer({ min: 1, max: 60 }),
    ticks: fc.integer({ min: 1, max: 10_000 }),
    fee: fc.nat(5_000),
  });
  fc.assert(
    fc.property(fc.array(trade, { maxLength: 80, size: "max" }), (trades) => {
      const ledger = openLedger(1, "average");
      const outputs: Output[] = [];
      let lots = 0;
      let cost = 0;
      let realised = 0;
      trades.forEach((one, i) => {
        const side = one.isBuy ? 1 : -1;
        bookFill(ledger, owner(i, one.isBuy ? "buy" : "sell"), fillOf(one.lots, one.ticks, one.fee), outputs);
        const closing = lots * side < 0 ? Math.min(one.lots, Math.abs(lots)) : 0;
        if (closing > 0) {
          const share = closing === Math.abs(lots) ? cost : Math.floor((cost * closing) / Math.abs(lots));
          realised -= side * (closing * one.ticks - share);
          cost -= share;
        }
        lots += side * one.lots;
        cost += (one.lots - closing) * one.ticks;
        assert.equal(ledger.strategyLots[0], lots);
        assert.equal(ledger.openLotTicks[0], Math.sign(lots) * cost + 0);
        assert.equal(ledger.strategies.realised[0], BigInt(-realised * 10_000));
        assertSound(ledger);
      });
      postings(outputs);
      const gross = trips(outputs).reduce((sum, trip) => sum + trip.grossMicros, 0);
      assert.equal(gross, realised * 10_000 + 0);
      const costs = trips(outputs).reduce((sum, trip) => sum + trip.costsMicros, 0);
      const open = ledger.openLots.flat().reduce((sum, lot) => sum + lot.feeMicros, 0);
      assert.equal(BigInt(costs + open), ledger.accounts.fees[0], "every fee is in exactly one place");
    }),
    { numRuns: 200 },
  );
});
