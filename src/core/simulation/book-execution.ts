import { assert } from "../assert.ts";
import type { MoneyMicrosSafe, OrderIndex, PriceTicks, QuantityLots, UnixMicros } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { findOrder } from "./venue-book.ts";
import { isMatched, isOpenAtVenue, leavesOf, type VenueOrder, workingStatusOf } from "./venue-order.ts";
import { executionReport, openReportOf, pushReport, type VenueReason } from "./venue-reports.ts";
import { changePosition, type SimulatedVenue } from "./venue-state.ts";

/** What an execution says; lots and money as they are told, not signed. */
export interface ExecutionTerms {
  readonly what: "fill" | "bust" | "correction";
  readonly refExecutionId: string;
  readonly tsEvent: UnixMicros;
  readonly tsKnown: UnixMicros;
  readonly quantityLots: QuantityLots;
  readonly priceTicks: PriceTicks;
  readonly feeMicros: MoneyMicrosSafe;
  readonly slippageMicros: MoneyMicrosSafe;
  /** Signed effects at the venue. */
  readonly cashMicros: MoneyMicrosSafe;
  readonly positionLots: QuantityLots;
  /** By how much the order's filled quantity changes. */
  readonly cumChange: QuantityLots;
}

/**
 * Books one execution: cash, position, the order's filled quantity and that of the orders that
 * replaced it, whose quantity is the whole chain's. Reports it, then what it means for those.
 * An order that is filled by it has ended; the caller sweeps its queue.
 */
export function bookExecution(
  venue: SimulatedVenue,
  order: VenueOrder,
  terms: ExecutionTerms,
  reports: VenueReport[],
): void {
  venue.cashMicros += terms.cashMicros;
  assert(Number.isSafeInteger(venue.cashMicros), "the venue's cash stays exact");
  if (terms.positionLots !== 0) changePosition(venue, order.instrument, terms.positionLots);
  order.version += 1;
  order.cumLots += terms.cumChange;
  assert(order.cumLots >= order.carriedLots, "a bust takes back no more than the order's own fills");
  if (isMatched(order.status)) order.status = workingStatusOf(order);
  const isDone = terms.cumChange > 0 && isOpenAtVenue(order.status) && leavesOf(order) === 0;
  // A leg that its sibling cut fills less than it was for: its rest is canceled, or nobody could know that it ended.
  const isCut = isDone && order.cumLots < order.quantityLots;
  if (isDone && !isCut) order.status = "FILLED";
  const execution = {
    what: terms.what,
    executionId: String(order.executions.length + 1),
    refExecutionId: terms.refExecutionId,
    tsEvent: terms.tsEvent,
    tsKnown: terms.tsKnown,
    quantityLots: terms.quantityLots,
    priceTicks: terms.priceTicks,
    feeMicros: terms.feeMicros,
    slippageMicros: terms.slippageMicros,
    version: order.version,
    cumLots: order.cumLots,
    leavesLots: leavesOf(order),
    cashMicros: terms.cashMicros,
    positionLots: terms.positionLots,
    isReversed: false,
  };
  order.executions.push(execution);
  reports.push(executionReport(order, execution, terms.tsKnown, false));
  if (isCut) endOrder(order, "CANCELED", "OCO", terms.tsKnown, terms.tsKnown, reports);
  if (order.leg !== "none") {
    const entry = findOrder(venue, order.parent);
    if (entry !== null) entry.legFilledLots += terms.cumChange;
  }
  if (order.replacedBy >= 0 && terms.cumChange !== 0) creditChain(venue, order.replacedBy, terms, reports);
}

/** A late fill or bust of a replaced order counts in every order after it in the chain. */
function creditChain(venue: SimulatedVenue, from: OrderIndex, terms: ExecutionTerms, reports: VenueReport[]): void {
  for (let next = findOrder(venue, from); next !== null; next = findOrder(venue, next.replacedBy)) {
    next.carriedLots += terms.cumChange;
    next.cumLots += terms.cumChange;
    if (next.cumLots > next.quantityLots - next.reducedLots) next.isOverfilled = true;
    if (!isOpenAtVenue(next.status)) continue;
    if (leavesOf(next) === 0) {
      endOrder(next, "CANCELED", "QUANTITY_FILLED", terms.tsKnown, terms.tsKnown, reports);
      continue;
    }
    if (isMatched(next.status)) next.status = workingStatusOf(next);
    pushReport(
      next,
      openReportOf(next),
      terms.cumChange < 0 ? "FILL_REVERSED" : "",
      terms.tsKnown,
      terms.tsKnown,
      reports,
    );
  }
}

/** Ends an order for any reason but a fill and reports it; the caller sweeps its queue. */
export function endOrder(
  order: VenueOrder,
  status: "CANCELED" | "EXPIRED" | "REJECTED",
  reason: VenueReason,
  tsEvent: UnixMicros,
  tsReceived: UnixMicros,
  reports: VenueReport[],
): void {
  assert(isOpenAtVenue(order.status), "an order ends once");
  order.status = status;
  order.reason = reason;
  const report = status === "CANCELED" ? "canceled" : status === "EXPIRED" ? "expired" : "rejected";
  pushReport(order, report, reason, tsEvent, tsReceived, reports);
}
