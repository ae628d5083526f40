import type { SignalReceived, SignalRefusedAtDoor } from "../../core/model/input.ts";
import type { Order } from "../../core/model/order.ts";
import type { SignalAccepted, SignalEnded } from "../../core/model/output.ts";
import type { DecisionTracedRecord, OrderPlannedRecord } from "../../core/model/output-record.ts";
import { quantityMicrosOf } from "./amounts.ts";
import { ratioOf } from "./decimal.ts";
import { type FoldContext, posOf, putActivity, touch } from "./fold-context.ts";
import { putRow } from "./row-changes.ts";
import type { SignalTableRow } from "./rows.ts";
import { strategyIdOf } from "./view-state.ts";

/** Pos of what an input itself says, before its outputs 0, 1 ...: they start at 1 here. */
const OF_INPUT = 0;

/** A delivery turned away at the door is a signal with its outcome from the start. */
export function foldRefusedAtDoor(context: FoldContext, input: SignalRefusedAtDoor): void {
  putRow(context.changes, "signals", {
    signal_id: input.receiptId,
    pos: posOf(context.seq, OF_INPUT),
    receipt_id: input.receiptId,
    source_id: input.sourceId,
    profile: null,
    raw: input.raw,
    received_at: input.tsReceived,
    sent_at: null,
    strategy_id: null,
    symbol: null,
    intent: null,
    side: null,
    type: null,
    price_micros: null,
    qty_micros: null,
    expected_alpha: null,
    status: "REFUSED",
    reason: input.code,
    seq: context.seq,
  });
  touch(context, "signals");
  putActivity(context, OF_INPUT, {
    kind: "signal",
    severity: "warning",
    title: `Signal from ${input.sourceId} refused: ${input.code}`,
    strategyId: null,
    symbol: null,
    refId: input.receiptId,
    correlationId: input.receiptId,
  });
}

/** The core took a signal from outside (a repeat is not taken, so the first row stays). */
export function foldSignalAccepted(
  context: FoldContext,
  index: number,
  output: SignalAccepted,
  input: SignalReceived | null,
): void {
  if (input === null) {
    openSignal(context, index, output.signalId, strategyIdOf(context.state, output.strategy));
    return;
  }
  const { signal } = input;
  const instrument = context.state.instruments[signal.instrument];
  const lots = signal.quantityLots;
  const row: SignalTableRow = {
    signal_id: output.signalId,
    pos: posOf(context.seq, index),
    receipt_id: input.receiptId,
    source_id: input.sourceId,
    profile: input.profile,
    raw: input.raw,
    received_at: input.tsReceived,
    sent_at: signal.tsSent,
    strategy_id: strategyIdOf(context.state, signal.strategy),
    symbol: instrument?.symbol ?? null,
    intent: signal.intent,
    side: signal.side,
    type: signal.orderType,
    price_micros: signal.limitMicros ?? signal.stopMicros ?? signal.referenceMicros,
    qty_micros: lots === null || instrument === undefined ? null : quantityMicrosOf(lots, instrument),
    expected_alpha: signal.expectedAlpha === null ? null : ratioOf(signal.expectedAlpha),
    status: "ACCEPTED",
    reason: null,
    seq: context.seq,
  };
  keepSignal(context, row);
  noteLastSignal(context, row);
}

/** What a built-in wanted shows in the order it led to. */
export function foldSignalOfOrder(context: FoldContext, index: number, record: OrderPlannedRecord): void {
  const row =
    context.state.signals.get(record.signalId) ?? openSignal(context, index, record.signalId, record.strategyId);
  if (row.symbol === null) row.symbol = record.symbol;
  const { order } = record;
  // Of a reversal the last leg is what was wanted, the first only makes room.
  if (row.receipt_id === null && (row.side === null || order.leg > 0)) describeByOrder(context, row, order);
  row.seq = context.seq;
  putRow(context.changes, "signals", row);
}

export function foldDecision(context: FoldContext, index: number, record: DecisionTracedRecord): void {
  const { state, changes, seq } = context;
  const row = state.signals.get(record.signalId) ?? openSignal(context, index, record.signalId, record.strategyId);
  row.symbol = record.symbol;
  putRow(changes, "signals", row);
  const instrument = state.instruments.find((one) => one.symbol === record.symbol);
  const lotMicros = instrument?.lotMicros ?? 1_000_000;
  putRow(changes, "decisions", {
    pos: posOf(seq, index),
    seq,
    event_at: context.eventAt,
    signal_id: record.signalId,
    strategy_id: record.strategyId,
    symbol: record.symbol,
    outcome: record.outcome,
    reason: record.reason === "" ? null : record.reason,
    qty_micros: record.quantityLots * lotMicros,
    order_id: record.order < 0 ? null : record.order,
    binding: record.binding,
    lot_micros: lotMicros,
    steps: JSON.stringify(record.steps),
    checks: JSON.stringify(record.checks),
  });
  touch(context, "decisions");
  if (record.outcome === null) return;
  putActivity(context, index, {
    kind: "decision",
    severity: "info",
    title: `${record.symbol}: ${record.outcome}${record.reason === "" ? "" : ` (${record.reason})`}`,
    strategyId: record.strategyId,
    symbol: record.symbol,
    refId: record.signalId,
    correlationId: record.signalId,
  });
}

/** The one final outcome; a repeat of an id never touches the first one's row. */
export function foldSignalEnded(context: FoldContext, index: number, output: SignalEnded): void {
  if (output.outcome === "DUPLICATE" && output.reason === "SAME_ID") return;
  const { state } = context;
  const symbol = state.instruments[output.instrument]?.symbol ?? "";
  const strategyId = strategyIdOf(state, output.strategy);
  const id = output.externalId ?? `${strategyId}:${symbol}:${output.tsBar}:${output.n}`;
  const row = state.signals.get(id) ?? openSignal(context, index, id, strategyId);
  row.symbol = symbol;
  row.status = output.outcome;
  row.reason = output.reason === "" ? null : output.reason;
  row.seq = context.seq;
  putRow(context.changes, "signals", row);
  touch(context, "signals", `signal:${id}`);
}

/** Ended signals leave the memory once their input is folded, because their trace comes last. */
export function forgetEnded(context: FoldContext): void {
  for (const [id, row] of context.state.signals) {
    if (row.status !== "ACCEPTED") context.state.signals.delete(id);
  }
}

function openSignal(context: FoldContext, index: number, id: string, strategyId: string): SignalTableRow {
  const row: SignalTableRow = {
    signal_id: id,
    pos: posOf(context.seq, index),
    receipt_id: null,
    source_id: strategyId,
    profile: null,
    raw: null,
    received_at: context.eventAt,
    sent_at: null,
    strategy_id: strategyId,
    symbol: null,
    intent: null,
    side: null,
    type: null,
    price_micros: null,
    qty_micros: null,
    expected_alpha: null,
    status: "ACCEPTED",
    reason: null,
    seq: context.seq,
  };
  keepSignal(context, row);
  noteLastSignal(context, row);
  return row;
}

function keepSignal(context: FoldContext, row: SignalTableRow): void {
  context.state.signals.set(row.signal_id, row);
  putRow(context.changes, "signals", row);
  touch(context, "signals", `signal:${row.signal_id}`);
}

function noteLastSignal(context: FoldContext, row: SignalTableRow): void {
  const strategy = context.state.strategies.get(row.strategy_id ?? "");
  if (strategy === undefined) return;
  strategy.last_signal_at = row.received_at;
  strategy.seq = context.seq;
  putRow(context.changes, "strategies", strategy);
  touch(context, "strategies");
}

function describeByOrder(context: FoldContext, row: SignalTableRow, order: Readonly<Order>): void {
  const instrument = context.state.instruments[order.instrument];
  const ticks = order.limitTicks ?? order.stopTicks;
  row.intent = order.intent;
  row.side = order.side;
  row.type = order.type;
  row.price_micros = ticks === null || instrument === undefined ? null : ticks * instrument.tickMicros;
}
