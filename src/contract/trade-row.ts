import { z } from "zod";
import { decimalText, isoTime, ratioText } from "./text.ts";

/** One round trip: a first-in first-out match of an exit fill with an entry order. */
export interface TradeRow {
  id: string;
  strategyId: string | null;
  symbol: string;
  side: "long" | "short";
  qty: string;
  entryAt: string;
  entry: string;
  exitAt: string;
  exit: string;
  grossPnl: string;
  costs: string;
  slippage: string;
  pnl: string;
  /** Net result as a fraction of the entry's notional. */
  pnlPct: string | null;
  entryOrderId: string;
  exitOrderId: string;
}

/** Schema of {@link TradeRow}. */
export const tradeRowSchema: z.ZodType<TradeRow> = z.object({
  id: z.string(),
  strategyId: z.string().nullable(),
  symbol: z.string(),
  side: z.enum(["long", "short"]),
  qty: decimalText,
  entryAt: isoTime,
  entry: decimalText,
  exitAt: isoTime,
  exit: decimalText,
  grossPnl: decimalText,
  costs: decimalText,
  slippage: decimalText,
  pnl: decimalText,
  pnlPct: ratioText.nullable(),
  entryOrderId: z.string(),
  exitOrderId: z.string(),
});
