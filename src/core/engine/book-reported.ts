import { required } from "../assert.ts";
import type { FillToBook } from "../account/book-fill.ts";
import { bookFill } from "../account/book-fill.ts";
import { reverseFill } from "../account/reverse-fill.ts";
import type { BookedFill } from "../execution/fill-set.ts";
import type { OrderBook } from "../execution/order-book.ts";
import { isSameSignal } from "../execution/protect.ts";
import type { ReportResult } from "../execution/report-result.ts";
import type { Order } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import type { VenueReport } from "../model/venue-report.ts";
import type { Core } from "./core.ts";
import { setStrategyStatus } from "./set-strategy-status.ts";

const fill: FillToBook = { tsEvent: 0, lots: 0, ticks: 0, feeMicros: 0, slippageMicros: 0 };

/** Books the new fill of a report in the ledger; a late one is told, one beyond the order stops the strategy. */
export function bookReportedFill(
  core: Core,
  order: Order,
  report: VenueReport,
  result: Readonly<ReportResult>,
  outputs: Output[],
): void {
  const books = required(core.state.trading, "reports follow the first configuration");
  fill.tsEvent = report.tsEvent;
  fill.lots = result.fillLots;
  fill.ticks = report.priceTicks;
  fill.feeMicros = report.feeMicros;
  fill.slippageMicros = report.slippageMicros;
  outputs.push({
    kind: "FillBooked",
    order: order.index,
    executionId: report.executionId,
    tsEvent: report.tsEvent,
    quantityLots: result.fillLots,
    priceTicks: report.priceTicks,
    feeMicros: report.feeMicros,
    slippageMicros: report.slippageMicros,
    isLate: result.isLate,
  });
  bookFill(books.ledger, order, fill, outputs);
  if (result.isLate) {
    outputs.push({
      kind: "RaiseAlert",
      severity: "warning",
      code: "LATE_FILL",
      text: "A fill came after the order had ended; it is booked.",
      order: order.index,
    });
  }
  if (isIntentOverfilled(books.orders, order, result.isLate)) {
    outputs.push({
      kind: "RaiseAlert",
      severity: "emergency",
      code: "INTENT_OVERFILLED",
      text: "Several orders of one intent filled more than it wanted together; exits are resized to what is held.",
      order: order.index,
    });
  }
  if (!result.isOverfill) return;
  outputs.push({
    kind: "RaiseAlert",
    severity: "emergency",
    code: "OVERFILL",
    text: "The venue filled more than was ordered; the strategy is stopped.",
    order: order.index,
  });
  if (order.isExternal) return;
  const { strategy } = order;
  setStrategyStatus(core, { strategy, status: "INACTIVE", by: "overfill", reason: "OVERFILL" }, outputs);
}

/**
 * True when all orders of the order's intent, attempts and replaces alike, have filled more together
 * than it ever wanted: one that was given up for lost has traded after all (F64).
 */
function isIntentOverfilled(book: OrderBook, order: Order, isLate: boolean): boolean {
  if (order.isExternal || !(isLate || order.attempt > 0 || order.replacedBy >= 0)) return false;
  let filled = 0;
  let wanted = 0;
  for (const orders of [book.live, book.terminal]) {
    for (const other of orders) {
      if (other.leg !== order.leg || !isSameSignal(other, order)) continue;
      filled += other.cumLots - other.carriedLots;
      if (other.status !== "DENIED") wanted = Math.max(wanted, other.quantityLots);
    }
  }
  return filled > wanted;
}

/** Takes a busted or corrected fill out of the ledger again, exactly as it was booked. */
export function undoReversedFill(
  core: Core,
  order: Order,
  reversed: BookedFill,
  report: VenueReport,
  outputs: Output[],
): void {
  const books = required(core.state.trading, "reports follow the first configuration");
  fill.tsEvent = reversed.tsEvent;
  fill.lots = reversed.lots;
  fill.ticks = reversed.ticks;
  fill.feeMicros = reversed.feeMicros;
  fill.slippageMicros = reversed.slippageMicros;
  outputs.push({
    kind: "FillReversed",
    order: order.index,
    executionId: report.executionId,
    refExecutionId: reversed.executionId,
    tsEvent: report.tsEvent,
    quantityLots: reversed.lots,
    priceTicks: reversed.ticks,
    feeMicros: reversed.feeMicros,
  });
  reverseFill(books.ledger, order, fill, outputs);
  outputs.push({
    kind: "RaiseAlert",
    severity: "critical",
    code: "FILL_REVERSED",
    text: `The venue took a fill of ${reversed.lots} lots back (${report.report}).`,
    order: order.index,
  });
}
