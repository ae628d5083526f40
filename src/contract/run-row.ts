import { z } from "zod";
import { isoTime, ratioText, sessionDate } from "./text.ts";

export const RUN_TYPES = ["backtest", "sweep", "walk-forward", "monte-carlo"] as const;
export type RunType = (typeof RUN_TYPES)[number];

export const RUN_STATUSES = ["queued", "running", "done", "partial", "cancelled", "failed"] as const;
/** `partial`: stopped early, what there is counts only up to then; `cancelled`: nothing is left of it. */
export type RunStatus = (typeof RUN_STATUSES)[number];

/** Something to know before the figures. */
export interface RunNote {
  code: string;
  text: string;
}
/** The figures that a list shows; null: not enough data, or not done yet. */
export interface RunFigures {
  totalReturn: string | null;
  sharpe: string | null;
  maxDrawdown: string | null;
  trades: number | null;
}
/** One research run, from the moment it was asked for. */
export interface RunRow {
  id: string;
  type: RunType;
  status: RunStatus;
  strategyIds: string[];
  symbols: string[];
  /** First and last session of the data; null until they are read. */
  from: string | null;
  to: string | null;
  /** Share done, 0 to 1. */
  progress: string;
  /** Seconds to go; null while nobody can say. */
  etaSeconds: number | null;
  startedAt: string;
  finishedAt: string | null;
  durationMs: number | null;
  figures: RunFigures;
  warnings: RunNote[];
  /** User, key id or `command line`. */
  startedBy: string;
}

/** Schema of {@link RunNote}. */
export const runNoteSchema: z.ZodType<RunNote> = z.object({ code: z.string(), text: z.string() });
/** Schema of {@link RunRow}. */
export const runRowSchema: z.ZodType<RunRow> = z.object({
  id: z.string(),
  type: z.enum(RUN_TYPES),
  status: z.enum(RUN_STATUSES),
  strategyIds: z.array(z.string()),
  symbols: z.array(z.string()),
  from: sessionDate.nullable(),
  to: sessionDate.nullable(),
  progress: ratioText,
  etaSeconds: z.number().nullable(),
  startedAt: isoTime,
  finishedAt: isoTime.nullable(),
  durationMs: z.int().nullable(),
  figures: z.object({
    totalReturn: ratioText.nullable(),
    sharpe: ratioText.nullable(),
    maxDrawdown: ratioText.nullable(),
    trades: z.int().nullable(),
  }),
  warnings: z.array(runNoteSchema),
  startedBy: z.string(),
});
