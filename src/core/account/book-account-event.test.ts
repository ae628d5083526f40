import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { AccountHappening } from "../model/account-event.ts";
import type { Output } from "../model/output.ts";
import { accountEventFault } from "./account-event-fault.ts";
import { bookAccountEvent } from "./book-account-event.ts";
import { bookFill } from "./book-fill.ts";
import type { Ledger } from "./ledger.ts";
import { assertSound, CALL, fillOf, IWM, OPENING, openLedger, owner, postings, SPY } from "./ledger-fixture.test.ts";

const USD = 1_000_000;
const SIDES = { long: "buy", short: "sell" } as const;

function book(ledger: Ledger, event: AccountHappening): Output[] {
  const outputs: Output[] = [];
  assert.equal(accountEventFault(ledger, 0, event), "");
  bookAccountEvent(ledger, 0, event, 5, outputs);
  assertSound(ledger);
  assert.ok(postings(outputs).length > 0 || event.what === "dividend" || event.what === "split");
  return outputs;
}

/** Holdings by strategy in SPY, bought or sold at 500.00. */
function holding(...lots: number[]): Ledger {
  const ledger = openLedger(lots.length);
  lots.forEach((count, strategy) => {
    if (count === 0) return;
    bookFill(ledger, owner(strategy, count > 0 ? "buy" : "sell", strategy), fillOf(Math.abs(count), 50_000), []);
  });
  return ledger;
}

const CASH: readonly [event: AccountHappening, row: number, code: "capital" | "fees" | "income", micros: number][] = [
  [{ what: "deposit", amountMicros: 250 * USD }, -1, "capital", 250 * USD],
  [{ what: "withdrawal", amountMicros: -250 * USD }, -1, "capital", -250 * USD],
  [{ what: "fee", amountMicros: -1_234_567, strategy: 0 }, 0, "fees", -1_234_567],
  [{ what: "rebate", amountMicros: 3, strategy: null }, 1, "fees", 3],
  [{ what: "interest", amountMicros: -7, strategy: null }, 1, "income", -7],
  [{ what: "borrow-fee", amountMicros: -9 * USD, strategy: 0 }, 0, "fees", -9 * USD],
];

for (const [event, row, code, micros] of CASH) {
  test(`a ${event.what} moves cash against ${code} of ${row < 0 ? "the account" : "a strategy and its account"}`, () => {
    const ledger = openLedger(1);
    const before = ledger.accounts[code][0] ?? 0n;
    book(ledger, event);
    assert.equal(ledger.accounts.cash[0], BigInt(OPENING + micros));
    assert.equal(ledger.accounts[code][0], before - BigInt(micros));
    assert.equal(ledger.accounts.realised[0], 0n, "never a trading result");
    if (row >= 0) assert.equal(ledger.strategies.cash[row], BigInt(micros));
  });
}

test("a dividend goes to who holds the shares, shorts pay it, and the parts add up", () => {
  const ledger = holding(100, -40, 0);
  const outputs = book(ledger, { what: "dividend", instrument: SPY, perUnitMicros: 1_500_001, paidMicros: null });
  assert.deepEqual(
    postings(outputs, "dividend").map((one) => [one.strategy, one.amountsMicros[0]]),
    [
      [0, 150_000_100],
      [1, -60_000_040],
    ],
  );
  assert.equal(ledger.accounts.income[0], -90_000_060n);
});

test("parts of a dividend that end between two micros still add up to the account's", () => {
  const ledger = openLedger(3);
  for (const s of [0, 1, 2]) bookFill(ledger, owner(s, "buy", s, IWM), fillOf(1, 20_000), []);
  book(ledger, { what: "dividend", instrument: IWM, perUnitMicros: 1_500, paidMicros: null });
  // 1.5 micros each, 4.5 in all: half-even 4, the first fraction rounded up.
  assert.deepEqual([...ledger.strategies.income], [-2n, -1n, -1n, 0n]);
  assert.equal(ledger.accounts.income[0], -4n);
});

const SPLITS: readonly [name: string, lots: number[], to: number, from: number, after: number[], cash: number[]][] = [
  ["2 for 1", [10, -3], 2, 1, [20, -6], [0, 0]],
  ["1 for 10 without fractions", [100, 50], 1, 10, [10, 5], [0, 0]],
  ["3 for 2 with a half left", [5], 3, 2, [7], [50]],
  ["3 for 2 where two halves make a lot", [5, 5], 3, 2, [8, 7], [-50, 50]],
  ["3 for 2 of a short", [-5], 3, 2, [-7], [-50]],
  ["1 for 10 of too few", [5], 1, 10, [0], [50]],
];

for (const [name, lots, to, from, after, cash] of SPLITS) {
  test(`a split ${name}: lots, cash in lieu, and the cost of what stays`, () => {
    const ledger = holding(...lots);
    const cost = [...ledger.strategies.position];
    const cashBefore = [...ledger.strategies.cash];
    book(ledger, { what: "split", instrument: SPY, to, from, cashInLieuMicros: 100 * USD });
    lots.forEach((_, s) => {
      assert.equal(ledger.strategyLots[s * 3], after[s]);
      assert.equal((ledger.strategies.cash[s] ?? 0n) - (cashBefore[s] ?? 0n), BigInt((cash[s] ?? 0) * USD));
      assert.equal(ledger.strategies.position[s], after[s] === 0 ? 0n : cost[s], "cost unchanged to the micro");
    });
    const net = lots.reduce((sum, one) => sum + one, 0);
    assert.equal(ledger.accountLots[SPY], Math.trunc((net * to) / from), "as the venue counts the account");
  });
}

test("round trips over a split know what the entry cost", () => {
  const ledger = holding(10);
  book(ledger, { what: "split", instrument: SPY, to: 3, from: 1, cashInLieuMicros: 0 });
  const outputs: Output[] = [];
  bookFill(ledger, owner(9, "sell"), fillOf(30, 17_000), outputs);
  const [trip] = outputs.filter((one) => one.kind === "RoundTripClosed");
  assert.equal(trip?.grossMicros, (30 * 17_000 - 10 * 50_000) * 10_000);
  assertSound(ledger);
});

/** One line: what is held before, the event, and what is held and booked after. Premium 2.00, strike 500.00. */
const OPTION_ENDS: readonly {
  readonly name: string;
  readonly calls: number;
  readonly shares: number;
  readonly event: AccountHappening;
  readonly sharesAfter: number;
  readonly cashMicros: number;
  readonly realisedMicros: number;
}[] = [
  {
    name: "F57 a covered short call is assigned overnight: the shares go at the strike, the premium stays",
    calls: -1,
    shares: 100,
    event: end("assignment", -1, -100),
    sharesAfter: 0,
    cashMicros: 50_000 * USD,
    realisedMicros: 200 * USD,
  },
  {
    name: "F57 a naked short call is assigned: short shares remain and are seen",
    calls: -2,
    shares: 0,
    event: end("assignment", -1, -100),
    sharesAfter: -100,
    cashMicros: 50_000 * USD,
    realisedMicros: 200 * USD,
  },
  {
    name: "F58 the broker ended more calls than we held: the rest is UNASSIGNED's",
    calls: 1,
    shares: 0,
    event: end("expiry", 3, 0),
    sharesAfter: 0,
    cashMicros: 0,
    realisedMicros: -200 * USD,
  },
  {
    name: "F59 a call expires in the money unexercised for want of buying power: the premium is lost, no shares come",
    calls: 1,
    shares: 0,
    event: end("expiry", 1, 0),
    sharesAfter: 0,
    cashMicros: 0,
    realisedMicros: -200 * USD,
  },
  {
    name: "F59 a call is exercised by the broker: shares at the strike, premium realised",
    calls: 1,
    shares: 0,
    event: end("exercise", 1, 100),
    sharesAfter: 100,
    cashMicros: -50_000 * USD,
    realisedMicros: -200 * USD,
  },
];

function end(what: "exercise" | "assignment" | "expiry", lots: number, deliveredLots: number): AccountHappening {
  return { what, instrument: CALL, lots, delivered: SPY, deliveredLots, strikeMicros: 500 * USD };
}

for (const row of OPTION_ENDS) {
  test(row.name, () => {
    const ledger = openLedger(1);
    for (const [instrument, lots, ticks] of [
      [CALL, row.calls, 200],
      [SPY, row.shares, 50_000],
    ] as const) {
      if (lots === 0) continue;
      bookFill(
        ledger,
        owner(instrument, SIDES[lots > 0 ? "long" : "short"], 0, instrument),
        fillOf(Math.abs(lots), ticks),
        [],
      );
    }
    const cash = ledger.accounts.cash[0] ?? 0n;
    const outputs = book(ledger, row.event);
    assert.equal(ledger.accountLots[CALL], row.calls - (row.event as { lots: number }).lots);
    assert.equal(ledger.accountLots[SPY], row.sharesAfter);
    assert.equal((ledger.accounts.cash[0] ?? 0n) - cash, BigInt(row.cashMicros));
    assert.equal(ledger.accounts.realised[0], BigInt(-row.realisedMicros));
    assert.ok(postings(outputs, row.event.what as "expiry").length > 0);
  });
}

test("C3 an assignment of options that several strategies wrote is shared by lots, shares with them", () => {
  const ledger = openLedger(3);
  [3, 1, 2].forEach((lots, s) => bookFill(ledger, owner(s, "sell", s, CALL), fillOf(lots, 200), []));
  book(ledger, end("assignment", -3, -300));
  assert.deepEqual(
    [0, 1, 2].map((s) => [ledger.strategyLots[s * 3 + CALL], ledger.strategyLots[s * 3 + SPY]]),
    [
      [-1, -200],
      [-1, 0],
      [-1, -100],
    ],
  );
});

test("a strike between two ticks is paid to the micro", () => {
  const ledger = openLedger(1);
  bookFill(ledger, owner(0, "buy", 0, CALL), fillOf(1, 200), []);
  const cash = ledger.accounts.cash[0] ?? 0n;
  book(ledger, {
    what: "exercise",
    instrument: CALL,
    lots: 1,
    delivered: SPY,
    deliveredLots: 100,
    strikeMicros: 33_333_333,
  });
  assert.equal((ledger.accounts.cash[0] ?? 0n) - cash, -3_333_333_300n);
});

const WRONG: readonly [why: string, event: AccountHappening][] = [
  ["a deposit comes in", { what: "deposit", amountMicros: -1 }],
  ["a withdrawal goes out", { what: "withdrawal", amountMicros: 1 }],
  ["unknown instrument", { what: "dividend", instrument: 9, perUnitMicros: 1, paidMicros: null }],
  ["unknown strategy", { what: "fee", amountMicros: -1, strategy: 7 }],
  ["an amount is a whole number of micros", { what: "interest", amountMicros: 0.5, strategy: null }],
  [
    "the amount does not fit a message",
    { what: "dividend", instrument: SPY, perUnitMicros: 3_999_999_999_999_999, paidMicros: null },
  ],
  [
    "a split is a ratio of whole numbers from 1 to a million",
    { what: "split", instrument: SPY, to: 0, from: 1, cashInLieuMicros: 0 },
  ],
  ["an expiry delivers nothing", end("expiry", 1, 100)],
  ["an option's end names its lots", end("exercise", 0, 0)],
];

test("what a venue may say and nobody can book is named, not asserted", () => {
  const ledger = holding(10);
  for (const [why, event] of WRONG) assert.equal(accountEventFault(ledger, 0, event), why);
  assert.equal(accountEventFault(ledger, 3, { what: "deposit", amountMicros: 1 }), "unknown account");
});

test("any split of any holdings: lots as the venue counts them, cash in lieu to the micro, cost kept", () => {
  const lots = fc.integer({ min: -400, max: 400 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(lots, lots, lots), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      fc.nat(1_000_000_000),
      fc.boolean(),
      (fills, to, from, cashInLieuMicros, isAverage) => {
        const ledger = openLedger(fills.length, isAverage ? "average" : "fifo");
        fills.forEach((each, s) => {
          each.forEach((count, i) => {
            if (count === 0) return;
            const by = owner(s * 3 + i, count > 0 ? "buy" : "sell", s);
            bookFill(ledger, by, fillOf(Math.abs(count), 1_000 + 7 * i + s, 3), []);
          });
        });
        const before = ledger.accountLots[SPY] ?? 0;
        const cash = ledger.accounts.cash[0] ?? 0n;
        const cost = [...ledger.strategies.position];
        book(ledger, { what: "split", instrument: SPY, to, from, cashInLieuMicros });
        const after = Math.trunc((before * to) / from);
        assert.equal(ledger.accountLots[SPY], after + 0);
        const due = ((before * to - after * from) / from) * cashInLieuMicros;
        assert.ok(Math.abs(Number((ledger.accounts.cash[0] ?? 0n) - cash) - due) <= 0.5 + 1e-6 * Math.abs(due));
        fills.forEach((_, s) => {
          if (ledger.strategyLots[s * 3] !== 0) assert.equal(ledger.strategies.position[s], cost[s]);
        });
      },
    ),
    { numRuns: 200 },
  );
});

test("a dividend that the venue paid on other lots than ours is booked as paid, the difference unassigned", () => {
  const ledger = holding(100);
  book(ledger, { what: "dividend", instrument: SPY, perUnitMicros: 1_000_000, paidMicros: 90 * USD });
  assert.equal(ledger.strategies.income[0], BigInt(-100 * USD));
  assert.equal(ledger.strategies.income[1], BigInt(10 * USD));
  assert.equal(ledger.accounts.income[0], BigInt(-90 * USD));
});
