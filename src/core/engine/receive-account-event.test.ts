import assert from "node:assert/strict";
import { test } from "node:test";
import { bookFill } from "../account/book-fill.ts";
import { ledgerFault } from "../account/check-ledger.ts";
import type { CoreConfig } from "../model/config.ts";
import type { AccountEvent, AccountHappening } from "../model/account-event.ts";
import type { Output } from "../model/output.ts";
import { HOUSE_VENUE } from "../model/venue-rules.ts";
import { limitsOf } from "../risk/profiles.ts";
import type { Core } from "./core.ts";
import { createCore } from "./core.ts";
import type { TradingBooks } from "./core-state.ts";
import { shortSessions, START, strategyConfig } from "./engine-fixture.test.ts";
import { loadConfig, loadInstruments, loadSessions } from "./load-config.ts";
import { receiveAccountEvent } from "./receive-account-event.ts";

const USD = 1_000_000;
const DAY = 86_400_000_000;

/** A core in its second session that holds ten at 50.00. */
function secondDay(): { core: Core; books: TradingBooks } {
  const core = createCore();
  const costs = {
    commissionPerOrderMicros: 0,
    commissionPerUnitMicros: 0,
    commissionBps: 0,
    commissionMinimumMicros: 0,
  };
  const config: CoreConfig = {
    version: 1,
    environment: "paper",
    baseTimeframeSeconds: 60,
    accounts: [
      { index: 0, id: "SIM", currency: "USD", openingCashMicros: 10_000 * USD, lotMethod: "fifo", limits: null },
    ],
    strategies: [strategyConfig()],
    costs: { ...costs, slippageBps: 0, touch: false },
    fillModel: "next-bar-open",
    venue: HOUSE_VENUE,
    limits: limitsOf("none", {}),
    sizeWithoutAllocation: 0.05,
  };
  const share = { kind: "equity", currency: "USD", tickMicros: 10_000, lotMicros: USD, multiplier: 1 } as const;
  loadInstruments(core, [{ ...share, index: 0, symbol: "AAA", isTradable: true }]);
  loadSessions(core, shortSessions(10));
  loadConfig(core, config);
  core.state.now = START + DAY;
  const books = core.state.trading ?? assert.fail();
  books.marks.sessionIndex = 1;
  books.market.closeMicros[0] = 50 * USD;
  const buyer = { index: 0, account: 0, strategy: 0, instrument: 0, side: "buy" } as const;
  bookFill(books.ledger, buyer, { tsEvent: 1, lots: 10, ticks: 5_000, feeMicros: 0, slippageMicros: 0 }, []);
  return { core, books };
}

function receive(core: Core, eventId: string, event: AccountHappening, fields: Partial<AccountEvent> = {}): Output[] {
  const outputs: Output[] = [];
  const ts = START + DAY + 1;
  receiveAccountEvent(
    core,
    {
      kind: "AccountEvent",
      seq: 1,
      tsEvent: ts,
      tsReceived: ts,
      account: 0,
      eventId,
      refEventId: "",
      event,
      ...fields,
    },
    outputs,
  );
  const books = core.state.trading ?? assert.fail();
  assert.equal(ledgerFault(books.ledger, core.state.instruments), "");
  return outputs;
}

function kinds(outputs: readonly Output[]): string[] {
  return outputs.map((one) => (one.kind === "RaiseAlert" ? one.code : one.kind));
}

test("an event that comes by two channels, or again, is booked once", () => {
  const { core, books } = secondDay();
  const fee: AccountHappening = { what: "fee", amountMicros: -5 * USD, strategy: null };
  assert.deepEqual(kinds(receive(core, "f1", fee)), ["LedgerPosted"]);
  assert.deepEqual(kinds(receive(core, "f1", fee)), []);
  assert.equal(books.ledger.accounts.fees[0], BigInt(5 * USD));
  core.state.now += 31 * DAY;
  receive(core, "f2", fee);
  assert.deepEqual([...books.bookedEvents.keys()], ["0:f2"], "what is a month old is forgotten");
});

test("F61 a deposit in trading hours is neither profit nor loss: every base of comparison moves", () => {
  const { core, books } = secondDay();
  const mark = { ...(books.marks.accounts[0] ?? assert.fail()) };
  receive(core, "d1", { what: "deposit", amountMicros: 500 * USD });
  const after = books.marks.accounts[0] ?? assert.fail();
  for (const base of ["equityMicros", "peakEquityMicros", "dayStartEquityMicros"] as const) {
    assert.equal(after[base] - mark[base], 500 * USD, base);
  }
  receive(core, "w1", { what: "withdrawal", amountMicros: -500 * USD });
  assert.deepEqual(after, mark);
  assert.equal(books.ledger.accounts.realised[0], 0n);
});

test("F62 a fee of yesterday is booked on its own day and linked: today's result does not move", () => {
  const { core, books } = secondDay();
  const mark = { ...(books.marks.accounts[0] ?? assert.fail()) };
  const late: AccountHappening = { what: "fee", amountMicros: -123_457, strategy: 0 };
  const outputs = receive(core, "f1", late, { tsEvent: START + 1, refEventId: "x7" });
  assert.deepEqual(kinds(outputs), ["LedgerPosted", "LATE_ACCOUNT_EVENT"]);
  assert.match(JSON.stringify(outputs[1]), /x7/);
  const after = books.marks.accounts[0] ?? assert.fail();
  assert.equal(after.dayStartEquityMicros, mark.dayStartEquityMicros - 123_457);
  assert.equal(after.equityMicros - after.dayStartEquityMicros, mark.equityMicros - mark.dayStartEquityMicros);
  assert.equal(books.marks.strategyDayStart[0], -123_457);
  assert.equal(books.ledger.accounts.fees[0], 123_457n);
});

test("a split restates the last close, so that equity is what it was until the next bar", () => {
  const { core, books } = secondDay();
  const outputs = receive(core, "s1", { what: "split", instrument: 0, to: 2, from: 1, cashInLieuMicros: 0 });
  assert.deepEqual(kinds(outputs), ["LedgerPosted", "PositionChanged"]);
  assert.equal(books.ledger.accountLots[0], 20);
  assert.equal(books.market.closeMicros[0], 25 * USD);
});

test("what cannot be booked is quarantined and alerted, and can come again put right", () => {
  const { core, books } = secondDay();
  const wrong = receive(core, "e1", { what: "fee", amountMicros: -1, strategy: 1 }, { account: 9 });
  assert.deepEqual(kinds(wrong), ["ReportQuarantined", "ACCOUNT_EVENT_QUARANTINED"]);
  assert.deepEqual(kinds(receive(core, "e1", { what: "deposit", amountMicros: -5 })), kinds(wrong));
  assert.equal(books.bookedEvents.size, 0);
  assert.deepEqual(kinds(receive(core, "e1", { what: "fee", amountMicros: -1, strategy: 1 })), ["LedgerPosted"]);
});

test("F57 an assignment raises an alert beside its postings", () => {
  const { core } = secondDay();
  const event: AccountHappening = {
    what: "assignment",
    instrument: 0,
    lots: -1,
    delivered: 0,
    deliveredLots: 0,
    strikeMicros: 0,
  };
  assert.equal(kinds(receive(core, "a1", event)).at(-1), "OPTION_ASSIGNED");
});
