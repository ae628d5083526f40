import { z } from "zod";
import { type Mode, modeSchema } from "./mode.ts";
import { isoTime } from "./text.ts";

export const HEALTH_STATUSES = ["starting", "ok", "degraded", "down"] as const;
export type HealthStatus = (typeof HEALTH_STATUSES)[number];

/** Answer of `GET /v1/health`, public and without envelope. */
export interface Health {
  status: HealthStatus;
  mode: Mode;
  asOfSeq: number;
  build: string;
  uptimeSeconds: number;
}
export interface HealthComponent {
  id: string;
  label: string;
  state: HealthStatus;
  detail: string;
  since: string | null;
  lastOkAt: string | null;
}
/** Answer of `GET /v1/health/detail`, for operators. */
export interface HealthDetail {
  overall: HealthStatus;
  components: HealthComponent[];
  /** Journal head, and what the read models have reached. */
  journalSeq: number;
  viewsSeq: number;
  serverTime: string;
}

const status = z.enum(HEALTH_STATUSES);
/** Schema of {@link Health}. */
export const healthSchema: z.ZodType<Health> = z.object({
  status,
  mode: modeSchema,
  asOfSeq: z.int(),
  build: z.string(),
  uptimeSeconds: z.number(),
});
/** Schema of {@link HealthDetail}. */
export const healthDetailSchema: z.ZodType<HealthDetail> = z.object({
  overall: status,
  components: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      state: status,
      detail: z.string(),
      since: isoTime.nullable(),
      lastOkAt: isoTime.nullable(),
    }),
  ),
  journalSeq: z.int(),
  viewsSeq: z.int(),
  serverTime: isoTime,
});
