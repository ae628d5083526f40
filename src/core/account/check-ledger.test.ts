import assert from "node:assert/strict";
import { test } from "node:test";
import { adjustToVenue } from "./adjust-to-venue.ts";
import { bookAccountEvent } from "./book-account-event.ts";
import { bookFill } from "./book-fill.ts";
import { ledgerFault, ledgerFaultOf } from "./check-ledger.ts";
import type { Ledger } from "./ledger.ts";
import { fillOf, INSTRUMENTS, openLedger, owner, SPY } from "./ledger-fixture.test.ts";

function traded(): Ledger {
  const ledger = openLedger(2);
  bookFill(ledger, owner(0, "buy"), fillOf(10, 100, 5), []);
  bookFill(ledger, owner(1, "sell", 1), fillOf(4, 110, 5), []);
  bookFill(ledger, owner(2, "sell"), fillOf(3, 120, 5), []);
  bookAccountEvent(ledger, 0, { what: "interest", amountMicros: 9, strategy: null }, 1, []);
  return ledger;
}

/** Adds to one exact amount. */
function bend(amounts: BigInt64Array, i: number, by: bigint): void {
  amounts[i] = (amounts[i] ?? 0n) + by;
}

const PLANTED: readonly [what: string, plant: (ledger: Ledger) => void, names: RegExp][] = [
  ["a fee posted once", (l) => bend(l.accounts.fees, 0, 1n), /account 0: its postings do not sum to 0/],
  ["a strategy's cash lost", (l) => bend(l.strategies.cash, 0, -1n), /strategies' cash|FEES|postings/],
  [
    "realised and fees mixed up in the account",
    (l) => {
      bend(l.accounts.fees, 0, 1n);
      bend(l.accounts.realised, 0, -1n);
    },
    /REALISED_PNL is not the sum/,
  ],
  ["income booked twice", (l) => [bend(l.accounts.income, 0, -9n), bend(l.accounts.cash, 0, 9n)], /copy of its cash/],
  ["the account's lots", (l) => (l.accountLots[SPY] = 5), /5 lots, its strategies hold 3/],
  ["an open lot lost", (l) => l.openLots[0]?.pop(), /holds 7, its open lots are 0/],
  ["the cost of an open lot", (l) => l.openLots[0]?.forEach((lot) => (lot.lotTicks += 1)), /its open lots cost/],
  ["the sum of the cost", (l) => (l.openLotTicks[0] = 701), /POSITION is not the cost/],
  ["the copy of a strategy's cash", (l) => (l.strategyCashMicros[1] = 0), /strategy 1: the copy/],
  ["a booking without account", (l) => (l.strategyAccount[0] = -1), /sum of its strategies/],
];

for (const [what, plant, names] of PLANTED) {
  test(`a clean ledger has no fault; ${what} is found`, () => {
    const ledger = traded();
    assert.equal(ledgerFault(ledger, INSTRUMENTS), "");
    for (const s of [0, 1, 2]) assert.equal(ledgerFaultOf(ledger, 0, s, SPY), "");
    plant(ledger);
    assert.match(ledgerFault(ledger, INSTRUMENTS), names);
    const found = [0, 1, 2].map((s) => ledgerFaultOf(ledger, 0, s, SPY));
    assert.ok(
      found.some((fault) => names.test(fault)),
      "the incremental check of its row finds it as well",
    );
  });
}

test("the venue's word becomes ours: missed lots at a price, cash, and the rest is a result", () => {
  const ledger = openLedger(1);
  adjustToVenue(ledger, 0, 1, SPY, 10, 100, -10_000_005, []);
  assert.equal(ledgerFault(ledger, INSTRUMENTS), "");
  assert.equal(ledger.accountLots[SPY], 10);
  assert.equal(ledger.strategies.realised[1], 5n, "5 micros of cash nobody can explain are a loss");
  adjustToVenue(ledger, 0, 1, SPY, -15, 110, 16_500_000, []);
  assert.equal(ledger.strategyLots[1 * 3 + SPY], -5);
  assert.equal(ledger.strategies.realised[1], 5n - 10n * 10n * 10_000n);
  assert.equal(ledgerFault(ledger, INSTRUMENTS), "");
  adjustToVenue(ledger, 0, 1, -1, 0, 0, 7, []);
  assert.equal(ledger.strategies.realised[1], 5n - 1_000_000n - 7n);
  assert.equal(ledgerFault(ledger, INSTRUMENTS), "");
});
