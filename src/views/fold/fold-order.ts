import { required } from "../../core/assert.ts";
import { isTerminal, type OrderStatus } from "../../core/model/order.ts";
import type { OrderPendingChanged, OrderStateChanged } from "../../core/model/output.ts";
import type {
  OrderAdoptedRecord,
  OrderPlannedRecord,
  ReplaceOrderRecord,
  SubmitOrderRecord,
} from "../../core/model/output-record.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";
import { instrumentAt, quantityMicrosOf } from "./amounts.ts";
import { decimalOf } from "./decimal.ts";
import { type FoldContext, posOf, putActivity, touch } from "./fold-context.ts";
import { putRow } from "./row-changes.ts";
import type { OrderTableRow } from "./rows.ts";

/** Ends of a replacing order by which it never stood in the place of the other. */
const NEVER_REPLACED: readonly OrderStatus[] = ["DENIED", "REJECTED", "NOT_SENT"];

/** A new order: INTENT. A replacing one begins with what those before it filled. */
export function foldOrderPlanned(context: FoldContext, index: number, record: OrderPlannedRecord): void {
  // The record may be encoded after later steps of the same input moved the order on.
  const row = openOrder(context, index, record, { status: "INTENT", clientOrderId: record.clientOrderId });
  const replaced = context.state.orders.get(row.replaces_id ?? -1);
  if (replaced === undefined) return;
  row.carried_qty_micros = replaced.cum_qty_micros + replaced.carried_qty_micros;
  row.cum_lots = replaced.cum_lots;
  row.cum_lot_ticks = replaced.cum_lot_ticks;
  row.avg_micros = replaced.avg_micros;
  replaced.replaced_by_id = row.order_id;
  replaced.seq = context.seq;
  putRow(context.changes, "orders", replaced);
}

/** An order of nobody here: it has no client order id of ours and no signal. */
export function foldOrderAdopted(context: FoldContext, index: number, record: OrderAdoptedRecord): void {
  const { order } = record;
  const row = openOrder(context, index, record, {
    status: order.status,
    clientOrderId: `external:${order.index}`,
  });
  row.venue_order_id = order.venueOrderId === "" ? null : order.venueOrderId;
  row.submitted_at = order.tsCreated;
  putActivity(context, index, {
    kind: "order",
    severity: "warning",
    title: `Order of somebody else at the venue: ${describe(row)}`,
    ...aboutOrder(row),
  });
}

function openOrder(
  context: FoldContext,
  index: number,
  record: OrderPlannedRecord | OrderAdoptedRecord,
  as: { readonly status: OrderStatus; readonly clientOrderId: string },
): OrderTableRow {
  const { state, changes, seq } = context;
  const { order } = record;
  const instrument = instrumentAt(state.instruments, order.instrument);
  const row: OrderTableRow = {
    order_id: order.index,
    pos: posOf(seq, index),
    client_order_id: as.clientOrderId,
    venue_order_id: null,
    signal_id: record.signalId,
    strategy_id: record.strategyId,
    account_id: record.accountId,
    symbol: record.symbol,
    intent: order.intent,
    side: order.side,
    effect: order.effect,
    role: order.role,
    parent_id: order.parent < 0 ? null : order.parent,
    is_external: order.isExternal,
    pending: "none",
    replaces_id: order.replaces < 0 ? null : order.replaces,
    replaced_by_id: null,
    type: order.type,
    time_in_force: order.timeInForce,
    qty_micros: quantityMicrosOf(order.quantityLots, instrument),
    limit_micros: order.limitTicks === null ? null : order.limitTicks * instrument.tickMicros,
    stop_micros: order.stopTicks === null ? null : order.stopTicks * instrument.tickMicros,
    status: as.status,
    is_terminal: isTerminal(as.status),
    reason: null,
    cum_qty_micros: 0,
    carried_qty_micros: 0,
    cum_lots: 0,
    cum_lot_ticks: 0,
    avg_micros: null,
    notional_micros: 0,
    fee_micros: 0,
    slippage_micros: 0,
    created_at: order.tsCreated,
    submitted_at: null,
    last_event_at: context.eventAt,
    seq,
  };
  state.orders.set(order.index, row);
  putRow(changes, "orders", row);
  putRow(changes, "order_events", {
    pos: posOf(seq, index),
    seq,
    order_id: order.index,
    from_status: null,
    to_status: as.status,
    reason: null,
    event_at: context.eventAt,
  });
  touch(context, "orders", `order:${order.index}`);
  return row;
}

/** A cancel or replace was asked for, or settled without a change of status. */
export function foldOrderPending(context: FoldContext, index: number, output: OrderPendingChanged): void {
  const row = orderRow(context, output.order);
  const asked = row.pending;
  row.pending = output.to;
  row.seq = context.seq;
  putRow(context.changes, "orders", row);
  touch(context, "orders", `order:${row.order_id}`);
  if (output.reason === "") return;
  const title = `${describe(row)}: ${asked === "none" ? "request" : asked} not done: ${output.reason}`;
  putActivity(context, index, { kind: "order", severity: "warning", title, ...aboutOrder(row) });
}

export function foldSubmitOrder(context: FoldContext, record: SubmitOrderRecord | ReplaceOrderRecord): void {
  const row = orderRow(context, record.order.index);
  row.submitted_at = context.eventAt;
  row.seq = context.seq;
  putRow(context.changes, "orders", row);
  touch(context, "orders", `order:${row.order_id}`);
}

export function foldOrderState(context: FoldContext, index: number, output: OrderStateChanged): void {
  const row = orderRow(context, output.order);
  const reason = output.reason === "" ? null : output.reason;
  row.status = output.to;
  row.is_terminal = isTerminal(output.to);
  if (row.is_terminal) row.pending = "none";
  row.reason = reason ?? row.reason;
  row.last_event_at = output.tsEvent;
  row.seq = context.seq;
  putRow(context.changes, "orders", row);
  putRow(context.changes, "order_events", {
    pos: posOf(context.seq, index),
    seq: context.seq,
    order_id: row.order_id,
    from_status: output.from,
    to_status: output.to,
    reason,
    event_at: output.tsEvent,
  });
  touch(context, "orders", `order:${row.order_id}`);
  if (NEVER_REPLACED.includes(output.to)) leaveChain(context, row);
  if (row.is_terminal && output.to !== "FILLED") {
    const severity = output.to === "REJECTED" ? "warning" : "info";
    const title = `${describe(row)} ${output.to}${reason === null ? "" : `: ${reason}`}`;
    putActivity(context, index, { kind: "order", severity, title, ...aboutOrder(row) });
  }
}

/** A replacing order that never took its place: the other stays what it was. */
function leaveChain(context: FoldContext, row: OrderTableRow): void {
  const replaced = context.state.orders.get(row.replaces_id ?? -1);
  if (replaced === undefined || replaced.replaced_by_id !== row.order_id) return;
  replaced.replaced_by_id = null;
  replaced.seq = context.seq;
  putRow(context.changes, "orders", replaced);
}

/** What only the venue knows: its own id of the order. */
export function foldVenueReport(context: FoldContext, report: VenueReport): void {
  if (report.order < 0 || report.venueOrderId === "") return;
  const row = context.state.orders.get(report.order);
  if (row === undefined || row.venue_order_id === report.venueOrderId) return;
  row.venue_order_id = report.venueOrderId;
  row.seq = context.seq;
  putRow(context.changes, "orders", row);
}

/** The row of an order that an output names. */
export function orderRow(context: FoldContext, order: number): OrderTableRow {
  return required(context.state.orders.get(order), "an order is planned or adopted before anything happens to it");
}

/** Whom an activity line about an order leads to. */
export function aboutOrder(row: OrderTableRow): {
  strategyId: string;
  symbol: string;
  refId: string;
  correlationId: string | null;
} {
  return {
    strategyId: row.strategy_id,
    symbol: row.symbol,
    refId: String(row.order_id),
    correlationId: row.is_external ? null : row.signal_id,
  };
}

function describe(row: OrderTableRow): string {
  return `${row.side === "buy" ? "Buy" : "Sell"} ${decimalOf(row.qty_micros)} ${row.symbol}`;
}
