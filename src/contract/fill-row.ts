import { z } from "zod";
import { decimalText, isoTime } from "./text.ts";

/** One execution of part of an order. */
export interface FillRow {
  id: string;
  orderId: string;
  executionId: string;
  signalId: string | null;
  strategyId: string | null;
  account: string;
  symbol: string;
  side: "buy" | "sell";
  qty: string;
  price: string;
  notional: string;
  fee: string;
  /** Cost of slippage inside the price. */
  slippage: string;
  t: string;
  isLate: boolean;
  /** The venue took it back: it is in no sum. */
  isReversed: boolean;
}

/** Schema of {@link FillRow}. */
export const fillRowSchema: z.ZodType<FillRow> = z.object({
  id: z.string(),
  orderId: z.string(),
  executionId: z.string(),
  signalId: z.string().nullable(),
  strategyId: z.string().nullable(),
  account: z.string(),
  symbol: z.string(),
  side: z.enum(["buy", "sell"]),
  qty: decimalText,
  price: decimalText,
  notional: decimalText,
  fee: decimalText,
  slippage: decimalText,
  t: isoTime,
  isLate: z.boolean(),
  isReversed: z.boolean(),
});
