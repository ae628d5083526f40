import { required } from "../assert.ts";
import { accountEventFault } from "../account/account-event-fault.ts";
import { bookAccountEvent, bookCash } from "../account/book-account-event.ts";
import {
  restateAfterSplit,
  restateBracket,
  restateDistance,
  restateLots,
  restatePrice,
} from "../execution/restate-split.ts";
import { halfEvenDiv } from "../math/round.ts";
import type { AccountEvent } from "../model/account-event.ts";
import type { AlertSeverity, LedgerPosted, Output } from "../model/output.ts";
import type { AccountIndex, InstrumentIndex, MoneyMicrosSafe, UnixMicros } from "../model/units.ts";
import { MICROS_PER_DAY } from "../model/units.ts";
import type { Core } from "./core.ts";
import type { Protection, TradingBooks } from "./core-state.ts";

/** How long the id of a booked event is remembered; no venue repeats its history for longer. */
const REMEMBERED_MICROS = 30 * MICROS_PER_DAY;

/**
 * The venue moved money or positions without a fill. An event is booked once, whatever channel it
 * comes by and however often. One that cannot be booked is quarantined, never thrown away. A late
 * one belongs to its own day (its `tsEvent`, linked by `refEventId`): it moves what today's result
 * is counted from, so that it is no profit or loss of today (F61, F62).
 */
export function receiveAccountEvent(core: Core, input: AccountEvent, outputs: Output[]): void {
  const books = required(core.state.trading, "account events follow the first configuration");
  const { account, event } = input;
  const key = `${account}:${input.eventId}`;
  if (books.bookedEvents.has(key)) return;
  const fault = accountEventFault(books.ledger, account, event) || strategyFault(books, input);
  if (fault !== "") {
    outputs.push({ kind: "ReportQuarantined", order: -1, report: event.what, why: fault });
    alert(outputs, "critical", "ACCOUNT_EVENT_QUARANTINED", `Event ${input.eventId} (${event.what}): ${fault}.`);
    return;
  }
  forgetOld(books.bookedEvents, core.state.now);
  books.bookedEvents.set(key, core.state.now);
  if (event.what === "deposit" || event.what === "withdrawal") {
    moveCash(core, account, event.amountMicros, outputs);
    return;
  }
  const first = outputs.length;
  bookAccountEvent(books.ledger, account, event, input.tsEvent, outputs);
  if (event.what === "split") restateSplit(books, event.instrument, event.to, event.from);
  if (isOfFormerSession(core, books, input.tsEvent)) {
    moveDayStarts(books, outputs, first);
    const link = input.refEventId === "" ? "" : ` It belongs to ${input.refEventId}.`;
    alert(
      outputs,
      "info",
      "LATE_ACCOUNT_EVENT",
      `Event ${input.eventId} (${event.what}) is booked on its own day.${link}`,
    );
  }
  if (event.what === "assignment") {
    alert(
      outputs,
      "critical",
      "OPTION_ASSIGNED",
      "An option was assigned: its shares are booked, what it covered is uncovered.",
    );
  }
}

/** A deposit or withdrawal: never profit or loss, so every base of comparison moves with it (F61). */
export function moveCash(core: Core, account: AccountIndex, amountMicros: MoneyMicrosSafe, outputs: Output[]): void {
  const { ledger, marks } = required(core.state.trading, "cash moves after the first configuration");
  bookCash(ledger, account, amountMicros, outputs);
  const mark = required(marks.accounts[account], "a mark per account");
  mark.equityMicros += amountMicros;
  mark.peakEquityMicros += amountMicros;
  mark.dayStartEquityMicros += amountMicros;
}

/** A strategy without a booking yet is known to the configuration alone. */
function strategyFault(books: TradingBooks, { account, event }: AccountEvent): string {
  if (!("strategy" in event) || event.strategy === null) return "";
  return books.sources[event.strategy]?.account === account ? "" : "a strategy of another account";
}

/** Ids are kept in the order they came, so the old ones are in front. */
function forgetOld(bookedEvents: Map<string, UnixMicros>, now: UnixMicros): void {
  for (const [key, ts] of bookedEvents) {
    if (ts >= now - REMEMBERED_MICROS) return;
    bookedEvents.delete(key);
  }
}

/** Resting orders, protective levels and the last close speak of new units from here on. */
function restateSplit(books: TradingBooks, instrument: InstrumentIndex, to: number, from: number): void {
  restateAfterSplit(books.orders, instrument, to, from);
  const { instrumentCount, strategyCount } = books.ledger;
  for (let strategy = 0; strategy < strategyCount; strategy += 1) {
    const at = strategy * instrumentCount + instrument;
    const held = books.protections[at] ?? null;
    if (held !== null) books.protections[at] = restateProtection(held, to, from);
  }
  // Until the next bar the old close times the new lots would be an equity that never was.
  const close = books.market.closeMicros[instrument] as number;
  if (!Number.isNaN(close)) books.market.closeMicros[instrument] = halfEvenDiv(close * from, to);
}

function restateProtection(held: Protection, to: number, from: number): Protection {
  return {
    ...held,
    bracket: restateBracket(held.bracket, to, from) ?? held.bracket,
    stopTicks: restatePrice(held.stopTicks, to, from),
    trailTicks: restateDistance(held.trailTicks, to, from),
    targetTicks: restatePrice(held.targetTicks, to, from),
    watchedLots: restateLots(held.watchedLots, to, from),
    bestTicks: restatePrice(held.bestTicks, to, from) ?? held.bestTicks,
  };
}

function isOfFormerSession(core: Core, books: TradingBooks, tsEvent: UnixMicros): boolean {
  const opens = core.state.clock?.opens[books.marks.sessionIndex];
  return opens !== undefined && tsEvent < opens;
}

/** What a late event brought was brought before today began. */
function moveDayStarts(books: TradingBooks, outputs: readonly Output[], first: number): void {
  const { marks } = books;
  for (let i = first; i < outputs.length; i += 1) {
    const posted = outputs[i] as Output;
    if (posted.kind !== "LedgerPosted") continue;
    const gain = gainOf(posted);
    const mark = required(marks.accounts[posted.account], "a mark per account");
    mark.equityMicros += gain;
    mark.dayStartEquityMicros += gain;
    marks.strategyDayStart[posted.strategy] = (marks.strategyDayStart[posted.strategy] as number) + gain;
  }
}

/** Result of a posting: what it credits to anything but cash and position. */
function gainOf(posted: LedgerPosted): number {
  let gain = 0;
  posted.codes.forEach((code, i) => {
    if (code !== "CASH" && code !== "POSITION") gain -= posted.amountsMicros[i] as number;
  });
  return gain;
}

function alert(outputs: Output[], severity: AlertSeverity, code: string, text: string): void {
  outputs.push({ kind: "RaiseAlert", severity, code, text, order: -1 });
}
