import { required } from "../assert.ts";
import { applyReport } from "../execution/apply-report.ts";
import { createReportResult, type ReportResult } from "../execution/report-result.ts";
import type { BookedOrder } from "../execution/order-book.ts";
import type { Order, OrderStatus } from "../model/order.ts";
import { isTerminal } from "../model/order.ts";
import type { AlertSeverity, Output } from "../model/output.ts";
import { MICROS_PER_SECOND } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { blockAccount, noteVenueWord } from "./account-link.ts";
import { adoptReported, askAboutUnknown } from "./adopt-reported.ts";
import { bookReportedFill, undoReversedFill } from "./book-reported.ts";
import type { Core } from "./core.ts";
import { endOrder } from "./end-order.ts";
import { followEnd, followFill } from "./follow-order.ts";
import { isLeg } from "./legs.ts";
import { noteRejects } from "./note-rejects.ts";
import { noteVenueFailure } from "./note-venue-failure.ts";
import { sendCancel, withdrawOrder } from "./submit-order.ts";
import { cancelOrderTimer } from "./timers.ts";
import { probeOrder, requestSnapshot, rewatchOrder } from "./watch-orders.ts";
import { weighNotFound } from "./weigh-not-found.ts";

const result: ReportResult = createReportResult();

/**
 * A venue's word about an order: state machine, then ledger, then what follows from both. What fits
 * no rule is kept and told, never dropped; what is left open is asked about.
 */
export function receiveReport(core: Core, report: VenueReport, outputs: Output[]): void {
  const books = required(core.state.trading, "reports follow the first configuration");
  applyReport(books.orders, report, result);
  if (result.order === null) {
    const adopted = result.protocolError === "UNKNOWN_ORDER" ? adoptReported(core, report, outputs) : null;
    if (adopted === null) {
      quarantine(report, outputs);
      askAboutUnknown(core, outputs);
      return;
    }
    applyReport(books.orders, { ...report, order: adopted.index }, result);
  }
  const order = required(result.order, "a report that was applied names an order");
  if (report.report === "send-failed") noteVenueFailure(core, order.account, outputs);
  else noteVenueWord(core, order.account);
  if (result.protocolError !== "") quarantine(report, outputs);
  if (result.isDoubtful) blockAccount(core, order.account, "FILLS_IN_DOUBT", outputs);
  if (result.hasGap && isTerminal(order.status) && order.status !== "REPLACED") coverGap(core, order, outputs);
  if (result.isDuplicate) return;
  watchOn(core, order);

  if (result.reversed !== null) undoReversedFill(core, order, result.reversed, report, outputs);
  if (result.fillLots > 0) bookReportedFill(core, order, report, result, outputs);
  if (result.from !== result.to) tellMove(order, result.from, result.to, report, outputs);
  const { leaf, settled } = result;
  if (leaf !== null) tellMove(leaf, result.leafFrom, result.leafTo, report, outputs);
  if (settled !== null && !isTerminal(settled.status)) {
    outputs.push({ kind: "OrderPendingChanged", order: settled.index, to: "none", reason: report.reason });
  }
  noteRejects(core, order, report, result, outputs);
  followReport(core, order, report, outputs);
}

/** What the move of one or two orders leads to: ends, cancels that waited, exits of the right size, questions. */
function followReport(core: Core, order: BookedOrder, report: VenueReport, outputs: Output[]): void {
  // Everything below may plan and send orders; none of it receives a report.
  const { leaf, settled, excess, queued, needsProbe, from, to } = result;
  const movedLots = result.fillLots - (result.reversed?.lots ?? 0);
  const hasFill = result.fillLots > 0 || result.reversed !== null;
  const hasEnded = from !== to && isTerminal(to) && !isTerminal(from);
  const hasLeafEnded = leaf !== null && isTerminal(result.leafTo);
  const isFirstAnswer = from !== to && (from === "SENDING" || from === "UNKNOWN") && !isTerminal(to);
  if (hasEnded) endOrder(core, order, outputs);
  if (hasLeafEnded) endOrder(core, leaf, outputs);
  if (excess !== null) takeBackExcess(core, excess, outputs);
  if (queued !== null && queued.pending === "none" && !isTerminal(queued.status)) sendCancel(core, queued, outputs);
  if (hasFill) followFill(core, order, movedLots, outputs);
  if (hasEnded) followEnd(core, order, outputs);
  // A protective order can be resized only once the venue has it.
  else if (isLeg(order) && isFirstAnswer) followEnd(core, order, outputs);
  if (hasLeafEnded) followEnd(core, leaf, outputs);
  // A live order's refused request is made again when a timer looks: at once it would be refused as fast as the network is.
  if (settled !== null && isTerminal(settled.status)) followEnd(core, settled, outputs);
  if (report.report === "not-found") weighNotFound(core, order, report, outputs);
  if (needsProbe && order.status !== "INTENT" && order.status !== "APPROVED") ask(core, order, outputs);
}

/**
 * Asks what only the venue can answer. An answer that leaves the same open must not be asked about
 * as fast as the network is: then the order's watch or the account's comparison goes on.
 */
function ask(core: Core, order: BookedOrder, outputs: Output[]): void {
  const { venue } = required(core.state.trading, "reports follow the first configuration").config;
  const { now } = core.state;
  if (order.tsAsked > 0 && now - order.tsAsked < venue.answerSeconds * MICROS_PER_SECOND) return;
  order.tsAsked = now;
  if (order.isExternal) requestSnapshot(core, order.account, "mismatch", outputs);
  else probeOrder(core, order, outputs);
}

/** An ended order whose fills are not all here counts in no exposure: nothing is opened until they have been asked for. */
function coverGap(core: Core, order: BookedOrder, outputs: Output[]): void {
  const { venue } = required(core.state.trading, "reports follow the first configuration").config;
  if (venue.reconcileSeconds === null) return;
  blockAccount(core, order.account, "FILLS_MISSING", outputs);
  requestSnapshot(core, order.account, "mismatch", outputs);
}

/** An order that works at the venue for more than is wanted: gone here, in excess, or complete by another's fill. */
function takeBackExcess(core: Core, order: BookedOrder, outputs: Output[]): void {
  const books = required(core.state.trading, "reports follow the first configuration");
  if (result.isResurrected) {
    const text = "The venue works an order that was held for finished; it counts again and is cancelled.";
    alert(outputs, "critical", "ORDER_RESURRECTED", text, order.index);
  } else {
    const text = "The venue works an order for more than is wanted; it is cancelled.";
    alert(outputs, "warning", "ORDER_IN_EXCESS", text, order.index);
  }
  if (!isTerminal(order.status)) {
    withdrawOrder(core, order, "IN_EXCESS", outputs);
    return;
  }
  order.tsPending = core.state.now;
  outputs.push({ kind: "CancelOrder", order: order.index, venueOrderId: order.venueOrderId });
  (books.recent.messages[order.account] as number[]).push(core.state.now);
}

/** The expected next event of the order, now that one has come. */
function watchOn(core: Core, order: Order): void {
  const { venue } = required(core.state.trading, "reports follow the first configuration").config;
  if (venue.reconcileSeconds !== null) rewatchOrder(core, order);
  else if (order.status !== "SENDING" && order.status !== "UNKNOWN") cancelOrderTimer(core.state, order.index);
}

function tellMove(order: Order, from: OrderStatus, to: OrderStatus, report: VenueReport, outputs: Output[]): void {
  const { tsEvent, reason } = report;
  outputs.push({ kind: "OrderStateChanged", order: order.index, from, to, tsEvent, reason });
}

function quarantine(report: VenueReport, outputs: Output[]): void {
  const why = result.protocolError;
  outputs.push({ kind: "ReportQuarantined", order: report.order, report: report.report, why });
  const text = `A ${report.report} report fits no rule: ${why}.`;
  alert(outputs, "critical", "REPORT_QUARANTINED", text, report.order);
}

function alert(outputs: Output[], severity: AlertSeverity, code: string, text: string, order: number): void {
  outputs.push({ kind: "RaiseAlert", severity, code, text, order });
}
