import { assert } from "../assert.ts";
import { adoptOrder, findVenueOrder } from "../execution/adopt-order.ts";
import { type BookedOrder, layToRest, type OrderBook, TERMINAL_KEPT } from "../execution/order-book.ts";
import { compareOrders, type OrderFinding } from "../execution/reconcile.ts";
import { bareReport } from "../model/bare-report.ts";
import type { AccountSnapshot, VenueOrderState, VenueStatus } from "../model/account-snapshot.ts";
import { isTerminal } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import type { ReconcileDiff } from "../model/venue-facts.ts";
import type { UnixMicros } from "../model/units.ts";
import { MICROS_PER_SECOND } from "../model/units.ts";
import type { ExternalOrder, VenueReport, VenueReportKind } from "../model/venue-report.ts";
import { blockAccount } from "./account-link.ts";
import type { Core } from "./core.ts";
import type { AccountLink, TradingBooks } from "./core-state.ts";
import { receiveReport } from "./receive-report.ts";
import { unassignedOf } from "./sources.ts";
import { withdrawOrder } from "./submit-order.ts";
import { needsAnswer, probeOrder } from "./watch-orders.ts";

/** A cancel that the venue's list still contradicts after that long never arrived. */
const CANCEL_LOST_SECONDS = 60;

/** What one comparison found, while it goes on. */
export interface SnapshotRound {
  readonly core: Core;
  readonly books: TradingBooks;
  readonly link: AccountLink;
  readonly snapshot: AccountSnapshot;
  readonly outputs: Output[];
  readonly diffs: ReconcileDiff[];
  /** The answer to the question that is open. */
  isCurrent: boolean;
  /** Something here was behind and was brought up to date. */
  hasHealed: boolean;
  /** Something was asked for that this answer could not settle. */
  hasAsked: boolean;
}

/** Fills the stream lost are booked by their own ids; those it brought are recognised. */
export function applySnapshotFills(round: SnapshotRound): void {
  const { core, books, link, snapshot, outputs } = round;
  for (const fill of snapshot.fills) {
    const order = orderOfFill(round, fill);
    // Its order ended long ago and is out of the book: it was booked then.
    if (order === null && isFromBefore(books.orders, fill.tsEvent)) continue;
    const before = order === null ? 0 : order.cumLots;
    receiveReport(core, { ...fill, order: order?.index ?? fill.order, seq: snapshot.seq, isAnswer: true }, outputs);
    if (order === null || order.cumLots === before) continue;
    round.hasHealed = true;
    addMissed(round.diffs, order, before);
  }
  if (snapshot.areFillsComplete && snapshot.tsFillsFrom <= link.tsFillsSeen) {
    link.tsFillsSeen = Math.max(link.tsFillsSeen, snapshot.tsAsOf);
  }
}

/** One line per order, from what we had to what it came to. */
function addMissed(diffs: ReconcileDiff[], order: BookedOrder, before: number): void {
  const at = diffs.findIndex((diff) => diff.what === "missed-fill" && diff.order === order.index);
  const ours = at < 0 ? before : (diffs[at] as ReconcileDiff).ours;
  const diff: ReconcileDiff = {
    what: "missed-fill",
    order: order.index,
    instrument: order.instrument,
    ours,
    theirs: order.cumLots,
  };
  if (at < 0) diffs.push(diff);
  else diffs[at] = diff;
}

/** True for what happened no later than the oldest ended order that the book still knows: others are forgotten. */
function isFromBefore(book: OrderBook, tsEvent: UnixMicros): boolean {
  const oldest = book.terminal[book.terminalCount % TERMINAL_KEPT];
  return book.terminalCount > TERMINAL_KEPT && oldest !== undefined && tsEvent <= oldest.tsLast;
}

/** The order of a fill; a foreign one that is new here is adopted in this account first (F27, F29). */
function orderOfFill(round: SnapshotRound, fill: VenueReport): BookedOrder | null {
  const { books, snapshot } = round;
  const { account } = snapshot;
  const known = findVenueOrder(books.orders, { account, order: fill.order, venueOrderId: fill.venueOrderId });
  if (known !== null || fill.external === null || fill.report !== "fill") return known;
  if (fill.order >= 0 || isFromBefore(books.orders, fill.tsEvent)) return null;
  return adopt(round, fill.venueOrderId, fill.external, "WORKING", 0);
}

export function applySnapshotOrders(round: SnapshotRound): void {
  const { books, snapshot } = round;
  for (const finding of compareOrders(books.orders, snapshot)) {
    const { order, state } = finding;
    if (finding.diff.what === "order-unknown-here") adoptListed(round, finding);
    else if (order !== null && state === null) askAboutMissing(round, order, finding.diff);
    else if (order !== null && state !== null) bringUp(round, order, state, finding.diff);
  }
  if (snapshot.areOrdersComplete) forgetResurrected(round);
  for (const state of snapshot.orders) {
    const known = findVenueOrder(books.orders, { ...state, account: snapshot.account });
    if (known === null) continue;
    // A foreign order that is listed (again) is not gone.
    if (known.isExternal) known.notFoundCount = 0;
    repeatLostCancel(round, known);
  }
}

/** Takes the venue's newer word about an order that we know. */
function bringUp(round: SnapshotRound, order: BookedOrder, state: VenueOrderState, diff: ReconcileDiff): void {
  const { core, snapshot, outputs } = round;
  if (diff.what === "terms-differ") {
    round.diffs.push(diff);
    alertRound(
      round,
      "TERMS_DIFFER",
      "The venue works an order with other terms than were sent; it is taken back.",
      order,
    );
    if (!isTerminal(order.status)) withdrawOrder(core, order, "TERMS_DIFFER", outputs);
    return;
  }
  const from = outputs.length;
  const status = order.status;
  receiveReport(core, statusReport(snapshot, order, state), outputs);
  if (order.statedCumLots > order.cumLots || (diff.what === "missed-fill" && order.cumLots < state.cumLots)) {
    round.hasAsked = true;
    round.diffs.push(diff);
    askOnce(round, order, from);
  } else if (order.status !== status || isTerminal(status)) {
    round.hasHealed = true;
    round.diffs.push(diff);
  }
}

/** Absent from a complete list: that alone proves nothing about an order of ours, so it is asked about. */
function askAboutMissing(round: SnapshotRound, order: BookedOrder, diff: ReconcileDiff): void {
  const { core, books, link, snapshot, outputs } = round;
  if (!order.isExternal) {
    // Before the venue confirmed it, absence is what its own timeout deals with.
    if (order.status !== "SENDING" && order.status !== "UNKNOWN") {
      round.hasAsked = true;
      round.diffs.push(diff);
    }
    if (order.status !== "SENDING" && link.isUp) probeOrder(core, order, outputs);
    return;
  }
  const wasAsked = round.hasAsked;
  round.diffs.push(diff);
  round.hasAsked = true;
  const { venue } = books.config;
  if (!snapshot.areFillsComplete) return;
  // A foreign order has no client id to ask by: lists that keep lacking it are the only evidence.
  if (order.notFoundCount === 0) order.tsNotFound = snapshot.tsAsOf;
  order.notFoundCount += 1;
  const isSettled = snapshot.tsAsOf - order.tsNotFound >= venue.notFoundSeconds * MICROS_PER_SECOND;
  if (order.notFoundCount < Math.min(2, venue.notFoundTimes) || !isSettled) return;
  round.hasAsked = wasAsked;
  round.hasHealed = true;
  receiveReport(core, { ...plainReport(snapshot, order, "canceled"), reason: "GONE_AT_VENUE" }, outputs);
}

/**
 * The venue still works an order whose cancel was asked for long ago: that request is lost. It
 * leaves once more, on this evidence only, so that an order to be gone does go once the venue hears.
 */
function repeatLostCancel({ core, books, snapshot, outputs }: SnapshotRound, order: BookedOrder): void {
  if (order.pending !== "cancel" || isTerminal(order.status)) return;
  if (snapshot.tsAsOf - order.tsPending < CANCEL_LOST_SECONDS * MICROS_PER_SECOND) return;
  order.tsPending = core.state.now;
  outputs.push({ kind: "CancelOrder", order: order.index, venueOrderId: order.venueOrderId });
  (books.recent.messages[order.account] as number[]).push(core.state.now);
}

/** Entered by somebody else: counted from now on; what it filled before our first answer is not ours to book. */
function adoptListed(round: SnapshotRound, finding: OrderFinding): void {
  const { state } = finding;
  assert(state !== null, "only a listed order can be unknown here");
  round.diffs.push(finding.diff);
  const carried = round.snapshot.areFillsComplete ? state.cumLots : 0;
  const order = adopt(round, state.venueOrderId, state.terms, state.status, carried);
  if (order === null) return;
  order.venueVersion = state.venueVersion;
  round.hasHealed = true;
}

function adopt(
  round: SnapshotRound,
  venueOrderId: string,
  terms: ExternalOrder,
  status: VenueStatus,
  carriedLots: number,
): BookedOrder | null {
  const { core, books, snapshot, outputs } = round;
  const { account } = snapshot;
  const { instrumentCount, accountLots } = books.ledger;
  const isKnown = terms.instrument >= 0 && terms.instrument < instrumentCount;
  const held = isKnown ? (accountLots[account * instrumentCount + terms.instrument] as number) : 0;
  const closable = terms.side === "sell" ? held : -held;
  const order = isKnown
    ? adoptOrder(books.orders, {
        account,
        strategy: unassignedOf(books.config, account),
        venueOrderId,
        terms,
        status,
        carriedLots,
        effect: closable >= terms.quantityLots ? "close" : "open",
        now: core.state.now,
      })
    : null;
  if (order === null) {
    alertRound(round, "FOREIGN_ORDER_UNREADABLE", "The venue lists an order that cannot be counted here.", null);
    blockAccount(core, account, "FOREIGN_ORDER", outputs);
    round.hasAsked = true;
    return null;
  }
  outputs.push({ kind: "OrderAdopted", order });
  alertRound(
    round,
    "EXTERNAL_ORDER",
    "An order that nobody here sent is at the venue; it counts in every limit.",
    order,
  );
  return order;
}

/** Orders that the venue worked although they had ended here, and that it does not list any more. */
function forgetResurrected({ books, snapshot }: SnapshotRound): void {
  for (const order of books.orders.resurrected.slice()) {
    if (order.account !== snapshot.account || order.tsLast > snapshot.tsAsOf) continue;
    const isListed = snapshot.orders.some(
      (state) => state.order === order.index || (state.order < 0 && state.venueOrderId === order.venueOrderId),
    );
    if (!isListed) layToRest(books.orders, order);
  }
}

/** Asks about an order unless what was just received asked already. */
function askOnce({ core, outputs }: SnapshotRound, order: BookedOrder, from: number): void {
  for (let i = from; i < outputs.length; i += 1) {
    const output = outputs[i] as Output;
    if (output.kind === "ProbeOrder" && output.order === order.index) return;
  }
  if (needsAnswer(order)) probeOrder(core, order, outputs);
}

const REPORT_OF: Readonly<Record<VenueStatus, VenueReportKind>> = {
  ACCEPTED: "accepted",
  HELD: "held",
  WORKING: "live",
  PARTIAL: "live",
  SUSPENDED: "suspended",
  DONE_FOR_DAY: "done-for-day",
};

/** A line of the list in the words of the stream, so that one state machine reads both. */
function statusReport(snapshot: AccountSnapshot, order: BookedOrder, state: VenueOrderState): VenueReport {
  return {
    ...plainReport(snapshot, order, REPORT_OF[state.status]),
    venueOrderId: state.venueOrderId,
    venueVersion: state.venueVersion,
    cumLots: state.cumLots,
    leavesLots: state.leavesLots,
  };
}

function plainReport(snapshot: AccountSnapshot, order: BookedOrder, kind: VenueReportKind): VenueReport {
  return bareReport({
    report: kind,
    order: order.index,
    venueOrderId: order.venueOrderId,
    tsEvent: snapshot.tsAsOf,
    tsReceived: snapshot.tsReceived,
    isAnswer: true,
    reason: "",
  });
}

/** A person shall know. */
export function alertRound({ outputs }: SnapshotRound, code: string, text: string, order: BookedOrder | null): void {
  outputs.push({ kind: "RaiseAlert", severity: "critical", code, text, order: order?.index ?? -1 });
}
