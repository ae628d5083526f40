import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { AccountHappening } from "../model/account-event.ts";
import type { Output } from "../model/output.ts";
import { accountEventFault } from "./account-event-fault.ts";
import { bookAccountEvent } from "./book-account-event.ts";
import type { FillToBook, TradeOwner } from "./book-fill.ts";
import { bookFill } from "./book-fill.ts";
import type { Ledger } from "./ledger.ts";
import { assertSound, CALL, fillOf, OPENING, openLedger, owner, postings, SPY } from "./ledger-fixture.test.ts";
import { reverseFill } from "./reverse-fill.ts";
import { HOUSE, rollUpSenders, splitOverUnits, unitsOfFlow } from "./sub-ledger.ts";

const STRATEGIES = 5;
const SENDERS = new Map([
  [0, "ann"],
  [1, "bob"],
  [2, "ann"],
  [3, "cy"],
]);
const CLIENTS = [3_333_333n, 1n, 50_000_000n, 0n, 777_777n];

/** A small generator, so that ten thousand events are one seed. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

/** What the account must show, counted from the events alone. */
interface Statement {
  cash: bigint;
  lots: number;
}

function assertAddsUp(ledger: Ledger, statement: Statement): void {
  assertSound(ledger);
  assert.equal(ledger.accounts.cash[0], statement.cash, "L2: cash follows the events");
  assert.equal(ledger.accountLots[SPY], statement.lots, "L3: lots follow the events");
  const rows = rollUpSenders(ledger, 0, SENDERS);
  const capital = ledger.accounts.capital[0] ?? 0n;
  let cash = -capital;
  let lots = 0;
  const sums = { position: 0n, realised: 0n, fees: 0n, income: 0n };
  for (const row of rows) {
    cash += row.cash;
    lots += row.lots[SPY] ?? 0;
    for (const code of ["position", "realised", "fees", "income"] as const) sums[code] += row[code];
    assert.equal(row.cash + row.position + row.realised + row.fees + row.income, 0n, "L1 of a sender");
  }
  assert.equal(cash, ledger.accounts.cash[0]);
  assert.equal(lots, ledger.accountLots[SPY]);
  for (const code of ["position", "realised", "fees", "income"] as const)
    assert.equal(sums[code], ledger.accounts[code][0]);
  const shares = splitOverUnits(ledger.accounts.cash[0] ?? 0n, CLIENTS);
  assert.equal(
    shares.reduce((sum, one) => sum + one, 0n),
    ledger.accounts.cash[0],
  );
}

for (const method of ["fifo", "average"] as const) {
  test(`N15: 5 strategies, 10,000 trades of one instrument with all that moves money, add up after each: ${method}`, () => {
    const below = random(method === "fifo" ? 15 : 16);
    const ledger = openLedger(STRATEGIES, method);
    const statement: Statement = { cash: BigInt(OPENING), lots: 0 };
    const done: { by: TradeOwner; fill: FillToBook }[] = [];
    const seen = { bust: 0, split: 0, dividend: 0, assignment: 0, fee: 0 };
    let doubled = false;
    let outputs: Output[] = [];
    const book = (event: AccountHappening): void => {
      assert.equal(accountEventFault(ledger, 0, event), "");
      bookAccountEvent(ledger, 0, event, 1, outputs);
    };
    for (let i = 0; i < 10_000; i += 1) {
      outputs = [];
      const strategy = below(STRATEGIES);
      // Trades lean against the holding, so that positions stay of a size.
      const held = ledger.strategyLots[strategy * 3] ?? 0;
      const isBuy = below(1_000) + held > 500 ? below(3) === 0 : below(3) !== 0;
      const by = owner(i, isBuy ? "buy" : "sell", strategy);
      const fill = fillOf(1 + below(200), 1_000 + below(500), below(2_000_000), i);
      const side = isBuy ? 1 : -1;
      bookFill(ledger, by, fill, outputs);
      done.push({ by, fill });
      statement.cash -= BigInt(side * fill.lots * fill.ticks * 10_000 + fill.feeMicros);
      statement.lots += side * fill.lots;
      assertAddsUp(ledger, statement);
      if (below(50) === 0) {
        const [one] = done.splice(Math.max(0, done.length - 1 - below(10)), 1);
        assert.ok(one);
        const was = one.by.side === "buy" ? 1 : -1;
        reverseFill(ledger, one.by, one.fill, outputs);
        statement.cash += BigInt(was * one.fill.lots * one.fill.ticks * 10_000 + one.fill.feeMicros);
        statement.lots -= was * one.fill.lots;
        seen.bust += 1;
      }
      if (below(200) === 0) {
        const perUnitMicros = below(3_000_000);
        statement.cash += BigInt(statement.lots * perUnitMicros);
        book({ what: "dividend", instrument: SPY, perUnitMicros, paidMicros: null });
        seen.dividend += 1;
      }
      if (below(200) === 0) {
        const amountMicros = below(2_000_001) - 1_000_000;
        statement.cash += BigInt(amountMicros);
        book({ what: below(2) === 0 ? "fee" : "interest", amountMicros, strategy: below(2) === 0 ? null : strategy });
        seen.fee += 1;
      }
      if (below(400) === 0) {
        const [to, from] = doubled ? [1, 2] : [2, 1];
        doubled = !doubled;
        const cut = Math.trunc((statement.lots * to) / from);
        const half = statement.lots * to - cut * from;
        statement.cash += BigInt((half / from) * 12_345_678);
        statement.lots = cut;
        book({ what: "split", instrument: SPY, to, from, cashInLieuMicros: 12_345_678 });
        done.length = 0;
        seen.split += 1;
      }
      if (below(200) === 0) {
        bookFill(ledger, owner(-1, "sell", strategy, CALL), fillOf(2, 150, 10), outputs);
        book({
          what: "assignment",
          instrument: CALL,
          lots: -2,
          delivered: SPY,
          deliveredLots: -200,
          strikeMicros: 12_500_000,
        });
        statement.cash += BigInt(2 * 150 * 1_000_000 - 10) + 200n * 12_500_000n;
        statement.lots -= 200;
        seen.assignment += 1;
      }
      postings(outputs);
      assertAddsUp(ledger, statement);
    }
    for (const [what, count] of Object.entries(seen)) assert.ok(count > 10, `${what} happened ${count} times`);
  });
}

test("strategies of one sender are one row; what nobody owns is the house's", () => {
  const ledger = openLedger(STRATEGIES);
  for (const s of [0, 2, 4]) bookFill(ledger, owner(s, "buy", s), fillOf(10, 100), []);
  assert.deepEqual(
    rollUpSenders(ledger, 0, SENDERS).map((row) => [row.sender, row.lots[SPY]]),
    [
      ["ann", 20],
      [HOUSE, 10],
    ],
  );
});

test("an amount over units: each half-even, the rest to the largest holder", () => {
  assert.deepEqual(splitOverUnits(10n, [1n, 1n, 1n]), [4n, 3n, 3n]);
  assert.deepEqual(splitOverUnits(5n, [1n, 1n]), [3n, 2n], "2.5 each is 2 by half-even, the rest is the first's");
  assert.deepEqual(splitOverUnits(-7n, [0n, 2n, 1n]), [0n, -5n, -2n]);
  const units = fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 30, size: "max" });
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), units, fc.nat(29), (amount, held, extra) => {
      const all = held.map((one, i) => (i === extra % held.length ? one + 1n : one));
      const shares = splitOverUnits(amount, all);
      assert.equal(
        shares.reduce((sum, one) => sum + one, 0n),
        amount,
      );
      const total = all.reduce((sum, one) => sum + one, 0n);
      const largest = all.indexOf(all.reduce((a, b) => (b > a ? b : a), 0n));
      shares.forEach((share, i) => {
        const off = 2n * (share * total - amount * (all[i] ?? 0n));
        if (i !== largest) assert.ok(off <= total && off >= -total, "within half a micro");
      });
    }),
  );
});

test("F61 a client's deposit buys units at the price before it and dilutes nobody", () => {
  const equity = 110_000_000_000n;
  const units = 100_000_000_000n;
  assert.equal(unitsOfFlow(5_000_000n, 0n, 0n), 5_000_000n);
  const bought = unitsOfFlow(11_000_000_000n, equity, units);
  assert.equal(bought, 10_000_000_000n);
  assert.deepEqual(splitOverUnits(equity + 11_000_000_000n, [units, bought]), [equity, 11_000_000_000n]);
});
