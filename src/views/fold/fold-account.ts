import type { LedgerPosted, PositionChanged, RoundTripClosed, SliceMarked } from "../../core/model/output.ts";
import { averageMicrosOf, instrumentAt, notionalMicrosOf, quantityMicrosOf, valueMicrosOf } from "./amounts.ts";
import { moneyOf } from "./decimal.ts";
import { type FoldContext, posOf, putActivity, touch } from "./fold-context.ts";
import { putRow } from "./row-changes.ts";
import type { DailyEquityRow, PositionTableRow } from "./rows.ts";
import { accountIdOf, dayOfMark, positionKey, strategyIdOf } from "./view-state.ts";

export function foldPosition(context: FoldContext, output: PositionChanged): void {
  const { state } = context;
  const instrument = instrumentAt(state.instruments, output.instrument);
  const accountId = accountIdOf(state, output.account);
  const strategyId = strategyIdOf(state, output.strategy);
  const key = positionKey(accountId, strategyId, instrument.symbol);
  let row = state.positions.get(key);
  if (row === undefined) {
    row = {
      account_id: accountId,
      strategy_id: strategyId,
      symbol: instrument.symbol,
      qty_micros: 0,
      open_lots: 0,
      open_lot_ticks: 0,
      avg_entry_micros: null,
      cost_micros: 0,
      mark_micros: null,
      mark_at: null,
      market_value_micros: null,
      unrealized_micros: null,
      realized_micros: 0,
      opened_at: context.eventAt,
      updated_at: context.eventAt,
      seq: context.seq,
    };
    state.positions.set(key, row);
  }
  const isNew = row.open_lots === 0 || row.open_lots > 0 !== output.quantityLots > 0;
  if (isNew && output.quantityLots !== 0) row.opened_at = context.eventAt;
  row.qty_micros = quantityMicrosOf(output.quantityLots, instrument);
  row.open_lots = output.quantityLots;
  row.open_lot_ticks = output.openLotTicks;
  row.avg_entry_micros = averageMicrosOf(output.openLotTicks, output.quantityLots, instrument);
  row.cost_micros = notionalMicrosOf(output.openLotTicks, instrument);
  row.realized_micros = output.realisedMicros;
  row.updated_at = context.eventAt;
  markPosition(context, row);
  touch(context, "positions");
  touch(context, "strategies");
}

/** All bars of a time are in: one point of the account's history, and its positions marked. */
export function foldSlice(context: FoldContext, output: SliceMarked): void {
  const { state, changes, seq } = context;
  const accountId = accountIdOf(state, output.account);
  putRow(changes, "account_state_history", {
    account_id: accountId,
    state_at: output.tsMark,
    equity_micros: output.equityMicros,
    cash_micros: output.cashMicros,
    peak_micros: output.peakEquityMicros,
    day_start_micros: output.dayStartEquityMicros,
    seq,
  });
  const day = dayOfMark(state, output.tsMark);
  let row = state.days.get(accountId);
  if (row === undefined || row.day !== day) {
    row = {
      account_id: accountId,
      day,
      equity_micros: 0,
      high_micros: output.equityMicros,
      low_micros: output.equityMicros,
      fall_from_micros: output.equityMicros,
      fall_to_micros: output.equityMicros,
      day_start_micros: output.dayStartEquityMicros,
      traded_micros: 0,
      marked_at: 0,
      seq,
    };
    state.days.set(accountId, row);
  }
  row.equity_micros = output.equityMicros;
  markExtremes(row, output.equityMicros);
  row.marked_at = output.tsMark;
  row.seq = seq;
  putRow(changes, "daily_equity", row);
  for (const position of state.positions.values()) {
    if (position.open_lots !== 0 && position.account_id === accountId) markPosition(context, position);
  }
  touch(context, "summary");
  touch(context, "equity");
  touch(context, "positions");
}

export function foldRoundTrip(context: FoldContext, index: number, output: RoundTripClosed): void {
  const { state, seq } = context;
  const instrument = instrumentAt(state.instruments, output.instrument);
  const strategyId = strategyIdOf(state, output.strategy);
  const lots = output.quantityLots;
  putRow(context.changes, "round_trips", {
    pos: posOf(seq, index),
    seq,
    strategy_id: strategyId,
    symbol: instrument.symbol,
    side: output.side,
    qty_micros: quantityMicrosOf(lots, instrument),
    entry_order_id: output.entryOrder,
    exit_order_id: output.exitOrder,
    entry_at: output.tsEntry,
    exit_at: output.tsExit,
    entry_micros: averageMicrosOf(output.entryLotTicks, lots, instrument) ?? 0,
    exit_micros: averageMicrosOf(output.exitLotTicks, lots, instrument) ?? 0,
    entry_notional_micros: notionalMicrosOf(Math.abs(output.entryLotTicks), instrument),
    gross_micros: output.grossMicros,
    costs_micros: output.costsMicros,
    slippage_micros: output.slippageMicros,
    net_micros: output.netMicros,
  });
  touch(context, "strategies");
  putActivity(context, index, {
    kind: "trade",
    severity: "info",
    title: `Closed ${output.side} ${instrument.symbol}: ${output.netMicros > 0 ? "+" : ""}${moneyOf(output.netMicros)}`,
    strategyId,
    symbol: instrument.symbol,
    refId: String(output.exitOrder),
    correlationId: state.orders.get(output.exitOrder)?.signal_id ?? null,
  });
}

export function foldLedger(context: FoldContext, index: number, output: LedgerPosted): void {
  const { state } = context;
  const accountId = accountIdOf(state, output.account);
  const currency = state.config?.accounts[output.account]?.currency ?? "USD";
  for (let line = 0; line < output.codes.length; line += 1) {
    putRow(context.changes, "ledger_entries", {
      pos: posOf(context.seq, index),
      line,
      seq: context.seq,
      account_id: accountId,
      strategy_id: output.strategy < 0 ? null : strategyIdOf(state, output.strategy),
      symbol: state.instruments[output.instrument]?.symbol ?? null,
      code: output.codes[line] as string,
      cause: output.cause,
      amount_micros: output.amountsMicros[line] as number,
      currency,
      booked_at: context.eventAt,
    });
  }
}

/** Keeps a day's extremes so that the deepest fall over many days needs no mark again. */
function markExtremes(row: DailyEquityRow, equity: number): void {
  row.high_micros = Math.max(row.high_micros, equity);
  row.low_micros = Math.min(row.low_micros, equity);
  const fall = (row.high_micros - equity) / row.high_micros;
  if (fall <= (row.fall_from_micros - row.fall_to_micros) / row.fall_from_micros) return;
  row.fall_from_micros = row.high_micros;
  row.fall_to_micros = equity;
}

function markPosition(context: FoldContext, row: PositionTableRow): void {
  const { state } = context;
  const instrument = state.instruments.find((one) => one.symbol === row.symbol);
  const mark = state.marks.get(row.symbol);
  row.seq = context.seq;
  if (mark === undefined || instrument === undefined || row.open_lots === 0) {
    row.mark_micros = mark?.mark_micros ?? null;
    row.mark_at = mark?.mark_at ?? null;
    row.market_value_micros = row.open_lots === 0 ? 0 : null;
    row.unrealized_micros = row.open_lots === 0 ? 0 : null;
  } else {
    row.mark_micros = mark.mark_micros;
    row.mark_at = mark.mark_at;
    row.market_value_micros = valueMicrosOf(row.open_lots, mark.mark_micros, instrument);
    row.unrealized_micros = row.market_value_micros - row.cost_micros;
  }
  putRow(context.changes, "positions", row);
}
