import { z } from "zod";
import { type TradingStateName, TRADING_STATES } from "./kill-switch.ts";
import { decimalText, ratioText } from "./text.ts";

/** Name of the one portfolio. */
export const PORTFOLIO_NAME = "Main";

/** The fund on one line; null: not known or no limit set. */
export interface PortfolioSummary {
  name: string;
  equity: string | null;
  cash: string | null;
  dayPnl: string | null;
  dayPnlPct: string | null;
  realizedPnl: string;
  unrealizedPnl: string;
  grossExposure: string;
  netExposure: string;
  leverage: string | null;
  marginUsed: string | null;
  marginLimit: string | null;
  marginPct: string | null;
  openPositions: number;
  openOrders: number;
  peakEquity: string | null;
  /** Loss from the peak as a positive fraction. */
  drawdownPct: string | null;
  drawdownLimit: string | null;
  cvar95: string | null;
  cvarLimit: string | null;
  killState: TradingStateName;
}

const money = decimalText.nullable();
const ratio = ratioText.nullable();
/** Schema of {@link PortfolioSummary}. */
export const portfolioSummarySchema: z.ZodType<PortfolioSummary> = z.object({
  name: z.string(),
  equity: money,
  cash: money,
  dayPnl: money,
  dayPnlPct: ratio,
  realizedPnl: decimalText,
  unrealizedPnl: decimalText,
  grossExposure: decimalText,
  netExposure: decimalText,
  leverage: ratio,
  marginUsed: money,
  marginLimit: money,
  marginPct: ratio,
  openPositions: z.int(),
  openOrders: z.int(),
  peakEquity: money,
  drawdownPct: ratio,
  drawdownLimit: ratio,
  cvar95: ratio,
  cvarLimit: ratio,
  killState: z.enum(TRADING_STATES),
});
