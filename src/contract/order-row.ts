import { z } from "zod";
import { type FillRow, fillRowSchema } from "./fill-row.ts";
import { decimalText, isoTime } from "./text.ts";

export const ORDER_STATUS_NAMES = [
  "INTENT",
  "DENIED",
  "APPROVED",
  "SENDING",
  "UNKNOWN",
  "ACCEPTED",
  "HELD",
  "WORKING",
  "PARTIAL",
  "SUSPENDED",
  "DONE_FOR_DAY",
  "FILLED",
  "CANCELED",
  "EXPIRED",
  "REJECTED",
  "REPLACED",
  "NOT_SENT",
] as const;
export type OrderStatusName = (typeof ORDER_STATUS_NAMES)[number];

/** One order. `id` is the order's number in the journal. */
export interface OrderRow {
  id: string;
  clientOrderId: string;
  venueOrderId: string | null;
  signalId: string | null;
  correlationId: string | null;
  strategyId: string | null;
  account: string;
  symbol: string;
  side: "buy" | "sell";
  effect: "open" | "close";
  /** `stop` and `target` protect the position that `parentId` opened. */
  role: "entry" | "exit" | "stop" | "target";
  parentId: string | null;
  /** Entered at the venue by somebody else: it counts in every limit, and is never changed by a strategy. */
  isExternal: boolean;
  /** Asked of the venue and not answered yet. */
  pending: "none" | "cancel" | "replace";
  /** The order in whose place this one stands, and the one that stands in its place. */
  replacesId: string | null;
  replacedById: string | null;
  type: "market" | "limit" | "stop" | "stop-limit" | "trailing-stop";
  timeInForce: "day" | "gtc" | "gtd" | "ioc" | "fok";
  /** Of a replacing order the whole chain's, as is `filledQty`. */
  qty: string;
  filledQty: string;
  limit: string | null;
  stop: string | null;
  avgFill: string | null;
  status: OrderStatusName;
  isTerminal: boolean;
  reason: string | null;
  createdAt: string;
  submittedAt: string | null;
  lastEventAt: string;
  fees: string;
  slippageBps: string | null;
}
/** One change of an order, oldest first. */
export interface OrderEvent {
  seq: number;
  t: string;
  from: OrderStatusName | null;
  to: OrderStatusName;
  reason: string | null;
}
/** An order with its events and fills. */
export interface OrderDetail {
  order: OrderRow;
  events: OrderEvent[];
  fills: FillRow[];
}

const status = z.enum(ORDER_STATUS_NAMES);
/** Schema of {@link OrderRow}. */
export const orderRowSchema: z.ZodType<OrderRow> = z.object({
  id: z.string(),
  clientOrderId: z.string(),
  venueOrderId: z.string().nullable(),
  signalId: z.string().nullable(),
  correlationId: z.string().nullable(),
  strategyId: z.string().nullable(),
  account: z.string(),
  symbol: z.string(),
  side: z.enum(["buy", "sell"]),
  effect: z.enum(["open", "close"]),
  role: z.enum(["entry", "exit", "stop", "target"]),
  parentId: z.string().nullable(),
  isExternal: z.boolean(),
  pending: z.enum(["none", "cancel", "replace"]),
  replacesId: z.string().nullable(),
  replacedById: z.string().nullable(),
  type: z.enum(["market", "limit", "stop", "stop-limit", "trailing-stop"]),
  timeInForce: z.enum(["day", "gtc", "gtd", "ioc", "fok"]),
  qty: decimalText,
  filledQty: decimalText,
  limit: decimalText.nullable(),
  stop: decimalText.nullable(),
  avgFill: decimalText.nullable(),
  status,
  isTerminal: z.boolean(),
  reason: z.string().nullable(),
  createdAt: isoTime,
  submittedAt: isoTime.nullable(),
  lastEventAt: isoTime,
  fees: decimalText,
  slippageBps: decimalText.nullable(),
});
/** Schema of {@link OrderEvent}. */
export const orderEventSchema: z.ZodType<OrderEvent> = z.object({
  seq: z.int(),
  t: isoTime,
  from: status.nullable(),
  to: status,
  reason: z.string().nullable(),
});
/** Schema of {@link OrderDetail}. */
export const orderDetailSchema: z.ZodType<OrderDetail> = z.object({
  order: orderRowSchema,
  events: z.array(orderEventSchema),
  fills: z.array(fillRowSchema),
});
