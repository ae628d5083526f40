import { z } from "zod";
import { ratioText } from "./text.ts";

export const METRIC_PERIODS = ["1d", "1w", "1m", "3m", "1y", "all"] as const;
export type MetricPeriod = (typeof METRIC_PERIODS)[number];

/** Performance over a period; a figure without enough data is null, never 0. */
export interface MetricsSummary {
  totalReturnPct: string | null;
  cagr: string | null;
  volatility: string | null;
  sharpe: string | null;
  sortino: string | null;
  calmar: string | null;
  /** Positive fraction, over all marks. */
  maxDrawdownPct: string | null;
  /** The same over the last mark of each day. */
  maxDrawdownDailyPct: string | null;
  winRate: string | null;
  profitFactor: string | null;
  trades: number;
  turnover: string | null;
  days: number;
  conventions: { annualisation: number; riskFree: string };
  /** Codes such as `FEW_DAYS`, `ZERO_VARIANCE`. */
  warnings: string[];
}
/** Query of `GET /v1/metrics/summary`. */
export interface MetricsQuery {
  period: MetricPeriod;
}

const ratio = ratioText.nullable();
/** Schema of {@link MetricsSummary}. */
export const metricsSummarySchema: z.ZodType<MetricsSummary> = z.object({
  totalReturnPct: ratio,
  cagr: ratio,
  volatility: ratio,
  sharpe: ratio,
  sortino: ratio,
  calmar: ratio,
  maxDrawdownPct: ratio,
  maxDrawdownDailyPct: ratio,
  winRate: ratio,
  profitFactor: ratio,
  trades: z.int(),
  turnover: ratio,
  days: z.int(),
  conventions: z.object({ annualisation: z.int(), riskFree: ratioText }),
  warnings: z.array(z.string()),
});
/** Schema of {@link MetricsQuery}. */
export const metricsQuerySchema: z.ZodType<MetricsQuery> = z.object({ period: z.enum(METRIC_PERIODS).default("all") });
