import { required } from "../assert.ts";
import { bookFill } from "../account/book-fill.ts";
import type { FillToBook } from "../account/book-fill.ts";
import type { ReportResult } from "../execution/apply-report.ts";
import { applyReport, createReportResult } from "../execution/apply-report.ts";
import type { NewOrder, OrderBook } from "../execution/order-book.ts";
import { createOrder } from "../execution/order-book.ts";
import type { Order } from "../model/order.ts";
import { isTerminal } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import type { VenueReport } from "../model/venue-report.ts";
import type { Core } from "./core.ts";
import { endSignal, isLastLeg, ROOM_AGAIN } from "./end-signal.ts";
import { cancelOrderTimer } from "./timers.ts";
import { waitForOpen } from "./wait-for-open.ts";
import { setStrategyStatus } from "./set-strategy-status.ts";

const result: ReportResult = createReportResult();
const fill: FillToBook = { tsEvent: 0, lots: 0, ticks: 0, feeMicros: 0, slippageMicros: 0 };

/** A venue's word about an order: state machine, then ledger, then what follows from both. */
export function receiveReport(core: Core, report: VenueReport, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "reports follow the first configuration");
  applyReport(books.orders, report, result);
  const order = result.order;
  if (order === null || result.protocolError !== "") {
    outputs.push({
      kind: "ReportQuarantined",
      order: report.order,
      report: report.report,
      why: result.protocolError,
    });
    alert(
      outputs,
      "critical",
      "REPORT_QUARANTINED",
      `A ${report.report} report fits no rule: ${result.protocolError}.`,
      report.order,
    );
    return;
  }
  if (result.isDuplicate) return;
  cancelOrderTimer(state, order.index);
  if (result.fillLots > 0) bookReportedFill(core, order, report, outputs);
  if (result.from !== result.to) {
    outputs.push({
      kind: "OrderStateChanged",
      order: order.index,
      from: result.from,
      to: result.to,
      tsEvent: report.tsEvent,
      reason: report.reason,
    });
    if (isTerminal(result.to) && !isTerminal(result.from)) endOrder(core, order, report, outputs);
  }
  if (result.isResurrected) {
    alert(
      outputs,
      "critical",
      "ORDER_RESURRECTED",
      "The venue works an order that was held for finished.",
      order.index,
    );
  }
}

function bookReportedFill(core: Core, order: Order, report: VenueReport, outputs: Output[]): void {
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
  if (result.isLate)
    alert(outputs, "warning", "LATE_FILL", "A fill came after the order had ended; it is booked.", order.index);
  if (result.isOverfill) {
    alert(
      outputs,
      "emergency",
      "OVERFILL",
      "The venue filled more than was ordered; the strategy is stopped.",
      order.index,
    );
    setStrategyStatus(
      core,
      { strategy: order.strategy, status: "INACTIVE", by: "overfill", reason: "OVERFILL" },
      outputs,
    );
  }
}

/** Frees the reservation; an exit that only ran out of its day is planned again for the next session. */
function endOrder(core: Core, order: Order, report: VenueReport, outputs: Output[]): void {
  const books = required(core.state.trading, "reports follow the first configuration");
  order.reservedMicros = 0;
  const left = order.quantityLots - order.cumLots;
  const at = order.strategy * books.ledger.instrumentCount + order.instrument;
  const held = Math.abs(books.ledger.strategyLots[at] as number);
  if (
    order.status !== "EXPIRED" ||
    order.effect !== "close" ||
    report.reason !== "DAY_END" ||
    left <= 0 ||
    held === 0
  ) {
    endSignal(books.orders, order, outputs);
    return;
  }
  const again = createOrder(books.orders, nextAttempt(books.orders, order, Math.min(left, held), core.state.now));
  outputs.push({ kind: "OrderPlanned", order: again });
  waitForOpen(core, again);
}

function nextAttempt(book: OrderBook, order: Order, lots: number, now: number): NewOrder {
  return {
    account: order.account,
    strategy: order.strategy,
    instrument: order.instrument,
    externalSignalId: order.externalSignalId,
    tsBar: order.tsBar,
    n: order.n,
    // The signal of a reversal ends with its entry: an exit sent again must not end it once more.
    leg: isLastLeg(book, order) ? order.leg : ROOM_AGAIN,
    attempt: order.attempt + 1,
    intent: order.intent,
    side: order.side,
    effect: order.effect,
    role: order.role,
    parent: order.parent,
    replaces: -1,
    isExternal: false,
    type: order.type,
    timeInForce: order.timeInForce,
    quantityLots: lots,
    limitTicks: order.limitTicks,
    stopTicks: order.stopTicks,
    trailTicks: order.trailTicks,
    tsGoodTill: order.tsGoodTill,
    bracket: order.bracket,
    onShortfall: order.onShortfall,
    stopDistanceTicks: order.stopDistanceTicks,
    tsCreated: now,
  };
}

function alert(
  outputs: Output[],
  severity: "warning" | "critical" | "emergency",
  code: string,
  text: string,
  order: number,
): void {
  outputs.push({ kind: "RaiseAlert", severity, code, text, order });
}
