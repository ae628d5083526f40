import { z } from "zod";
import { decimalText, isoTime } from "./text.ts";

/** Why a signal is refused before or by the core; the closed list of SIG-11. */
export const SIGNAL_REFUSALS = [
  "BAD_TOKEN",
  "BAD_JSON",
  "PLACEHOLDER_LEFT",
  "SCHEMA_INVALID",
  "UNKNOWN_PROFILE",
  "UNKNOWN_STRATEGY",
  "STRATEGY_INACTIVE",
  "WRONG_ENVIRONMENT",
  "UNKNOWN_INSTRUMENT",
  "EXPIRED",
  "ALPHA_LOST",
  "DUPLICATE",
  "CONFLICT",
  "NO_OPEN_TRADE",
  "SIZE_INVALID",
  "PRICE_INVALID",
  "LEGS_INVALID",
  "UNSUPPORTED",
  "TOO_LARGE",
  "RATE_LIMITED",
] as const;
export type SignalRefusal = (typeof SIGNAL_REFUSALS)[number];

export interface StandardLeg {
  leg: 1;
  instrument: { kind: "equity"; symbol: string };
  side: "buy" | "sell";
  effect: "open" | "close" | "auto";
  reference: { price: string } | null;
}
export interface StandardOrder {
  type: "market" | "limit" | "stop" | "stop-limit";
  limitPrice: string | null;
  stopPrice: string | null;
  timeInForce: "day" | "gtc" | "ioc";
}
/** Standard signal v1 for one equity; unknown fields are refused, protective exits are not read yet. */
export interface StandardSignal {
  schema: "signal/1";
  /** Null: identity is made from source, strategy, times, intent, leg and size. */
  signalId: string | null;
  strategyId: string;
  environment: "live" | "paper" | "sandbox";
  intent: "entry" | "exit";
  sentAt: string;
  barTime: string | null;
  validUntil: string | null;
  structure: "single";
  legs: [StandardLeg];
  size: { mode: "units"; value: string } | { mode: "none" };
  order: StandardOrder;
  exits: null;
  alpha: { expectedReturn: string } | null;
  tags: { text: string } | null;
}

const positive = decimalText.refine((text) => !text.startsWith("-") && /[1-9]/.test(text), "greater than zero");
const leg = z.strictObject({
  leg: z.literal(1).default(1),
  instrument: z.strictObject({ kind: z.literal("equity"), symbol: z.string().min(1).max(40) }),
  side: z.enum(["buy", "sell"]),
  effect: z.enum(["open", "close", "auto"]).default("auto"),
  reference: z.strictObject({ price: positive }).nullable().default(null),
});
const order = z
  .strictObject({
    type: z.enum(["market", "limit", "stop", "stop-limit"]),
    limitPrice: positive.nullable().default(null),
    stopPrice: positive.nullable().default(null),
    timeInForce: z.enum(["day", "gtc", "ioc"]).default("day"),
  })
  .refine((value) => (value.limitPrice !== null) === (value.type === "limit" || value.type === "stop-limit"), {
    message: "limitPrice belongs to limit and stop-limit orders, and only to them",
    path: ["limitPrice"],
  })
  .refine((value) => (value.stopPrice !== null) === (value.type === "stop" || value.type === "stop-limit"), {
    message: "stopPrice belongs to stop and stop-limit orders, and only to them",
    path: ["stopPrice"],
  });
/** Schema of {@link StandardSignal}; what a sender may leave out has its default here. */
export const standardSignalSchema: z.ZodType<StandardSignal> = z.strictObject({
  schema: z.literal("signal/1"),
  signalId: z
    .string()
    .regex(/^[\x21-\x7e]{1,120}$/, "1 to 120 visible characters")
    .nullable()
    .default(null),
  strategyId: z.string().min(1).max(100),
  environment: z.enum(["live", "paper", "sandbox"]),
  intent: z.enum(["entry", "exit"]),
  sentAt: isoTime,
  barTime: isoTime.nullable().default(null),
  validUntil: isoTime.nullable().default(null),
  structure: z.literal("single").default("single"),
  legs: z.tuple([leg]),
  size: z
    .discriminatedUnion("mode", [
      z.strictObject({ mode: z.literal("units"), value: positive }),
      z.strictObject({ mode: z.literal("none") }),
    ])
    .default({ mode: "none" }),
  order,
  exits: z.null().default(null),
  alpha: z.strictObject({ expectedReturn: decimalText }).nullable().default(null),
  tags: z
    .strictObject({ text: z.string().max(500) })
    .nullable()
    .default(null),
});

/** Answer to a delivery; sent only after the signal is durable. */
export interface SignalReceipt {
  receiptId: string;
  signalId: string;
  status: "accepted" | "duplicate";
  /** Journal number of the acceptance. */
  seq: number;
}
/** Schema of {@link SignalReceipt}. */
export const signalReceiptSchema: z.ZodType<SignalReceipt> = z.object({
  receiptId: z.string(),
  signalId: z.string(),
  status: z.enum(["accepted", "duplicate"]),
  seq: z.int(),
});
