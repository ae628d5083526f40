import type { FillRow } from "../../contract/fill-row.ts";
import type { OrderEvent, OrderRow } from "../../contract/order-row.ts";
import type { TradeRow } from "../../contract/trade-row.ts";
import { decimalOf, decimalOrNull, isoOf, isoOrNull, moneyOf, ratioOf, shareOf } from "./decimal.ts";
import type { FillTableRow, OrderEventRow, OrderTableRow, RoundTripRow } from "./rows.ts";

/** Rows as the wire shows them: decimal text, ISO times. */
export function orderOf(row: OrderTableRow): OrderRow {
  return {
    id: String(row.order_id),
    clientOrderId: row.client_order_id,
    venueOrderId: row.venue_order_id,
    signalId: row.is_external ? null : row.signal_id,
    correlationId: row.is_external ? null : row.signal_id,
    strategyId: row.strategy_id,
    account: row.account_id,
    symbol: row.symbol,
    side: row.side,
    effect: row.effect,
    role: row.role,
    parentId: idOrNull(row.parent_id),
    isExternal: row.is_external,
    pending: row.pending,
    replacesId: idOrNull(row.replaces_id),
    replacedById: idOrNull(row.replaced_by_id),
    type: row.type,
    timeInForce: row.time_in_force,
    qty: decimalOf(row.qty_micros),
    filledQty: decimalOf(row.cum_qty_micros + row.carried_qty_micros),
    limit: decimalOrNull(row.limit_micros),
    stop: decimalOrNull(row.stop_micros),
    avgFill: decimalOrNull(row.avg_micros),
    status: row.status,
    isTerminal: row.is_terminal,
    reason: row.reason,
    createdAt: isoOf(row.created_at),
    submittedAt: isoOrNull(row.submitted_at),
    lastEventAt: isoOf(row.last_event_at),
    fees: moneyOf(row.fee_micros),
    slippageBps: row.notional_micros === 0 ? null : ratioOf((row.slippage_micros / row.notional_micros) * 10_000, 2),
  };
}

export function orderEventOf(row: OrderEventRow): OrderEvent {
  return { seq: row.seq, t: isoOf(row.event_at), from: row.from_status, to: row.to_status, reason: row.reason };
}

function idOrNull(id: number | null): string | null {
  return id === null ? null : String(id);
}

/** A fill as it is read: with the word whether the venue took it back. */
export type ReadFillRow = FillTableRow & { readonly is_reversed: boolean };

export function fillOf(row: ReadFillRow): FillRow {
  return {
    id: String(row.pos),
    orderId: String(row.order_id),
    executionId: row.execution_id,
    signalId: row.signal_id,
    strategyId: row.strategy_id,
    account: row.account_id,
    symbol: row.symbol,
    side: row.side,
    qty: decimalOf(row.qty_micros),
    price: decimalOf(row.price_micros),
    notional: moneyOf(row.notional_micros),
    fee: moneyOf(row.fee_micros),
    slippage: moneyOf(row.slippage_micros),
    t: isoOf(row.event_at),
    isLate: row.is_late,
    isReversed: row.is_reversed,
  };
}

export function tradeOf(row: RoundTripRow): TradeRow {
  return {
    id: String(row.pos),
    strategyId: row.strategy_id,
    symbol: row.symbol,
    side: row.side,
    qty: decimalOf(row.qty_micros),
    entryAt: isoOf(row.entry_at),
    entry: decimalOf(row.entry_micros),
    exitAt: isoOf(row.exit_at),
    exit: decimalOf(row.exit_micros),
    grossPnl: moneyOf(row.gross_micros),
    costs: moneyOf(row.costs_micros),
    slippage: moneyOf(row.slippage_micros),
    pnl: moneyOf(row.net_micros),
    pnlPct: shareOf(row.net_micros, row.entry_notional_micros),
    entryOrderId: String(row.entry_order_id),
    exitOrderId: String(row.exit_order_id),
  };
}
