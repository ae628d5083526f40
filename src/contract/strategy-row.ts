import { z } from "zod";
import { decimalText, isoTime } from "./text.ts";

export const STRATEGY_STATUSES = ["DRAFT", "REVIEWED", "TESTING", "ACTIVE", "INACTIVE", "ARCHIVED"] as const;
export type StrategyStatusName = (typeof STRATEGY_STATUSES)[number];

/** One strategy with its own figures. */
export interface StrategyRow {
  id: string;
  name: string;
  kind: string;
  status: StrategyStatusName;
  account: string;
  symbols: string[];
  realizedPnl: string;
  unrealizedPnl: string;
  totalPnl: string;
  openPositions: number;
  openOrders: number;
  trades: number;
  lastSignalAt: string | null;
  configVersion: number;
}

/** Schema of {@link StrategyRow}. */
export const strategyRowSchema: z.ZodType<StrategyRow> = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  status: z.enum(STRATEGY_STATUSES),
  account: z.string(),
  symbols: z.array(z.string()),
  realizedPnl: decimalText,
  unrealizedPnl: decimalText,
  totalPnl: decimalText,
  openPositions: z.int(),
  openOrders: z.int(),
  trades: z.int(),
  lastSignalAt: isoTime.nullable(),
  configVersion: z.int(),
});
