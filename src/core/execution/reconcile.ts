import type { AccountSnapshot, VenueOrderState, VenueStatus } from "../model/account-snapshot.ts";
import { isTerminal, type Order, ORDER_STATUSES, type OrderStatus } from "../model/order.ts";
import type { ReconcileDiff } from "../model/venue-facts.ts";
import type { InstrumentIndex, UnixMicros } from "../model/units.ts";
import type { ExternalOrder } from "../model/venue-report.ts";
import { findVenueOrder } from "./adopt-order.ts";
import type { BookedOrder, OrderBook } from "./order-book.ts";

/**
 * The comparison of our books with a venue's answer, as findings; nothing is changed here. What is
 * newer here than the answer is not judged, and what the venue did not answer completely is no
 * evidence of absence (F24, F25, F26).
 */
export interface OrderFinding {
  readonly diff: ReconcileDiff;
  /** Ours; null when only the venue knows it. */
  readonly order: BookedOrder | null;
  /** The venue's; null when only we know it. */
  readonly state: VenueOrderState | null;
}

/** What our books say of an account, as {@link compareHoldings} needs it. */
export interface HoldingFacts {
  readonly book: OrderBook;
  readonly snapshot: AccountSnapshot;
  /** Net lots per [account * instrumentCount + instrument]. */
  readonly accountLots: Float64Array;
  readonly instrumentCount: number;
  readonly cashMicros: number;
  /** Time of the latest account event that was booked; 0: none. */
  readonly tsLastEvent: UnixMicros;
}

/** Orders of the account against the venue's list, in its order, then those it does not list. */
export function compareOrders(book: OrderBook, snapshot: AccountSnapshot): OrderFinding[] {
  const findings: OrderFinding[] = [];
  const listed: BookedOrder[] = [];
  const { account } = snapshot;
  for (const state of snapshot.orders) {
    const order = findVenueOrder(book, { account, order: state.order, venueOrderId: state.venueOrderId });
    if (order === null) {
      findings.push(found("order-unknown-here", null, state, 0, state.terms.quantityLots));
      continue;
    }
    listed.push(order);
    compareOne(order, state, snapshot.tsAsOf, findings);
  }
  if (!snapshot.areOrdersComplete) return findings;
  for (const order of book.live) {
    if (order.account !== account || listed.includes(order) || isJustPlanned(order.status)) continue;
    if (order.tsLast > snapshot.tsAsOf || order.tsSent > snapshot.tsAsOf) continue;
    findings.push(found("order-missing-there", order, null, order.quantityLots - order.cumLots, 0));
  }
  return findings;
}

function compareOne(order: BookedOrder, state: VenueOrderState, tsAsOf: UnixMicros, findings: OrderFinding[]): void {
  if (areTermsOther(order, state.terms)) {
    findings.push(found("terms-differ", order, state, order.quantityLots, state.terms.quantityLots));
  }
  if (state.cumLots > order.cumLots) {
    findings.push(found("missed-fill", order, state, order.cumLots, state.cumLots));
    return;
  }
  if (!isJudged(order, state, tsAsOf) || isCovered(order.status, state.status)) return;
  if (order.status === "FILLED") return;
  const theirs = ORDER_STATUSES.indexOf(state.status);
  findings.push(found("missed-status", order, state, ORDER_STATUSES.indexOf(order.status), theirs));
}

/** Versions decide where the venue counts them, else time: the answer must be at least as new as what we know. */
function isJudged(order: Order, state: VenueOrderState, tsAsOf: UnixMicros): boolean {
  if (state.venueVersion > 0 && order.venueVersion > 0) return state.venueVersion > order.venueVersion;
  return order.tsLast <= tsAsOf;
}

/** True when the venue's status says nothing that ours does not say already. */
function isCovered(ours: OrderStatus, theirs: VenueStatus): boolean {
  if (ours === theirs) return true;
  const isWorking = ours === "WORKING" || ours === "PARTIAL";
  return isWorking && (theirs === "WORKING" || theirs === "PARTIAL" || theirs === "ACCEPTED");
}

function isJustPlanned(status: OrderStatus): boolean {
  return status === "INTENT" || status === "APPROVED" || isTerminal(status);
}

/**
 * Another instrument, side, type or price, or more lots than were ordered. Fewer are normal where
 * the venue reduces the leg of a pair; a trailing stop's level moves by itself.
 */
function areTermsOther(order: Order, terms: ExternalOrder): boolean {
  if (order.instrument !== terms.instrument || order.side !== terms.side || order.type !== terms.type) return true;
  if (order.limitTicks !== terms.limitTicks) return true;
  if (order.type !== "trailing-stop" && order.stopTicks !== terms.stopTicks) return true;
  return terms.quantityLots > order.quantityLots;
}

/** Net positions and cash against the venue's, each only where its part is complete and nothing here is newer. */
export function compareHoldings(facts: HoldingFacts): ReconcileDiff[] {
  const { snapshot, instrumentCount: n } = facts;
  const diffs: ReconcileDiff[] = [];
  const unsettled = unsettledInstruments(facts);
  const areEventsOld = facts.tsLastEvent <= snapshot.tsAsOf;
  if (snapshot.arePositionsComplete && areEventsOld) {
    const theirs = new Float64Array(n);
    for (const position of snapshot.positions) {
      if (position.instrument >= 0 && position.instrument < n) theirs[position.instrument] = position.quantityLots;
    }
    for (let i = 0; i < n; i += 1) {
      const ours = facts.accountLots[snapshot.account * n + i] as number;
      if (unsettled[i] === 1 || ours === theirs[i]) continue;
      diffs.push({ what: "position", order: -1, instrument: i, ours, theirs: theirs[i] as number });
    }
  }
  if (!snapshot.isCashComplete || !areEventsOld || unsettled.includes(1)) return diffs;
  if (facts.cashMicros !== snapshot.cashMicros) {
    diffs.push({ what: "cash", order: -1, instrument: -1, ours: facts.cashMicros, theirs: snapshot.cashMicros });
  }
  return diffs;
}

/** Uint8Array[instruments]: 1 where a fill is newer here than the answer, or known to be missing. */
function unsettledInstruments(facts: HoldingFacts): Uint8Array {
  const { book, snapshot } = facts;
  const flags = new Uint8Array(facts.instrumentCount);
  for (const orders of [book.live, book.terminal]) {
    for (let i = 0; i < orders.length; i++) {
      const order = orders[i] as BookedOrder;
      if (order.account !== snapshot.account) continue;
      if (
        order.statedCumLots > order.cumLots ||
        (order.cumLots > order.carriedLots && order.tsLast > snapshot.tsAsOf)
      ) {
        flags[order.instrument] = 1;
      }
    }
  }
  return flags;
}

function found(
  what: ReconcileDiff["what"],
  order: BookedOrder | null,
  state: VenueOrderState | null,
  ours: number,
  theirs: number,
): OrderFinding {
  const instrument: InstrumentIndex = order?.instrument ?? state?.terms.instrument ?? -1;
  return { diff: { what, order: order?.index ?? state?.order ?? -1, instrument, ours, theirs }, order, state };
}
