import { z } from "zod";
import { isoTime } from "./text.ts";

export const ACTIVITY_KINDS = ["signal", "decision", "order", "fill", "trade", "alert", "control", "strategy"] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];
export const SEVERITIES = ["info", "warning", "critical", "emergency"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One line of what just happened. */
export interface ActivityItem {
  id: string;
  seq: number;
  t: string;
  kind: ActivityKind;
  severity: Severity;
  title: string;
  strategyId: string | null;
  symbol: string | null;
  /** Id of the order, signal or fill it is about. */
  refId: string | null;
  /** Opens `/trace/{correlationId}`. */
  correlationId: string | null;
}

/** Schema of {@link ActivityItem}. */
export const activityItemSchema: z.ZodType<ActivityItem> = z.object({
  id: z.string(),
  seq: z.int(),
  t: isoTime,
  kind: z.enum(ACTIVITY_KINDS),
  severity: z.enum(SEVERITIES),
  title: z.string(),
  strategyId: z.string().nullable(),
  symbol: z.string().nullable(),
  refId: z.string().nullable(),
  correlationId: z.string().nullable(),
});
