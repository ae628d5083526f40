import { required } from "../assert.ts";
import { adjustToVenue } from "../account/adjust-to-venue.ts";
import { compareHoldings } from "../execution/reconcile.ts";
import type { AccountSnapshot } from "../model/account-snapshot.ts";
import type { Output } from "../model/output.ts";
import type { Reconciled, ReconcileDiff } from "../model/venue-facts.ts";
import type { AccountIndex, InstrumentIndex, PriceTicks } from "../model/units.ts";
import { blockAccount, linkOf, noteVenueWord, unblockAccount } from "./account-link.ts";
import { alertRound, applySnapshotFills, applySnapshotOrders, type SnapshotRound } from "./apply-snapshot.ts";
import type { Core } from "./core.ts";
import type { VenueDifferences } from "./core-state.ts";
import { noteVenueFailure } from "./note-venue-failure.ts";
import { unassignedOf } from "./sources.ts";
import { dropTimer, lastClose, OPEN_ROUNDS_MAX, requestSnapshot, scheduleReconcile } from "./watch-orders.ts";

/**
 * A venue's answer about a whole account: its fills are applied, then what it says of each order,
 * then what it does not list is asked about, foreign orders are adopted, and only what is left,
 * positions and cash, is compared. Nothing here is rolled back by an older answer, nothing is
 * dropped for being absent, and nothing is flat because a list is empty.
 */
export function receiveSnapshot(core: Core, snapshot: AccountSnapshot, outputs: Output[]): void {
  const books = required(core.state.trading, "snapshots follow the first configuration");
  if (books.links[snapshot.account] === undefined) return;
  const link = linkOf(core, snapshot.account);
  const round: SnapshotRound = {
    core,
    books,
    link,
    snapshot,
    outputs,
    diffs: [],
    isCurrent: false,
    hasHealed: false,
    hasAsked: false,
  };
  noteVenueWord(core, snapshot.account);
  round.isCurrent = settleRequest(round);
  applySnapshotFills(round);
  if (snapshot.tsAsOf >= link.tsAsOf) {
    applySnapshotOrders(round);
    noteList(round);
    conclude(round, compareHoldings(holdingFacts(round)));
  } else {
    // An older answer that came late tells of fills, and of nothing else.
    report(round, "open");
  }
  scheduleReconcile(core, snapshot.account);
}

/** True for the answer to the question that is open; one asked before, or on an older connection, is not. */
function settleRequest({ core, link, snapshot }: SnapshotRound): boolean {
  if (snapshot.requestId === 0 || snapshot.requestId !== link.requestId) return false;
  link.requestId = 0;
  dropTimer(core.state, "snapshot-timeout", snapshot.account);
  return true;
}

/** What a complete answer proves about absence, for NOT_SENT and for "flat". */
function noteList({ link, snapshot }: SnapshotRound): void {
  link.tsAsOf = snapshot.tsAsOf;
  link.ordersThere = snapshot.areOrdersComplete ? snapshot.orders.length : -1;
  link.positionsThere = snapshot.arePositionsComplete ? snapshot.positions.length : -1;
  if (!snapshot.areOrdersComplete || !snapshot.areFillsComplete) return;
  link.tsListed = snapshot.tsAsOf;
  link.tsListedFrom = snapshot.tsFillsFrom;
}

function holdingFacts({ books, snapshot }: SnapshotRound): Parameters<typeof compareHoldings>[0] {
  const { ledger } = books;
  let tsLastEvent = 0;
  for (const ts of books.bookedEvents.values()) if (ts > tsLastEvent) tsLastEvent = ts;
  return {
    book: books.orders,
    snapshot,
    accountLots: ledger.accountLots,
    instrumentCount: ledger.instrumentCount,
    cashMicros: ledger.cashMicros[snapshot.account] as number,
    tsLastEvent,
  };
}

/** The verdict, and what follows from it for the account. */
function conclude(round: SnapshotRound, holdings: readonly ReconcileDiff[]): void {
  const { core, link, snapshot, outputs } = round;
  const { account } = snapshot;
  round.diffs.push(...holdings);
  const isComplete =
    snapshot.areOrdersComplete && snapshot.areFillsComplete && snapshot.arePositionsComplete && snapshot.isCashComplete;
  const hasPosition = holdings.some((diff) => diff.what === "position");
  link.differences = holdings.length === 0 ? null : differencesOf(holdings);
  if (hasPosition) blockAccount(core, account, "RECONCILING", outputs);
  if (!isComplete) {
    link.failedAnswers += 1;
    noteVenueFailure(core, account, outputs);
    if (!snapshot.arePositionsComplete) blockAccount(core, account, "INCOMPLETE", outputs);
    report(round, "incomplete");
    return;
  }
  link.failedAnswers = 0;
  link.differRounds = holdings.length === 0 ? 0 : link.differRounds + 1;
  if (holdings.length === 0 && !round.hasAsked) {
    link.openRounds = 0;
    settle(round);
    report(round, round.hasHealed ? "healed" : "clean");
    release(round);
    return;
  }
  link.openRounds += 1;
  if (link.differRounds < OPEN_ROUNDS_MAX) {
    report(round, "open");
    return;
  }
  report(round, "mismatch");
  settle(round);
  if (hasPosition) blockAccount(core, account, "POSITION_MISMATCH", outputs);
  // Cash alone is explained by late fees; it is shown until it is, and does not stop the account.
  else if (!round.hasAsked) release(round);
  if (link.differRounds !== OPEN_ROUNDS_MAX) return;
  if (hasPosition) {
    alertRound(round, "POSITION_MISMATCH", "Positions differ from the venue's and no fill explains it.", null);
  } else {
    alertRound(round, "CASH_MISMATCH", "Cash differs from the venue's and no event explains it.", null);
  }
}

/** Only the answer that was waited for, on the connection that stands, makes the account certain again. */
function release({ core, link, snapshot, outputs, isCurrent }: SnapshotRound): void {
  if (link.isUp && isCurrent) unblockAccount(core, snapshot.account, outputs);
}

/** The day's end counts as compared once an answer from after the close was judged. */
function settle({ core, link, snapshot }: SnapshotRound): void {
  link.tsReconciled = core.state.now;
  const close = lastClose(core);
  if (snapshot.tsAsOf >= close && close > link.tsEndOfDay) link.tsEndOfDay = close;
}

function differencesOf(holdings: readonly ReconcileDiff[]): VenueDifferences {
  const cash = holdings.find((diff) => diff.what === "cash");
  return {
    positions: holdings
      .filter((diff) => diff.what === "position")
      .map(({ instrument, ours, theirs }) => ({ instrument, ours, theirs })),
    cash: cash === undefined ? null : { ours: cash.ours, theirs: cash.theirs },
  };
}

function report({ outputs, snapshot, diffs }: SnapshotRound, verdict: Reconciled["verdict"]): void {
  const { account, requestId } = snapshot;
  outputs.push({ kind: "Reconciled", account, requestId, verdict, diffs });
}

/**
 * A person took the venue's word: what the last comparison left unexplained is booked on UNASSIGNED,
 * and the account is compared once more. Only while our own figures are those that were compared:
 * a fill that came since may have explained it.
 */
export function acceptVenue(core: Core, account: AccountIndex, outputs: Output[]): void {
  const books = required(core.state.trading, "commands follow the first configuration");
  const { ledger } = books;
  const link = linkOf(core, account);
  const { differences } = link;
  if (differences === null) {
    refuseAccept(outputs, "NOTHING_TO_ACCEPT", "The last comparison with the venue left no difference.");
    return;
  }
  const { positions, cash } = differences;
  const n = ledger.instrumentCount;
  const isOutdated =
    positions.some((one) => ledger.accountLots[account * n + one.instrument] !== one.ours) ||
    (cash !== null && ledger.cashMicros[account] !== cash.ours);
  if (isOutdated) {
    refuseAccept(outputs, "DIFFERENCE_OUTDATED", "The account changed since it was compared; it is compared again.");
    requestSnapshot(core, account, "operator", outputs);
    return;
  }
  const unassigned = unassignedOf(books.config, account);
  const cashMicros = cash === null ? 0 : cash.theirs - cash.ours;
  // Cash explains the lots only where there is one position to explain.
  const isOne = positions.length === 1;
  for (const { instrument, ours, theirs } of positions) {
    const ticks = lastTicks(core, instrument);
    adjustToVenue(ledger, account, unassigned, instrument, theirs - ours, ticks, isOne ? cashMicros : 0, outputs);
  }
  if (!isOne && cashMicros !== 0) adjustToVenue(ledger, account, unassigned, -1, 0, 0, cashMicros, outputs);
  link.differences = null;
  link.openRounds = 0;
  link.differRounds = 0;
  if (link.isUp) unblockAccount(core, account, outputs);
  requestSnapshot(core, account, "operator", outputs);
}

/** The last close in ticks; 0 before the first bar: then the whole cash is the result. */
function lastTicks(core: Core, instrument: InstrumentIndex): PriceTicks {
  const { market } = required(core.state.trading, "commands follow the first configuration");
  const { tickMicros } = required(core.state.instruments[instrument], "a known instrument");
  if ((market.tsLastClose[instrument] as number) <= 0) return 0;
  return Math.round((market.closeMicros[instrument] as number) / tickMicros);
}

function refuseAccept(outputs: Output[], code: string, text: string): void {
  outputs.push({ kind: "CommandRefused", command: "accept-venue", code, text });
}
