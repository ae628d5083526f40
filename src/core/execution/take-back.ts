import { assert } from "../assert.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { isVersioned, noteVersion } from "./apply-status.ts";
import { creditChain } from "./chain.ts";
import { type BookedFill, dropDoubtfulNames } from "./fill-set.ts";
import type { BookedOrder, OrderBook } from "./order-book.ts";
import type { ReportResult } from "./report-result.ts";

/** Undoes a booked fill in the order and its chain; the account's side follows from `result.reversed`. */
export function takeBack(
  book: OrderBook,
  order: BookedOrder,
  fill: BookedFill,
  report: VenueReport,
  result: ReportResult,
): void {
  assert(!fill.isReversed && fill.lots > 0, "a fill is taken back once");
  if (order.cumLots - fill.lots < order.carriedLots) {
    // The units changed since, by a split: what the venue takes back cannot be told in today's.
    result.protocolError = "REVERSAL_EXCEEDS_FILLS";
    result.isDoubtful = true;
    return;
  }
  const isYounger = !isVersioned(order, report) || report.venueVersion > order.venueVersion;
  fill.isReversed = true;
  fill.reversedBy = report.executionId;
  order.cumLots -= fill.lots;
  order.cumLotTicks -= fill.lots * fill.ticks;
  order.feeMicros -= fill.feeMicros;
  const isBust = report.report === "bust" && report.cumLots >= 0 && isYounger;
  order.statedCumLots = isBust ? report.cumLots : Math.max(0, order.statedCumLots - fill.lots);
  noteVersion(order, report, false);
  creditChain(book, order, { lots: -fill.lots, lotTicks: -fill.lots * fill.ticks }, result);
  assert(order.cumLots >= order.carriedLots, "an order takes back no more than it filled itself");
  if (dropDoubtfulNames(order)) result.needsProbe = true;
  result.reversed = fill;
  result.hasGap = order.statedCumLots > order.cumLots;
}
