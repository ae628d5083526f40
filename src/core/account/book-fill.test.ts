import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Instrument } from "../model/instrument.ts";
import type { Order } from "../model/order.ts";
import type { Output, RoundTripClosed } from "../model/output.ts";
import { bookFill } from "./book-fill.ts";
import type { Ledger } from "./ledger.ts";
import { bookSum, createLedger, postCash } from "./ledger.ts";
import { proRata } from "./money.ts";

const SHARE: Omit<Instrument, "index" | "symbol"> = {
  kind: "equity",
  currency: "USD",
  tickMicros: 10_000,
  lotMicros: 1_000_000,
  multiplier: 1,
  isTradable: true,
};
const INSTRUMENTS: Instrument[] = [
  { ...SHARE, index: 0, symbol: "SPY" },
  { ...SHARE, index: 1, symbol: "IWM" },
];
const OPENING = 100_000_000_000;

function open(strategies = 2): Ledger {
  return createLedger(
    INSTRUMENTS,
    [{ index: 0, id: "SIM", currency: "USD", openingCashMicros: OPENING, lotMethod: "fifo", limits: null }],
    strategies,
  );
}

function order(index: number, side: "buy" | "sell", strategy = 0, instrument = 0): Order {
  return {
    index,
    account: 0,
    strategy,
    instrument,
    externalSignalId: null,
    tsBar: 0,
    n: 0,
    leg: 0,
    endsSignal: true,
    attempt: 0,
    intent: "entry",
    side,
    effect: "open",
    role: "entry",
    parent: -1,
    replaces: -1,
    isExternal: false,
    trailTicks: null,
    tsGoodTill: null,
    bracket: null,
    type: "market",
    timeInForce: "day",
    quantityLots: 1,
    limitTicks: null,
    stopTicks: null,
    collarTicks: null,
    onShortfall: "reject",
    stopDistanceTicks: null,
    tsCreated: 0,
    status: "SENDING",
    pending: "none",
    replacedBy: -1,
    queuedCancel: false,
    carriedLots: 0,
    statedCumLots: 0,
    limitsVersion: 0,
    venueOrderId: "",
    venueVersion: 0,
    notFoundCount: 0,
    tsNotFound: 0,
    tsSent: 0,
    tsPending: 0,
    legsMade: 0,
    probes: 0,
    cumLots: 0,
    cumLotTicks: 0,
    feeMicros: 0,
    reservedMicros: 0,
    tsApproved: 0,
    tsLast: 0,
    reason: null,
  };
}

function fill(lots: number, ticks: number, feeMicros = 0, slippageMicros = 0) {
  return { tsEvent: 1, lots, ticks, feeMicros, slippageMicros };
}

function trips(outputs: Output[]): RoundTripClosed[] {
  return outputs.filter((one) => one.kind === "RoundTripClosed");
}

test("a round trip books gross, costs and net to the cent", () => {
  const ledger = open();
  const outputs: Output[] = [];
  bookFill(ledger, order(0, "buy"), fill(100, 50_000, 1_000_000, 5_000_000), outputs);
  bookFill(ledger, order(1, "sell"), fill(100, 50_150, 1_000_000, 5_000_000), outputs);
  const [trip] = trips(outputs);
  assert.ok(trip);
  assert.equal(trip.side, "long");
  assert.equal(trip.grossMicros, 150_000_000);
  assert.equal(trip.costsMicros, 2_000_000);
  assert.equal(trip.slippageMicros, 10_000_000);
  assert.equal(trip.netMicros, 148_000_000);
  assert.equal(ledger.cashMicros[0], OPENING + 148_000_000);
  assert.equal(ledger.strategyLots[0], 0);
});

test("an exit over two entry orders is two round trips, first in first out", () => {
  const ledger = open();
  const outputs: Output[] = [];
  bookFill(ledger, order(0, "buy"), fill(60, 100), outputs);
  bookFill(ledger, order(0, "buy"), fill(40, 101), outputs);
  bookFill(ledger, order(1, "buy"), fill(50, 110), outputs);
  bookFill(ledger, order(2, "sell"), fill(120, 120), outputs);
  const closed = trips(outputs);
  assert.deepEqual(
    closed.map((trip) => [trip.entryOrder, trip.quantityLots, trip.entryLotTicks]),
    [
      [0, 100, 60 * 100 + 40 * 101],
      [1, 20, 20 * 110],
    ],
  );
  assert.equal(ledger.strategyLots[0], 30);
  assert.equal(ledger.openLotTicks[0], 30 * 110);
});

test("a fill through zero closes the long and opens the short", () => {
  const ledger = open();
  const outputs: Output[] = [];
  bookFill(ledger, order(0, "buy"), fill(10, 100, 10), outputs);
  bookFill(ledger, order(1, "sell"), fill(25, 90, 25), outputs);
  const [trip] = trips(outputs);
  assert.equal(trip?.grossMicros, -10 * 10 * 10_000);
  assert.equal(trip?.costsMicros, 20);
  assert.equal(ledger.strategyLots[0], -15);
  assert.equal(ledger.openLotTicks[0], -15 * 90);
});

const fills = fc.array(
  fc.record({
    isBuy: fc.boolean(),
    strategy: fc.nat(1),
    instrument: fc.nat(1),
    lots: fc.integer({ min: 1, max: 500 }),
    ticks: fc.integer({ min: 1, max: 100_000 }),
    fee: fc.nat(5_000_000),
  }),
  { minLength: 1, maxLength: 60, size: "max" },
);

test("after every fill: postings balance, sub-ledgers add up, cash and positions follow the fills", () => {
  fc.assert(
    fc.property(fills, (sequence) => {
      const ledger = open();
      const outputs: Output[] = [];
      let cash = BigInt(OPENING);
      const lots = [0, 0, 0, 0];
      sequence.forEach((one, i) => {
        const side = one.isBuy ? 1 : -1;
        bookFill(
          ledger,
          order(i, one.isBuy ? "buy" : "sell", one.strategy, one.instrument),
          fill(one.lots, one.ticks, one.fee),
          outputs,
        );
        cash -= BigInt(side * one.lots * one.ticks * 10_000 + one.fee);
        const at = one.strategy * 2 + one.instrument;
        lots[at] = (lots[at] ?? 0) + side * one.lots;
        assert.equal(ledger.accounts.cash[0], cash, "L2");
        assert.deepEqual([...ledger.strategyLots], lots, "L3");
        assert.equal(bookSum(ledger.accounts, 0), 0n, "L1");
        const strategies = ledger.strategies;
        for (const s of [0, 1]) assert.equal(bookSum(strategies, s), 0n, "L1 of the sub-ledger");
        for (const code of ["cash", "position", "realised", "fees"] as const) {
          const opening = code === "cash" ? BigInt(OPENING) : 0n;
          const sum = (strategies[code][0] ?? 0n) + (strategies[code][1] ?? 0n) + opening;
          assert.equal(ledger.accounts[code][0], sum, `sub-ledgers add up: ${code}`);
        }
      });
      // Round trips account for the whole realised result, and every unit of fee is in exactly one place.
      const gross = trips(outputs).reduce((sum, trip) => sum + BigInt(trip.grossMicros), 0n);
      assert.equal(gross, -(ledger.accounts.realised[0] ?? 0n));
      const costs = trips(outputs).reduce((sum, trip) => sum + trip.costsMicros, 0);
      const stillOpen = ledger.openLots.flat().reduce((sum, lot) => sum + lot.feeMicros, 0);
      assert.equal(BigInt(costs + stillOpen), ledger.accounts.fees[0]);
    }),
    { numRuns: 300 },
  );
});

test("a deposit is capital, never profit", () => {
  const ledger = open();
  postCash(ledger, 0, 5_000_000);
  assert.equal(ledger.accounts.cash[0], BigInt(OPENING) + 5_000_000n);
  assert.equal(ledger.accounts.realised[0], 0n);
  assert.equal(bookSum(ledger.accounts, 0), 0n);
});

test("shares of an amount add up to it, also beyond 2^53", () => {
  fc.assert(
    fc.property(
      fc.nat(9_000_000_000),
      fc.integer({ min: 1, max: 10_000_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (amount, whole, ratio) => {
        const part = Math.floor(whole * ratio);
        const share = proRata(amount, part, whole);
        assert.equal(share, Number((BigInt(amount) * BigInt(part)) / BigInt(whole)));
      },
    ),
  );
});
