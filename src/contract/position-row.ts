import { z } from "zod";
import { decimalText, isoTime, ratioText } from "./text.ts";

/** A strategy's open position in one instrument. */
export interface PositionRow {
  id: string;
  strategyId: string | null;
  account: string;
  symbol: string;
  assetClass: "equity";
  side: "long" | "short";
  /** Signed: negative is short. */
  qty: string;
  avgEntry: string;
  mark: string | null;
  markAsOf: string | null;
  marketValue: string | null;
  unrealizedPnl: string | null;
  unrealizedPct: string | null;
  realizedPnl: string;
  openedAt: string;
  updatedAt: string;
}

/** Schema of {@link PositionRow}. */
export const positionRowSchema: z.ZodType<PositionRow> = z.object({
  id: z.string(),
  strategyId: z.string().nullable(),
  account: z.string(),
  symbol: z.string(),
  assetClass: z.literal("equity"),
  side: z.enum(["long", "short"]),
  qty: decimalText,
  avgEntry: decimalText,
  mark: decimalText.nullable(),
  markAsOf: isoTime.nullable(),
  marketValue: decimalText.nullable(),
  unrealizedPnl: decimalText.nullable(),
  unrealizedPct: ratioText.nullable(),
  realizedPnl: decimalText,
  openedAt: isoTime,
  updatedAt: isoTime,
});
