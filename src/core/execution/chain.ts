import { assert } from "../assert.ts";
import { isTerminal } from "../model/order.ts";
import { dropDoubtfulNames } from "./fill-set.ts";
import { type BookedOrder, findOrder, type OrderBook, retireOrder } from "./order-book.ts";
import { nextStatus } from "./order-transitions.ts";
import type { ReportResult } from "./report-result.ts";

/** A fill or its reversal, as a chain of replacements counts it; reversals are negative. */
export interface ChainShare {
  readonly lots: number;
  readonly lotTicks: number;
}

/** Credits what an order filled to every order after it in its chain, so that no lot is ordered twice. */
export function creditChain(book: OrderBook, order: BookedOrder, share: ChainShare, result: ReportResult): void {
  let before = order;
  while (before.replacedBy >= 0) {
    const later = findOrder(book, before.replacedBy);
    if (later === null) return;
    assert(later.index > before.index, "a replacement is younger than what it replaces");
    later.cumLots += share.lots;
    later.carriedLots += share.lots;
    later.cumLotTicks += share.lotTicks;
    if (share.lots < 0) {
      later.statedCumLots = Math.max(0, later.statedCumLots + share.lots);
      if (dropDoubtfulNames(later)) result.needsProbe = true;
    }
    assert(later.carriedLots >= 0 && later.cumLots >= later.carriedLots, "a chain carries what its orders filled");
    if (later.replacedBy < 0) creditLeaf(book, later, before.status === "REPLACED", result);
    before = later;
  }
}

/** The end of a chain shows what was credited to it: PARTIAL, or FILLED when nothing is left. */
function creditLeaf(book: OrderBook, leaf: BookedOrder, isTaken: boolean, result: ReportResult): void {
  settleFullLeaf(book, leaf, isTaken, result);
  if (leaf.status !== "WORKING" || leaf.cumLots === 0) return;
  leaf.status = "PARTIAL";
  result.leaf = leaf;
  result.leafFrom = "WORKING";
  result.leafTo = "PARTIAL";
}

/**
 * A replacement of which nothing is left, because an order before it filled after all: it is FILLED
 * and must not work at the venue any more. While nobody knows whether the venue took it, the cancel
 * waits for the answer, whichever of the two then works.
 */
export function settleFullLeaf(book: OrderBook, leaf: BookedOrder, isTaken: boolean, result: ReportResult): void {
  if (leaf.carriedLots === 0 || leaf.cumLots < leaf.quantityLots || isTerminal(leaf.status)) return;
  const replaced = leaf.replaces < 0 ? null : findOrder(book, leaf.replaces);
  const isAnswered = leaf.status !== "SENDING" && leaf.status !== "UNKNOWN";
  if (!isTaken && !isAnswered) {
    if (replaced !== null && replaced.pending === "replace") replaced.queuedCancel = true;
    return;
  }
  const from = leaf.status;
  const to = nextStatus(from, "fullFill", true);
  assert(to === "FILLED", "a replacement that left us can be complete");
  leaf.status = to;
  leaf.pending = "none";
  leaf.queuedCancel = false;
  retireOrder(book, leaf);
  result.excess = leaf;
  if (leaf === result.order) {
    result.to = to;
    return;
  }
  result.leaf = leaf;
  result.leafFrom = from;
  result.leafTo = to;
}

/**
 * The replacement came to nothing: the order it should have replaced works on, exactly one leaf
 * (O8). Returns that order when its request is settled by this, else null.
 */
export function failReplace(book: OrderBook, leaf: BookedOrder): BookedOrder | null {
  const order = leaf.replaces < 0 ? null : findOrder(book, leaf.replaces);
  if (order === null || order.replacedBy !== leaf.index) return null;
  assert(order.index < leaf.index, "a replacement is younger than what it replaces");
  order.replacedBy = -1;
  if (leaf.queuedCancel && !isTerminal(order.status)) order.queuedCancel = true;
  if (order.pending !== "replace") return null;
  order.pending = "none";
  order.tsPending = 0;
  return order;
}
