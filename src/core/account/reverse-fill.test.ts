import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Output } from "../model/output.ts";
import { adjustToVenue } from "./adjust-to-venue.ts";
import { bookAccountEvent } from "./book-account-event.ts";
import { bookFill } from "./book-fill.ts";
import { TRADES_KEPT } from "./fill-history.ts";
import type { Ledger } from "./ledger.ts";
import { assertSound, fillOf, OPENING, openLedger, owner, postings, SPY } from "./ledger-fixture.test.ts";
import { reverseFill } from "./reverse-fill.ts";

/** `buy 10 @ 100`: fills in order, one order each; `bust 2` takes the third one back, `split 2 1` two for one. */
function play(ledger: Ledger, lines: string): Output[] {
  const outputs: Output[] = [];
  const fills: [side: "buy" | "sell", lots: number, ticks: number][] = [];
  for (const line of lines.trim().split("\n")) {
    const [verb, first, , price] = line.trim().split(/ +/);
    if (verb === "split") {
      const [, to, from] = line.trim().split(/ +/).map(Number);
      const split = { what: "split", instrument: SPY, to: to ?? 0, from: from ?? 0, cashInLieuMicros: 0 } as const;
      bookAccountEvent(ledger, 0, split, 1, outputs);
    } else if (verb === "bust") {
      const [side, lots, ticks] = fills[Number(first)] ?? assert.fail("no such fill");
      reverseFill(ledger, owner(Number(first), side), fillOf(lots, ticks, 7), outputs);
    } else {
      const side = verb === "buy" ? "buy" : "sell";
      const fill = [side, Number(first), Number(price)] as const;
      bookFill(ledger, owner(fills.length, side), fillOf(fill[1], fill[2], 7), outputs);
      fills.push([...fill]);
    }
    assertSound(ledger);
  }
  postings(outputs);
  return outputs;
}

const SCENARIOS: readonly [name: string, lines: string, position: number, lotTicks: number, realisedTicks: number][] = [
  ["the only fill", "buy 10 @ 100\nbust 0", 0, 0, 0],
  ["one of two entries", "buy 10 @ 100\nbuy 10 @ 110\nbust 0", 10, 1100, 0],
  ["an exit gives its entry back at its cost", "buy 10 @ 100\nsell 10 @ 120\nbust 1", 10, 1000, 0],
  [
    "an entry already closed leaves the exit open on the other side",
    "buy 10 @ 100\nsell 10 @ 120\nbust 0",
    -10,
    -1200,
    0,
  ],
  ["an entry closed in part", "buy 10 @ 100\nsell 4 @ 120\nbust 0", -4, -480, 0],
  ["the first of two entries after an exit", "buy 10 @ 100\nbuy 10 @ 110\nsell 10 @ 120\nbust 0", 0, 0, 100],
  ["an exit through zero", "buy 10 @ 100\nsell 25 @ 90\nbust 1", 10, 1000, 0],
  ["a fill from before a split", "buy 10 @ 100\nbuy 10 @ 110\nsplit 2 1\nbust 0", 20, 1100, 0],
  ["an exit from before a split", "buy 10 @ 100\nsell 4 @ 110\nsplit 3 1\nbust 1", 30, 1000, 0],
  ["after the position was flat and opened again", "buy 5 @ 10\nsell 5 @ 12\nbuy 5 @ 20\nbust 1", 10, 150, 0],
];

for (const [name, lines, position, lotTicks, realisedTicks] of SCENARIOS) {
  test(`a bust of ${name}`, () => {
    const ledger = openLedger(1);
    play(ledger, lines);
    assert.equal(ledger.strategyLots[0], position);
    assert.equal(ledger.accountLots[0], position);
    assert.equal(ledger.openLotTicks[0], lotTicks);
    assert.equal(ledger.strategies.realised[0], BigInt(-realisedTicks * 10_000));
  });
}

test("a bust posts the exact negative of cash and fee", () => {
  const ledger = openLedger(1);
  const outputs = play(ledger, "buy 10 @ 100\nsell 10 @ 120\nbust 0");
  const [entry] = postings(outputs, "fill");
  const [bust] = postings(outputs, "bust");
  assert.ok(entry && bust);
  assert.equal((bust.amountsMicros[0] ?? 0) + (entry.amountsMicros[0] ?? 0), 0);
  assert.equal((bust.amountsMicros[3] ?? 0) + (entry.amountsMicros[3] ?? 0), 0);
});

test("two fills of one order at one time and price are told apart by their fee", () => {
  const ledger = openLedger(1);
  for (const fee of [9, 1]) bookFill(ledger, owner(0, "buy"), fillOf(2, 100, fee), []);
  reverseFill(ledger, owner(0, "buy"), fillOf(2, 100, 9), []);
  assert.equal(ledger.openLots[0]?.[0]?.feeMicros, 1);
  assertSound(ledger);
});

test("a fill from before the venue's word was accepted is undone by rule", () => {
  const ledger = openLedger(1);
  bookFill(ledger, owner(0, "buy"), fillOf(10, 100), []);
  adjustToVenue(ledger, 0, 0, SPY, 5, 110, 0, []);
  reverseFill(ledger, owner(0, "buy"), fillOf(10, 100), []);
  assert.equal(ledger.strategyLots[0], 5);
  assert.equal(ledger.openLotTicks[0], 550);
  assertSound(ledger);
});

const trade = fc.record({
  isBuy: fc.boolean(),
  lots: fc.integer({ min: 1, max: 50 }),
  ticks: fc.integer({ min: 1, max: 1_000 }),
  fee: fc.nat(1_000),
});

const alike = fc.record({
  isBuy: fc.boolean(),
  lots: fc.integer({ min: 1, max: 2 }),
  ticks: fc.integer({ min: 1, max: 2 }),
  fee: fc.nat(1),
});

for (const method of ["fifo", "average"] as const) {
  test(`a busted fill has never been, whatever came after it: ${method}`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(trade, alike), { minLength: 1, maxLength: 100, size: "max" }),
        fc.nat(),
        (trades, seed) => {
          const busted = seed % trades.length;
          const ledger = openLedger(1, method);
          const without = openLedger(1, method);
          const outputs: Output[] = [];
          // Few orders and few prices: fills that only their fee or their time tells apart.
          const byOf = (i: number) => owner((i % 3) * 2 + Number(trades[i]?.isBuy), trades[i]?.isBuy ? "buy" : "sell");
          trades.forEach((one, i) => {
            const by = byOf(i);
            bookFill(ledger, by, fillOf(one.lots, one.ticks, one.fee, i), outputs);
            if (i !== busted) bookFill(without, by, fillOf(one.lots, one.ticks, one.fee, i), []);
          });
          const one = trades[busted] ?? assert.fail();
          reverseFill(ledger, byOf(busted), fillOf(one.lots, one.ticks, one.fee, busted), outputs);
          assertSound(ledger);
          postings(outputs);
          for (const name of ["accounts", "strategies"] as const) assert.deepEqual(ledger[name], without[name]);
          assert.deepEqual(ledger.openLots, without.openLots);
          assert.deepEqual(ledger.strategyLots, without.strategyLots);
          assert.deepEqual(ledger.realisedByPosition, without.realisedByPosition);
        },
      ),
      { numRuns: 200 },
    );
  });
}

test("fills beyond memory are undone by rule: cash, fee and position exactly, the books sound", () => {
  fc.assert(
    fc.property(
      fc.array(trade, { minLength: 2 * TRADES_KEPT, maxLength: 4 * TRADES_KEPT }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 12, size: "max" }),
      fc.boolean(),
      (trades, picks, isAverage) => {
        const ledger = openLedger(1, isAverage ? "average" : "fifo");
        const kept = new Set(trades.keys());
        trades.forEach((one, i) => {
          bookFill(ledger, owner(i, one.isBuy ? "buy" : "sell"), fillOf(one.lots, one.ticks, one.fee, i), []);
        });
        for (const pick of picks) {
          const i = pick % trades.length;
          const one = trades[i] ?? assert.fail();
          if (!kept.delete(i)) continue;
          reverseFill(ledger, owner(i, one.isBuy ? "buy" : "sell"), fillOf(one.lots, one.ticks, one.fee, i), []);
          assertSound(ledger);
          let cash = BigInt(OPENING);
          let lots = 0;
          for (const k of kept) {
            const each = trades[k] ?? assert.fail();
            const side = each.isBuy ? 1 : -1;
            cash -= BigInt(side * each.lots * each.ticks * 10_000 + each.fee);
            lots += side * each.lots;
          }
          assert.equal(ledger.accounts.cash[0], cash, "L2");
          assert.equal(ledger.accountLots[0], lots, "position = sum of the fills that stand");
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("a thousand fills leave a bounded memory", () => {
  const ledger = openLedger(1);
  for (let i = 0; i < 1_000; i += 1) bookFill(ledger, owner(i, i % 3 === 0 ? "sell" : "buy"), fillOf(2, 100 + i), []);
  const history = ledger.histories[0];
  assert.ok(history);
  assert.ok(history.trades.length >= TRADES_KEPT && history.trades.length < 2 * TRADES_KEPT);
  assertSound(ledger);
});
