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
  type: "market" | "limit" | "stop" | "stop-limit" | "trailing-stop";
  limitPrice: string | null;
  stopPrice: string | null;
  /** Distance of a trailing stop from the best price. */
  trail: string | null;
  timeInForce: "day" | "gtc" | "gtd" | "ioc" | "fok";
  /** When a `gtd` order ends. */
  goodTill: string | null;
}
/** How far from the average price of the entry's fills: per cent of it, or an amount of price. */
export type ExitDistance = { percent: string } | { distance: string };
/** Orders that protect what an entry fills, each excluding the other; both are told in one unit. */
export interface StandardExits {
  stopLoss: ExitDistance | null;
  /** The stop loss follows the best price at its distance. */
  trailing: boolean;
  takeProfit: ExitDistance | null;
}
/** Standard signal v1 for one equity; unknown fields are refused. */
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
  /** For entries only. */
  exits: StandardExits | null;
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
    type: z.enum(["market", "limit", "stop", "stop-limit", "trailing-stop"]),
    limitPrice: positive.nullable().default(null),
    stopPrice: positive.nullable().default(null),
    trail: positive.nullable().default(null),
    timeInForce: z.enum(["day", "gtc", "gtd", "ioc", "fok"]).default("day"),
    goodTill: isoTime.nullable().default(null),
  })
  .refine((value) => (value.limitPrice !== null) === (value.type === "limit" || value.type === "stop-limit"), {
    message: "limitPrice belongs to limit and stop-limit orders, and only to them",
    path: ["limitPrice"],
  })
  .refine((value) => (value.stopPrice !== null) === (value.type === "stop" || value.type === "stop-limit"), {
    message: "stopPrice belongs to stop and stop-limit orders, and only to them",
    path: ["stopPrice"],
  })
  .refine((value) => (value.trail !== null) === (value.type === "trailing-stop"), {
    message: "trail belongs to trailing-stop orders, and only to them",
    path: ["trail"],
  })
  .refine((value) => (value.goodTill !== null) === (value.timeInForce === "gtd"), {
    message: "goodTill belongs to the time in force gtd, and only to it",
    path: ["goodTill"],
  });
/** The core counts millionths of the price: four decimals of a per cent. */
const percent = z
  .string()
  .regex(/^\d{1,2}(\.\d{1,4})?$/, "a percentage as text, with at most 4 decimals")
  .refine((text) => Number(text) > 0 && Number(text) <= 50, "above 0 and at most 50");
const exitDistance = z.union([z.strictObject({ percent }), z.strictObject({ distance: positive })], {
  error: 'is either {"percent": "1.5"} or {"distance": "2.50"}',
});
const exits = z
  .strictObject({
    stopLoss: exitDistance.nullable().default(null),
    trailing: z.boolean().default(false),
    takeProfit: exitDistance.nullable().default(null),
  })
  .refine((value) => value.stopLoss !== null || value.takeProfit !== null, "needs a stopLoss, a takeProfit or both")
  .refine((value) => !value.trailing || value.stopLoss !== null, {
    message: "needs a stopLoss that trails",
    path: ["trailing"],
  })
  .refine(
    ({ stopLoss, takeProfit }) =>
      stopLoss === null || takeProfit === null || "percent" in stopLoss === "percent" in takeProfit,
    "tells stopLoss and takeProfit in one unit: both as percent or both as distance",
  );
/** Schema of {@link StandardSignal}; what a sender may leave out has its default here. */
export const standardSignalSchema: z.ZodType<StandardSignal> = z
  .strictObject({
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
    exits: exits.nullable().default(null),
    alpha: z.strictObject({ expectedReturn: decimalText }).nullable().default(null),
    tags: z
      .strictObject({ text: z.string().max(500) })
      .nullable()
      .default(null),
  })
  .refine((signal) => signal.exits === null || signal.intent === "entry", {
    message: "belong to entries: an exit opens nothing that they could protect",
    path: ["exits"],
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
