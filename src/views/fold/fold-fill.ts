import { required } from "../../core/assert.ts";
import type { Instrument } from "../../core/model/instrument.ts";
import type { FillBooked, FillReversed } from "../../core/model/output.ts";
import { averageMicrosOf, notionalMicrosOf, quantityMicrosOf } from "./amounts.ts";
import { decimalOf } from "./decimal.ts";
import { type FoldContext, posOf, putActivity, touch } from "./fold-context.ts";
import { aboutOrder, orderRow } from "./fold-order.ts";
import { putRow } from "./row-changes.ts";
import type { OrderTableRow } from "./rows.ts";

/** One execution: a row, and the order's sums with those of the orders in its place. */
export function foldFill(context: FoldContext, index: number, output: FillBooked): void {
  const { state, changes, seq } = context;
  const row = orderRow(context, output.order);
  const instrument = instrumentOf(context, row);
  const notional = notionalMicrosOf(output.quantityLots * output.priceTicks, instrument);
  const quantity = quantityMicrosOf(output.quantityLots, instrument);
  row.slippage_micros += output.slippageMicros;
  addToOrder(context, row, { sign: 1, ...output, notional, quantity });
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
  const title = `${row.side === "buy" ? "Bought" : "Sold"} ${decimalOf(quantity)} ${row.symbol} at ${decimalOf(price)}`;
  putActivity(context, index, { kind: "fill", severity: "info", title, ...aboutOrder(row) });
}

/**
 * The venue took a fill back: its row stays, the reversal stands beside it, and the order's sums
 * are those without it. What slippage it had is known by its own row only, so that of the order
 * shrinks in proportion.
 */
export function foldFillReversed(context: FoldContext, index: number, output: FillReversed): void {
  const { state, changes, seq } = context;
  const row = orderRow(context, output.order);
  const instrument = instrumentOf(context, row);
  const notional = notionalMicrosOf(output.quantityLots * output.priceTicks, instrument);
  const quantity = quantityMicrosOf(output.quantityLots, instrument);
  const left = row.notional_micros - notional;
  row.slippage_micros = left <= 0 ? 0 : Math.round((row.slippage_micros * left) / row.notional_micros);
  addToOrder(context, row, { sign: -1, ...output, notional, quantity });
  const price = output.priceTicks * instrument.tickMicros;
  putRow(changes, "fill_reversals", {
    order_id: row.order_id,
    ref_execution_id: output.refExecutionId,
    pos: posOf(seq, index),
    seq,
    execution_id: output.executionId,
    qty_micros: quantity,
    price_micros: price,
    notional_micros: notional,
    fee_micros: output.feeMicros,
    event_at: output.tsEvent,
  });
  const day = state.days.get(row.account_id);
  if (day !== undefined) {
    // The fill may be of an earlier day, whose turnover stays as it was shown then.
    day.traded_micros = Math.max(0, day.traded_micros - notional);
    putRow(changes, "daily_equity", day);
  }
  const title = `Taken back by the venue: ${row.side === "buy" ? "bought" : "sold"} ${decimalOf(quantity)} ${row.symbol} at ${decimalOf(price)}`;
  putActivity(context, index, { kind: "fill", severity: "warning", title, ...aboutOrder(row) });
}

interface Amounts {
  readonly sign: 1 | -1;
  readonly quantityLots: number;
  readonly priceTicks: number;
  readonly feeMicros: number;
  readonly tsEvent: number;
  readonly notional: number;
  readonly quantity: number;
}

/** Money and quantity are the order's own; the average is the chain's, as is what the chain filled. */
function addToOrder(context: FoldContext, row: OrderTableRow, part: Amounts): void {
  const { sign } = part;
  row.cum_qty_micros += sign * part.quantity;
  row.notional_micros += sign * part.notional;
  row.fee_micros += sign * part.feeMicros;
  row.last_event_at = part.tsEvent;
  addToAverage(context, row, part);
  touch(context, "fills");
  let later = context.state.orders.get(row.replaced_by_id ?? -1);
  while (later !== undefined) {
    later.carried_qty_micros += sign * part.quantity;
    addToAverage(context, later, part);
    later = context.state.orders.get(later.replaced_by_id ?? -1);
  }
}

function addToAverage(context: FoldContext, row: OrderTableRow, part: Amounts): void {
  row.cum_lots += part.sign * part.quantityLots;
  row.cum_lot_ticks += part.sign * part.quantityLots * part.priceTicks;
  row.avg_micros = averageMicrosOf(row.cum_lot_ticks, row.cum_lots, instrumentOf(context, row));
  row.seq = context.seq;
  putRow(context.changes, "orders", row);
  touch(context, "orders", `order:${row.order_id}`);
}

function instrumentOf(context: FoldContext, row: OrderTableRow): Instrument {
  return required(
    context.state.instruments.find((one) => one.symbol === row.symbol),
    "orders name loaded instruments",
  );
}
