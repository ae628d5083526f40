import { z } from "zod";
import { decimalText, isoTime, ratioText } from "./text.ts";

export const SIGNAL_STATUSES = [
  "ACCEPTED",
  "REFUSED",
  "DUPLICATE",
  "EXPIRED",
  "DROPPED",
  "DENIED",
  "NOT_SENT",
  "REJECTED",
  "CANCELED",
  "PARTLY_FILLED",
  "FILLED",
  "WITHDRAWN",
] as const;
/** ACCEPTED while it lives, then its one final outcome. */
export type SignalStatusName = (typeof SIGNAL_STATUSES)[number];

/** A strategy's or sender's wish and what became of it. */
export interface SignalRow {
  id: string;
  receiptId: string | null;
  receivedAt: string;
  sentAt: string | null;
  ingestDelayMs: number | null;
  /** Source id; the strategy's own id for built-ins. */
  sender: string;
  strategyId: string | null;
  symbol: string | null;
  intent: "entry" | "exit" | null;
  side: "buy" | "sell" | null;
  type: "market" | "limit" | "stop" | "stop-limit" | "trailing-stop" | null;
  /** Limit, else stop, else the reference price. */
  price: string | null;
  qtyHint: string | null;
  status: SignalStatusName;
  reason: string | null;
  expectedAlpha: string | null;
  correlationId: string;
  orderIds: string[];
}
/** A signal with its body as it came, secrets masked; null for built-ins. */
export interface SignalDetail {
  signal: SignalRow;
  profile: string | null;
  raw: string | null;
}

/** Schema of {@link SignalRow}. */
export const signalRowSchema: z.ZodType<SignalRow> = z.object({
  id: z.string(),
  receiptId: z.string().nullable(),
  receivedAt: isoTime,
  sentAt: isoTime.nullable(),
  ingestDelayMs: z.int().nullable(),
  sender: z.string(),
  strategyId: z.string().nullable(),
  symbol: z.string().nullable(),
  intent: z.enum(["entry", "exit"]).nullable(),
  side: z.enum(["buy", "sell"]).nullable(),
  type: z.enum(["market", "limit", "stop", "stop-limit", "trailing-stop"]).nullable(),
  price: decimalText.nullable(),
  qtyHint: decimalText.nullable(),
  status: z.enum(SIGNAL_STATUSES),
  reason: z.string().nullable(),
  expectedAlpha: ratioText.nullable(),
  correlationId: z.string(),
  orderIds: z.array(z.string()),
});
/** Schema of {@link SignalDetail}. */
export const signalDetailSchema: z.ZodType<SignalDetail> = z.object({
  signal: signalRowSchema,
  profile: z.string().nullable(),
  raw: z.string().nullable(),
});
