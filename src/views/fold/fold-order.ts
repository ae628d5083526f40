import { required } from "../../core/assert.ts";
import { isTerminal } from "../../core/model/order.ts";
import type { FillBooked, OrderStateChanged } from "../../core/model/output.ts";
import type { OrderPlannedRecord, SubmitOrderRecord } from "../../core/model/output-record.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";
import { averageMicrosOf, instrumentAt, notionalMicrosOf, quantityMicrosOf } from "./amounts.ts";
import { decimalOf } from "./decimal.ts";
import { type FoldContext, posOf, putActivity, touch } from "./fold-context.ts";
import { putRow } from "./row-changes.ts";
import type { OrderTableRow } from "./rows.ts";

/** A new order: INTENT. */
export function foldOrderPlanned(context: FoldContext, index: number, record: OrderPlannedRecord): void {
  const { state, changes, seq } = context;
  const { order } = record;
  const instrument = instrumentAt(state.instruments, order.instrument);
  const row: OrderTableRow = {
    order_id: order.index,
    pos: posOf(seq, index),
    client_order_id: record.clientOrderId,
    venue_order_id: null,
    signal_id: record.signalId,
    strategy_id: record.strategyId,
    account_id: record.accountId,
    symbol: record.symbol,
    intent: order.intent,
    side: order.side,
    effect: order.effect,
    type: order.type,
    time_in_force: order.timeInForce,
    qty_micros: quantityMicrosOf(order.quantityLots, instrument),
    limit_micros: order.limitTicks === null ? null : order.limitTicks * instrument.tickMicros,
    stop_micros: order.stopTicks === null ? null : order.stopTicks * instrument.tickMicros,
    // The record may be encoded after later steps of the same input moved the order on.
    status: "INTENT",
    is_terminal: false,
    reason: null,
    cum_qty_micros: 0,
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
    to_status: "INTENT",
    reason: null,
    event_at: context.eventAt,
  });
  touch(context, "orders", `order:${order.index}`);
}

export function foldSubmitOrder(context: FoldContext, record: SubmitOrderRecord): void {
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
  if (row.is_terminal && output.to !== "FILLED") {
    const severity = output.to === "REJECTED" ? "warning" : "info";
    const title = `${describe(row)} ${output.to}${reason === null ? "" : `: ${reason}`}`;
    putActivity(context, index, { kind: "order", severity, title, ...aboutOrder(row) });
  }
}

export function foldFill(context: FoldContext, index: number, output: FillBooked): void {
  const { state, changes, seq } = context;
  const row = orderRow(context, output.order);
  const instrument = required(
    state.instruments.find((one) => one.symbol === row.symbol),
    "orders name loaded instruments",
  );
  const notional = notionalMicrosOf(output.quantityLots * output.priceTicks, instrument);
  const quantity = quantityMicrosOf(output.quantityLots, instrument);
  row.cum_lots += output.quantityLots;
  row.cum_lot_ticks += output.quantityLots * output.priceTicks;
  row.cum_qty_micros += quantity;
  row.avg_micros = averageMicrosOf(row.cum_lot_ticks, row.cum_lots, instrument);
  row.notional_micros += notional;
  row.fee_micros += output.feeMicros;
  row.slippage_micros += output.slippageMicros;
  row.last_event_at = output.tsEvent;
  row.seq = seq;
  putRow(changes, "orders", row);
  const price = output.priceTicks * instrument.tickMicros;
  putRow(changes, "fills", {
    pos: posOf(seq, index),
    seq,
    order_id: row.order_id,
    execution_id: output.executionId,
    signal_id: row.signal_id,
    strategy_id: row.strategy_id,
    account_id: row.account_id,
    symbol: row.symbol,
    side: row.side,
    qty_micros: quantity,
    price_micros: price,
    notional_micros: notional,
    fee_micros: output.feeMicros,
    slippage_micros: output.slippageMicros,
    event_at: output.tsEvent,
    is_late: output.isLate,
  });
  const day = state.days.get(row.account_id);
  if (day !== undefined) {
    day.traded_micros += notional;
    putRow(changes, "daily_equity", day);
  }
  touch(context, "orders", `order:${row.order_id}`);
  touch(context, "fills");
  const title = `${row.side === "buy" ? "Bought" : "Sold"} ${decimalOf(quantity)} ${row.symbol} at ${decimalOf(price)}`;
  putActivity(context, index, { kind: "fill", severity: "info", title, ...aboutOrder(row) });
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

function orderRow(context: FoldContext, order: number): OrderTableRow {
  return required(context.state.orders.get(order), "an order is planned before anything happens to it");
}

function aboutOrder(row: OrderTableRow): {
  strategyId: string;
  symbol: string;
  refId: string;
  correlationId: string;
} {
  return {
    strategyId: row.strategy_id,
    symbol: row.symbol,
    refId: String(row.order_id),
    correlationId: row.signal_id,
  };
}

function describe(row: OrderTableRow): string {
  return `${row.side === "buy" ? "Buy" : "Sell"} ${decimalOf(row.qty_micros)} ${row.symbol}`;
}
