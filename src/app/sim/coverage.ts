import type { CoreState } from "../../core/engine/core-state.ts";
import { findOrder } from "../../core/execution/order-book.ts";
import type { OrderEvent } from "../../core/execution/order-transitions.ts";
import type { Input } from "../../core/model/input.ts";
import type { Order, OrderStatus } from "../../core/model/order.ts";
import type { OrderStateChanged, Output } from "../../core/model/output.ts";
import type { VenueReport, VenueReportKind } from "../../core/model/venue-report.ts";
import { count } from "./tally.ts";
import type { World } from "./world.ts";

/** The column of the state table that a report stands for; the others are no steps of a status. */
const EVENT_OF: Partial<Record<VenueReportKind, OrderEvent>> = {
  accepted: "accepted",
  live: "live",
  rejected: "reject",
  canceled: "cancelAck",
  expired: "expire",
  held: "held",
  suspended: "suspended",
  "done-for-day": "doneForDay",
  replaced: "replaced",
  "send-failed": "sendFailed",
  withheld: "notSent",
};

/** The step that led to a status where no report of its own did: ours, or what an account snapshot said. */
const STEP_TO: Readonly<Record<OrderStatus, OrderEvent>> = {
  INTENT: "approve",
  DENIED: "deny",
  APPROVED: "approve",
  SENDING: "send",
  UNKNOWN: "timeout",
  ACCEPTED: "accepted",
  HELD: "held",
  WORKING: "live",
  PARTIAL: "partialFill",
  SUSPENDED: "suspended",
  DONE_FOR_DAY: "doneForDay",
  FILLED: "fullFill",
  CANCELED: "cancelAck",
  EXPIRED: "expire",
  REJECTED: "reject",
  REPLACED: "replaced",
  NOT_SENT: "notSent",
};

/** Counts the cell of the state table that a report is about to reach: status before x event. */
export function coverReport(world: World, state: CoreState, input: Input): void {
  if (input.kind !== "VenueReport" || state.trading === null || input.order < 0) return;
  const order = findOrder(state.trading.orders, input.order);
  if (order === null) return;
  count(world.tally.cells, `${order.status}:${eventOf(order, input)}`);
}

function eventOf({ status, cumLots, quantityLots }: Readonly<Order>, report: VenueReport): string {
  // A request that failed later, a cancel or a probe, is no step of the order's own.
  if (report.report === "send-failed" && status !== "SENDING" && status !== "UNKNOWN") return report.report;
  if (report.report !== "fill") return EVENT_OF[report.report] ?? report.report;
  return cumLots + report.quantityLots >= quantityLots ? "fullFill" : "partialFill";
}

/** Counts our own steps and those that a snapshot caused: what no report of the order caused. */
export function coverOutputs(world: World, input: Input, outputs: readonly Output[]): void {
  for (let i = 0; i < outputs.length; i += 1) {
    const output = outputs[i] as Output;
    if (output.kind !== "OrderStateChanged") continue;
    if (input.kind === "VenueReport" && input.order === output.order && isStep(input.report)) continue;
    count(world.tally.cells, `${output.from}:${stepOf(output)}`);
  }
}

/** A report that is a column of the table was counted as it came. */
function isStep(report: VenueReportKind): boolean {
  return report === "fill" || EVENT_OF[report] !== undefined;
}

function stepOf({ from, to, reason }: OrderStateChanged): OrderEvent {
  // Taken back before it was judged: the same end by another way.
  if (from === "INTENT" && to === "DENIED" && reason.startsWith("WITHDRAWN")) return "cancelAck";
  return STEP_TO[to];
}
