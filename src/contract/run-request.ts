import { z } from "zod";
import { RUN_TYPES, type RunType, type RunNote, runNoteSchema } from "./run-row.ts";

/** One parameter of the grid: its values in order. */
export interface GridAxis {
  name: string;
  values: number[];
}
/** Body of `POST /v1/runs`: what the launcher's form says; what is left out comes from the strategy file. */
export interface RunRequest {
  type: Exclude<RunType, "monte-carlo">;
  /** Id of a strategy of the platform. */
  strategyId: string;
  /** Id of a dataset of `GET /v1/data`. */
  dataset: string;
  /** Session dates, both included. */
  from?: string | undefined;
  to?: string | undefined;
  parameters?: Record<string, number> | undefined;
  initialCapital?: string | undefined;
  commissionPerOrder?: string | undefined;
  slippageBps?: number | undefined;
  fillModel?: string | undefined;
  /** Of a sweep or walk-forward. */
  grid?: GridAxis[] | undefined;
  objective?: string | undefined;
  mode?: "rolling" | "anchored" | undefined;
  inSampleDays?: number | undefined;
  outOfSampleDays?: number | undefined;
  stepDays?: number | undefined;
  minTrades?: number | undefined;
  /** Only say what it would take; nothing is started. */
  isDryRun?: boolean | undefined;
}
/** Answer of `POST /v1/runs`: the run, or of a dry run what it would take. */
export interface RunReceipt {
  /** Null of a dry run. */
  runId: string | null;
  /** The same form was sent before: its run. */
  isExisting: boolean;
  bars: number;
  runs: number;
  seconds: number | null;
  memoryMb: number | null;
  warnings: RunNote[];
  command: string;
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a date like 2024-03-11");
const days = z.int().min(1).max(10_000).optional();
/** Schema of {@link RunRequest}. */
export const runRequestSchema: z.ZodType<RunRequest> = z.strictObject({
  type: z.enum(RUN_TYPES).exclude(["monte-carlo"]),
  strategyId: z.string().max(200),
  dataset: z.string().max(400),
  from: day.optional(),
  to: day.optional(),
  parameters: z.record(z.string().max(100), z.number()).optional(),
  initialCapital: z
    .string()
    .regex(/^\d{1,12}(\.\d{1,2})?$/, "an amount")
    .optional(),
  commissionPerOrder: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,6})?$/, "an amount")
    .optional(),
  slippageBps: z.number().min(0).max(10_000).optional(),
  fillModel: z.string().max(100).optional(),
  grid: z
    .array(z.strictObject({ name: z.string().max(100), values: z.array(z.number()).min(1).max(1_000) }))
    .max(8)
    .optional(),
  objective: z.string().max(60).optional(),
  mode: z.enum(["rolling", "anchored"]).optional(),
  inSampleDays: days,
  outOfSampleDays: days,
  stepDays: days,
  minTrades: z.int().min(0).max(1_000_000).optional(),
  isDryRun: z.boolean().optional(),
});
/** Schema of {@link RunReceipt}. */
export const runReceiptSchema: z.ZodType<RunReceipt> = z.object({
  runId: z.string().nullable(),
  isExisting: z.boolean(),
  bars: z.int(),
  runs: z.int(),
  seconds: z.number().nullable(),
  memoryMb: z.number().nullable(),
  warnings: z.array(runNoteSchema),
  command: z.string(),
});
