import type { PositionEffect } from "../model/order.ts";
import type { AccountIndex, OrderIndex, QuantityLots, StrategyIndex, UnixMicros } from "../model/units.ts";
import type { VenueStatus } from "../model/account-snapshot.ts";
import type { ExternalOrder } from "../model/venue-report.ts";
import { type BookedOrder, createOrder, findOrder, type OrderBook } from "./order-book.ts";

/** An order of nobody here, in the venue's words. */
export interface ForeignOrder {
  readonly account: AccountIndex;
  /** UNASSIGNED of the account. */
  readonly strategy: StrategyIndex;
  readonly venueOrderId: string;
  readonly terms: ExternalOrder;
  /** What the venue says of it; an order first seen by a fill is WORKING. */
  readonly status: VenueStatus;
  /** Lots it filled before anything here could book them; 0 where its fills are still to come. */
  readonly carriedLots: QuantityLots;
  readonly effect: PositionEffect;
  readonly now: UnixMicros;
}

/**
 * Takes a foreign order into the book, under a number of ours, so that every limit counts it (O10).
 * Null when the venue's terms are no order (no lots, a limit without a price): then it cannot be
 * counted, and the caller says so instead of guessing.
 */
export function adoptOrder(book: OrderBook, foreign: ForeignOrder): BookedOrder | null {
  const { terms } = foreign;
  const hasLimit = terms.type === "limit" || terms.type === "stop-limit";
  const hasStop = terms.type === "stop" || terms.type === "stop-limit";
  if (!Number.isSafeInteger(terms.quantityLots) || terms.quantityLots <= 0) return null;
  if (hasLimit && terms.limitTicks === null) return null;
  if (hasStop && terms.stopTicks === null) return null;
  const order = createOrder(book, {
    account: foreign.account,
    strategy: foreign.strategy,
    instrument: terms.instrument,
    externalSignalId: `external:${foreign.venueOrderId}`,
    tsBar: foreign.now,
    n: 0,
    leg: 0,
    endsSignal: false,
    attempt: 0,
    intent: foreign.effect === "open" ? "entry" : "exit",
    side: terms.side,
    effect: foreign.effect,
    role: foreign.effect === "open" ? "entry" : "exit",
    parent: -1,
    replaces: -1,
    isExternal: true,
    type: terms.type,
    // Nobody told us: it lasts until the venue says that it ended.
    timeInForce: "gtc",
    quantityLots: terms.quantityLots,
    limitTicks: hasLimit ? terms.limitTicks : null,
    stopTicks: hasStop ? terms.stopTicks : null,
    trailTicks: null,
    tsGoodTill: null,
    bracket: null,
    onShortfall: "reject",
    stopDistanceTicks: null,
    tsCreated: foreign.now,
  });
  order.venueOrderId = foreign.venueOrderId;
  order.tsSent = foreign.now;
  order.cumLots = Math.min(foreign.carriedLots, terms.quantityLots - 1);
  order.carriedLots = order.cumLots;
  order.status = statusOf(foreign.status, order.cumLots > 0);
  return order;
}

/** PARTIAL is said by fills that are booked; before them the order is WORKING. */
function statusOf(status: VenueStatus, hasFills: boolean): VenueStatus {
  if (status !== "PARTIAL" && status !== "WORKING") return status;
  return hasFills ? "PARTIAL" : "WORKING";
}

/** The order the venue speaks of: by our number, else by the venue's own id; null when nobody here knows it. */
export function findVenueOrder(
  book: OrderBook,
  of: { readonly account: AccountIndex; readonly order: OrderIndex; readonly venueOrderId: string },
): BookedOrder | null {
  const own = of.order < 0 ? null : findOrder(book, of.order);
  if (own !== null) return own;
  if (of.venueOrderId === "") return null;
  return (
    byVenueId(book.live, of.account, of.venueOrderId) ??
    byVenueId(book.terminal, of.account, of.venueOrderId) ??
    byVenueId(book.resurrected, of.account, of.venueOrderId)
  );
}

function byVenueId(orders: readonly BookedOrder[], account: AccountIndex, venueOrderId: string): BookedOrder | null {
  for (let i = 0; i < orders.length; i++) {
    const order = orders[i] as BookedOrder;
    if (order.venueOrderId === venueOrderId && order.account === account) return order;
  }
  return null;
}
