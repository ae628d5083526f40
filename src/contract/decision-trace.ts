import { z } from "zod";
import { type FillRow, fillRowSchema } from "./fill-row.ts";
import { type OrderRow, orderRowSchema } from "./order-row.ts";
import { type SignalRow, signalRowSchema } from "./signal-row.ts";
import { decimalText, isoTime } from "./text.ts";

export const VERDICT_NAMES = ["PASS", "FAIL", "NOT_APPLICABLE", "NOT_ENFORCED_FAIL"] as const;
export type VerdictName = (typeof VERDICT_NAMES)[number];

/** One sizing step: what went in, which quantity it alone allows. */
export interface TraceStep {
  id: string;
  label: string;
  input: string | null;
  /** Unit of `input`: `USD`, `ratio`, `units`, `s` ... */
  unit: string;
  /** Units of the instrument; null: this step bounds nothing. */
  bound: string | null;
  note: string | null;
  /** True for the step that decided the quantity. */
  isBinding: boolean;
}
/** One pre-trade check. */
export interface CheckResult {
  id: string;
  label: string;
  actual: string | null;
  limit: string | null;
  unit: string;
  verdict: VerdictName;
}
/** A decision in a list. */
export interface DecisionRow {
  id: string;
  seq: number;
  t: string;
  signalId: string;
  correlationId: string;
  strategyId: string | null;
  symbol: string | null;
  /** Null while the order it led to still lives. */
  outcome: string | null;
  reasonCode: string | null;
  qty: string;
  orderId: string | null;
}
/** One event of the way, oldest first. */
export interface TraceEvent {
  seq: number;
  t: string;
  kind: string;
  title: string;
  detail: string | null;
}
/** Why: everything known of one signal from its arrival to its result. */
export interface DecisionTrace {
  correlationId: string;
  decision: DecisionRow | null;
  signal: SignalRow | null;
  steps: TraceStep[];
  checks: CheckResult[];
  orders: OrderRow[];
  fills: FillRow[];
  timeline: TraceEvent[];
}

/** Schema of {@link CheckResult}. */
export const checkResultSchema: z.ZodType<CheckResult> = z.object({
  id: z.string(),
  label: z.string(),
  actual: decimalText.nullable(),
  limit: decimalText.nullable(),
  unit: z.string(),
  verdict: z.enum(VERDICT_NAMES),
});
/** Schema of {@link DecisionRow}. */
export const decisionRowSchema: z.ZodType<DecisionRow> = z.object({
  id: z.string(),
  seq: z.int(),
  t: isoTime,
  signalId: z.string(),
  correlationId: z.string(),
  strategyId: z.string().nullable(),
  symbol: z.string().nullable(),
  outcome: z.string().nullable(),
  reasonCode: z.string().nullable(),
  qty: decimalText,
  orderId: z.string().nullable(),
});
const step: z.ZodType<TraceStep> = z.object({
  id: z.string(),
  label: z.string(),
  input: decimalText.nullable(),
  unit: z.string(),
  bound: decimalText.nullable(),
  note: z.string().nullable(),
  isBinding: z.boolean(),
});
/** Schema of {@link DecisionTrace}. */
export const decisionTraceSchema: z.ZodType<DecisionTrace> = z.object({
  correlationId: z.string(),
  decision: decisionRowSchema.nullable(),
  signal: signalRowSchema.nullable(),
  steps: z.array(step),
  checks: z.array(checkResultSchema),
  orders: z.array(orderRowSchema),
  fills: z.array(fillRowSchema),
  timeline: z.array(
    z.object({ seq: z.int(), t: isoTime, kind: z.string(), title: z.string(), detail: z.string().nullable() }),
  ),
});
