import type { CheckResult, DecisionRow, DecisionTrace, TraceStep } from "../../contract/decision-trace.ts";
import type { SignalRow, SignalStatusName } from "../../contract/signal-row.ts";
import type { CheckRecord, StepRecord } from "../../core/model/output-record.ts";
import { decimalOf, decimalOrNull, isoOf, isoOrNull, ratioOf } from "./decimal.ts";
import type { ActivityRow, DecisionTableRow, OrderEventRow, OrderTableRow, SignalTableRow } from "./rows.ts";
import { fillOf, orderOf, type ReadFillRow } from "./wire-orders.ts";

export function signalOf(row: SignalTableRow, orderIds: readonly number[]): SignalRow {
  return {
    id: row.signal_id,
    receiptId: row.receipt_id,
    receivedAt: isoOf(row.received_at),
    sentAt: isoOrNull(row.sent_at),
    ingestDelayMs: row.sent_at === null ? null : Math.floor((row.received_at - row.sent_at) / 1_000),
    sender: row.source_id,
    strategyId: row.strategy_id,
    symbol: row.symbol,
    intent: row.intent,
    side: row.side,
    type: row.type,
    price: decimalOrNull(row.price_micros),
    qtyHint: decimalOrNull(row.qty_micros),
    status: row.status as SignalStatusName,
    reason: row.reason,
    expectedAlpha: row.expected_alpha,
    correlationId: row.signal_id,
    orderIds: orderIds.map(String),
  };
}

export function decisionOf(row: DecisionTableRow): DecisionRow {
  return {
    id: String(row.pos),
    seq: row.seq,
    t: isoOf(row.event_at),
    signalId: row.signal_id,
    correlationId: row.signal_id,
    strategyId: row.strategy_id,
    symbol: row.symbol,
    outcome: row.outcome,
    reasonCode: row.reason,
    qty: decimalOf(row.qty_micros),
    orderId: row.order_id === null ? null : String(row.order_id),
  };
}

/** Everything known of one signal. */
export interface TraceRows {
  readonly correlationId: string;
  readonly signal: SignalTableRow | null;
  /** Oldest first: sized when the signal came, checked again when a waiting order went out. */
  readonly decisions: readonly DecisionTableRow[];
  readonly orders: readonly OrderTableRow[];
  readonly events: readonly OrderEventRow[];
  readonly fills: readonly ReadFillRow[];
  readonly activity: readonly ActivityRow[];
}

export function traceOf(rows: TraceRows, currency: string): DecisionTrace {
  const { signal, decisions, orders } = rows;
  const decision = decisions.at(-1) ?? null;
  const sized = decisions.find((row) => row.steps !== "[]") ?? null;
  const checked = decisions.findLast((row) => row.checks !== "[]") ?? null;
  return {
    correlationId: rows.correlationId,
    decision: decision === null ? null : decisionOf(decision),
    signal:
      signal === null
        ? null
        : signalOf(
            signal,
            orders.map((order) => order.order_id),
          ),
    steps: sized === null ? [] : stepsOf(sized, currency),
    checks: checked === null ? [] : checksOf(checked, currency),
    orders: orders.map(orderOf),
    fills: rows.fills.map(fillOf),
    timeline: timelineOf(rows),
  };
}

function stepsOf(decision: DecisionTableRow, currency: string): TraceStep[] {
  return (JSON.parse(decision.steps) as StepRecord[]).map((step, i) => ({
    id: step.id,
    label: step.label,
    ...amountOf(step, decision.lot_micros, currency),
    bound: step.boundLots === null ? null : ratioOf((step.boundLots * decision.lot_micros) / 1e6),
    note: step.note === "" ? null : step.note,
    isBinding: i === decision.binding,
  }));
}

function checksOf(decision: DecisionTableRow, currency: string): CheckResult[] {
  return (JSON.parse(decision.checks) as CheckRecord[]).map((check) => {
    const actual = amountOf({ input: check.value, unit: check.unit }, decision.lot_micros, currency);
    const limit = amountOf({ input: check.limit, unit: check.unit }, decision.lot_micros, currency);
    return {
      id: check.id,
      label: check.label,
      actual: actual.input,
      limit: limit.input,
      unit: actual.unit,
      verdict: check.verdict,
    };
  });
}

/** The core counts money in 1e-6 and quantity in lots; the wire shows the currency and units of the instrument. */
function amountOf(
  { input: value, unit }: { readonly input: number | null; readonly unit: string },
  lotMicros: number,
  currency: string,
): { input: string | null; unit: string } {
  const isThere = value !== null && Number.isFinite(value);
  if (unit === "micros") return { input: isThere ? ratioOf(value / 1e6, 6) : null, unit: currency };
  if (unit === "lots") return { input: isThere ? ratioOf((value * lotMicros) / 1e6) : null, unit: "units" };
  return { input: isThere ? ratioOf(value) : null, unit };
}

function timelineOf(rows: TraceRows): DecisionTrace["timeline"] {
  const events: (DecisionTrace["timeline"][number] & { pos: number })[] = [];
  const { signal } = rows;
  if (signal !== null) {
    const title = signal.status === "REFUSED" ? "Signal refused at the door" : `Signal from ${signal.source_id}`;
    events.push({
      pos: signal.pos - 1,
      seq: Math.floor(signal.pos / 4_096),
      t: isoOf(signal.received_at),
      kind: "signal",
      title,
      detail: signal.profile,
    });
  }
  for (const decision of rows.decisions) {
    const detail =
      decision.outcome === null ? null : `${decision.outcome}${decision.reason === null ? "" : `: ${decision.reason}`}`;
    const title = `Decided ${decimalOf(decision.qty_micros)} ${decision.symbol}`;
    events.push({ pos: decision.pos, seq: decision.seq, t: isoOf(decision.event_at), kind: "decision", title, detail });
  }
  for (const event of rows.events) {
    const title = `Order ${event.order_id} ${event.to_status}`;
    events.push({
      pos: event.pos,
      seq: event.seq,
      t: isoOf(event.event_at),
      kind: "order",
      title,
      detail: event.reason,
    });
  }
  for (const row of rows.activity) {
    if (row.kind === "decision" || row.kind === "order") continue;
    events.push({ pos: row.pos, seq: row.seq, t: isoOf(row.event_at), kind: row.kind, title: row.title, detail: null });
  }
  events.sort((a, b) => a.pos - b.pos);
  return events.map(({ seq, t, kind, title, detail }) => ({ seq, t, kind, title, detail }));
}
