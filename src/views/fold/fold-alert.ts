import type { LimitBreached, RaiseAlert, ReportQuarantined } from "../../core/model/output.ts";
import { type FoldContext, posOf, putActivity, touch } from "./fold-context.ts";
import { putRow } from "./row-changes.ts";

/** Alerts, breached limits and quarantined reports are one list for whoever is on duty. */
export function foldAlert(context: FoldContext, index: number, output: RaiseAlert): void {
  putAlert(context, index, output.severity, output.code, output.text, output.order);
}

export function foldBreach(context: FoldContext, index: number, output: LimitBreached): void {
  const text = `Limit ${output.limit} breached: ${output.value} beyond ${output.limitValue}, ${output.action}`;
  putAlert(context, index, "critical", `LIMIT_${output.limit}`, text, -1);
}

export function foldQuarantine(context: FoldContext, index: number, output: ReportQuarantined): void {
  const text = `A venue report (${output.report}) could not be applied: ${output.why}`;
  putAlert(context, index, "critical", "REPORT_QUARANTINED", text, output.order);
}

function putAlert(
  context: FoldContext,
  index: number,
  severity: RaiseAlert["severity"],
  code: string,
  title: string,
  order: number,
): void {
  const row = context.state.orders.get(order);
  putRow(context.changes, "alerts", {
    pos: posOf(context.seq, index),
    seq: context.seq,
    event_at: context.eventAt,
    severity,
    code,
    title,
    order_id: order < 0 ? null : order,
  });
  touch(context, "alerts");
  putActivity(context, index, {
    kind: "alert",
    severity,
    title,
    strategyId: row?.strategy_id ?? null,
    symbol: row?.symbol ?? null,
    refId: order < 0 ? null : String(order),
    correlationId: row?.signal_id ?? null,
  });
}
