import { assert } from "../assert.ts";
import type { MoneyMicrosSafe, PriceTicks, QuantityLots, UnixMicros } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { type BookedOrder, findOrder, type OrderBook } from "./order-book.ts";

/** One fill of an order, kept as long as the order so that a repetition, bust or correction finds it. */
export interface BookedFill {
  readonly executionId: string;
  /** 0: a fill that was taken back before it was seen. */
  readonly lots: QuantityLots;
  readonly ticks: PriceTicks;
  readonly feeMicros: MoneyMicrosSafe;
  readonly slippageMicros: MoneyMicrosSafe;
  /** The order's filled lots after it, by the venue; -1: not said. */
  readonly cumLots: QuantityLots;
  readonly tsEvent: UnixMicros;
  isReversed: boolean;
  /** Execution id of the bust or correction that took it back; empty while it stands. */
  reversedBy: string;
  /** The same fill as another channel of the venue named it (F22); null: no other name. */
  otherNames: FillName[] | null;
}

/** Another name of a fill, and the time that came with it. */
export interface FillName {
  readonly executionId: string;
  readonly tsEvent: UnixMicros;
}

/** What {@link findTwin} concludes: nothing alike, the same fill under another id, or two that cannot both be. */
export type Twin = { readonly kind: "none" | "conflict" } | { readonly kind: "same"; readonly fill: BookedFill };

const NONE: Twin = { kind: "none" };
const CONFLICT: Twin = { kind: "conflict" };

/** The fill of that id, by any of its names. */
export function findFill(order: BookedOrder, executionId: string): BookedFill | null {
  const { fills } = order;
  if (fills === null) return null;
  for (let i = 0; i < fills.length; i++) {
    const fill = fills[i] as BookedFill;
    if (fill.executionId === executionId) return fill;
    if (fill.otherNames?.some((name) => name.executionId === executionId) === true) return fill;
  }
  return null;
}

/**
 * Looks for a fill that brought the order to the same filled quantity. Two fills cannot, so with
 * equal lots and price it is the same one; otherwise nobody can say which is true. Once a fill was
 * taken back, of this order or of one that it replaced and counts on from, the count repeats itself,
 * and only an equal time makes them one.
 */
export function findTwin(book: OrderBook, order: BookedOrder, report: VenueReport): Twin {
  const { fills } = order;
  if (fills === null || report.cumLots < 0) return NONE;
  const countRepeats = hasReversal(book, order);
  for (let i = 0; i < fills.length; i++) {
    const fill = fills[i] as BookedFill;
    if (fill.cumLots !== report.cumLots) continue;
    const isAlike = fill.lots === report.quantityLots && fill.ticks === report.priceTicks;
    if (countRepeats && !(isAlike && fill.tsEvent === report.tsEvent)) continue;
    return isAlike ? { kind: "same", fill } : CONFLICT;
  }
  return NONE;
}

function hasReversal(book: OrderBook, order: BookedOrder): boolean {
  for (let at: BookedOrder | null = order; at !== null; at = at.replaces < 0 ? null : findOrder(book, at.replaces)) {
    if (at.fills?.some((fill) => fill.isReversed) === true) return true;
  }
  return false;
}

/**
 * The fill that a bust or correction of an unknown id must mean, when the venue's channels name fills
 * differently (F22): the only standing one of those lots, or for a bust any of those lots at that
 * price, because they are worth the same. Null: none, or nobody can say which.
 */
export function findMeant(order: BookedOrder, report: VenueReport): BookedFill | null {
  let meant: BookedFill | null = null;
  let count = 0;
  for (const fill of order.fills ?? []) {
    if (fill.isReversed || fill.lots !== report.quantityLots) continue;
    if (report.report === "bust" && fill.ticks !== report.priceTicks) continue;
    count += 1;
    meant ??= fill;
  }
  return report.report === "bust" || count === 1 ? meant : null;
}

/** True when this bust or correction has taken a fill back already. */
export function hasTakenBack(order: BookedOrder, executionId: string): boolean {
  return executionId !== "" && (order.fills ?? []).some((fill) => fill.reversedBy === executionId);
}

/** Adds the fill of a report (of a correction: the right values) under its id. */
export function addFill(order: BookedOrder, report: VenueReport, cumLots: QuantityLots): BookedFill {
  assert(findFill(order, report.executionId) === null, "an execution id names one fill of an order");
  const fill: BookedFill = {
    executionId: report.executionId,
    lots: report.quantityLots,
    ticks: report.priceTicks,
    feeMicros: report.feeMicros,
    slippageMicros: report.slippageMicros,
    cumLots,
    tsEvent: report.tsEvent,
    isReversed: false,
    reversedBy: "",
    otherNames: null,
  };
  if (order.fills === null) order.fills = [fill];
  else order.fills.push(fill);
  return fill;
}

/** Remembers that a fill nobody has seen yet is taken back: when it comes it counts nothing. */
export function addReversedUnseen(order: BookedOrder, executionId: string, tsEvent: UnixMicros): void {
  assert(findFill(order, executionId) === null, "a fill that is known is taken back as such");
  const fill: BookedFill = {
    executionId,
    lots: 0,
    ticks: 0,
    feeMicros: 0,
    slippageMicros: 0,
    cumLots: -1,
    tsEvent,
    isReversed: true,
    reversedBy: "",
    otherNames: null,
  };
  if (order.fills === null) order.fills = [fill];
  else order.fills.push(fill);
}

/** Notes another name of a fill. */
export function addName(fill: BookedFill, name: FillName): void {
  assert(name.executionId !== fill.executionId, "another name differs from the first");
  if (fill.otherNames === null) fill.otherNames = [name];
  else fill.otherNames.push(name);
}

/**
 * Forgets other names that rest on the count alone, now that it repeats itself: what they name is
 * asked about again. True when there was one.
 */
export function dropDoubtfulNames(order: BookedOrder): boolean {
  let hasDropped = false;
  for (const fill of order.fills ?? []) {
    if (fill.otherNames === null) continue;
    const kept = fill.otherNames.filter((name) => name.tsEvent === fill.tsEvent);
    if (kept.length === fill.otherNames.length) continue;
    fill.otherNames = kept.length === 0 ? null : kept;
    hasDropped = true;
  }
  return hasDropped;
}
