import { z } from "zod";
import { decimalText, isoTime, ratioText } from "./text.ts";

export const EQUITY_RANGES = ["1d", "1w", "1m", "3m", "ytd", "1y", "all"] as const;
/** Period that ends at the newest mark. */
export type EquityRange = (typeof EQUITY_RANGES)[number];
/** Most points one answer carries. */
export const EQUITY_POINTS_MAX = 2_000;

export interface EquityPoint {
  t: string;
  equity: string;
  /** Loss from the peak so far as a positive fraction. */
  drawdownPct: string;
}
/** Equity at the marks of the range, oldest first. */
export interface EquitySeries {
  points: EquityPoint[];
  decimation: { method: "none" | "min-max"; from: number; to: number };
  flows: { t: string; amount: string; kind: string }[];
}
/** Query of `GET /v1/portfolio/equity`. */
export interface EquityQuery {
  range: EquityRange;
  points: number;
}

/** Schema of {@link EquitySeries}. */
export const equitySeriesSchema: z.ZodType<EquitySeries> = z.object({
  points: z.array(z.object({ t: isoTime, equity: decimalText, drawdownPct: ratioText })),
  decimation: z.object({ method: z.enum(["none", "min-max"]), from: z.int(), to: z.int() }),
  flows: z.array(z.object({ t: isoTime, amount: decimalText, kind: z.string() })),
});
/** Schema of {@link EquityQuery}. */
export const equityQuerySchema: z.ZodType<EquityQuery> = z.object({
  range: z.enum(EQUITY_RANGES).default("all"),
  points: z.coerce.number().int().min(2).max(EQUITY_POINTS_MAX).default(1_000),
});
