import { z } from "zod";
import { decimalText } from "./text.ts";

/** Whose limits are meant; the tightest of the three scopes wins. */
export type LimitScopeName =
  | { kind: "global" }
  | { kind: "account"; accountId: string }
  | { kind: "strategy"; strategyId: string };

/**
 * Limits of one scope; null: not set. Ratios are fractions (0.05 is 5 %), quantities lots, money
 * in the portfolio's currency.
 */
export interface LimitValues {
  orderQuantityMaxLots: number | null;
  orderValueMaxRatio: number | null;
  collarRatio: number | null;
  riskPerTradeRatio: number | null;
  positionsMax: number | null;
  deployedMaxRatio: number | null;
  symbolMaxRatio: number | null;
  marginMaxRatio: number | null;
  dailyLossPauseRatio: number | null;
  dailyLossHaltRatio: number | null;
  dailyLossAbsolute: string | null;
  drawdownReduceRatio: number | null;
  drawdownHaltRatio: number | null;
  entriesPerMinuteMax: number | null;
  messagesPerMinuteMax: number | null;
  messagesReserveRatio: number;
  repeatSeconds: number | null;
}
/** Limits of one scope as they hold; `values` null: the scope above holds. */
export interface LimitsRow {
  scope: LimitScopeName;
  profile: string | null;
  isEnforced: boolean;
  values: LimitValues | null;
}
/** Body of `PUT /v1/risk/limits`: what is left out stays. */
export interface LimitsBody {
  scope: LimitScopeName;
  limits: { [K in keyof LimitValues]?: LimitValues[K] | undefined };
  reason: string;
  /** Needed to loosen: the admin's password, typed anew. */
  currentPassword?: string | undefined;
}

const scope: z.ZodType<LimitScopeName> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("global") }),
  z.strictObject({ kind: z.literal("account"), accountId: z.string().max(200) }),
  z.strictObject({ kind: z.literal("strategy"), strategyId: z.string().max(200) }),
]);
const ratio = z.number().min(0).max(1_000).nullable();
const count = z.int().min(0).nullable();
const values = {
  orderQuantityMaxLots: count,
  orderValueMaxRatio: ratio,
  collarRatio: ratio,
  riskPerTradeRatio: ratio,
  positionsMax: count,
  deployedMaxRatio: ratio,
  symbolMaxRatio: ratio,
  marginMaxRatio: ratio,
  dailyLossPauseRatio: ratio,
  dailyLossHaltRatio: ratio,
  dailyLossAbsolute: decimalText.nullable(),
  drawdownReduceRatio: ratio,
  drawdownHaltRatio: ratio,
  entriesPerMinuteMax: count,
  messagesPerMinuteMax: count,
  messagesReserveRatio: z.number().min(0).max(1),
  repeatSeconds: z.number().min(0).nullable(),
};
/** Schema of {@link LimitsRow}. */
export const limitsRowSchema: z.ZodType<LimitsRow> = z.object({
  scope,
  profile: z.string().nullable(),
  isEnforced: z.boolean(),
  values: z.object(values).nullable(),
});
/** Schema of {@link LimitsBody}. */
export const limitsBodySchema: z.ZodType<LimitsBody> = z.strictObject({
  scope,
  limits: z.strictObject(values).partial(),
  reason: z.string().min(1).max(500),
  currentPassword: z.string().min(1).max(512).optional(),
});
