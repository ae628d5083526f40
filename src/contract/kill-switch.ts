import { z } from "zod";
import { isoTime } from "./text.ts";

export const KILL_LEVELS = ["REDUCE", "HALT", "FLATTEN"] as const;
/** 1 REDUCE: no new risk; 2 HALT: entries are cancelled too; 3 FLATTEN: positions are closed too. */
export type KillLevelName = (typeof KILL_LEVELS)[number];
export const TRADING_STATES = ["ACTIVE", "REDUCE", "HALT", "FLATTEN"] as const;
export type TradingStateName = (typeof TRADING_STATES)[number];

/** State of the kill switch. */
export interface KillState {
  state: TradingStateName;
  /** 0 released, else 1 to 3. */
  level: number;
  scope: "all";
  engagedAt: string | null;
  engagedBy: string | null;
  reason: string | null;
  progress: KillProgress;
}
/** What is left to do while engaged. */
export interface KillProgress {
  openPositions: number;
  workingEntries: number;
  workingExits: number;
}
/** Body of `POST /v1/controls/kill-switch`. */
export interface KillCommand {
  action: "engage" | "release";
  /** Needed to engage, 1 to 3; null or absent to release. */
  level?: number | null | undefined;
  reason?: string | undefined;
  /** Level 3: `FLATTEN n` with n open positions; release: the mode's name. */
  confirm?: string | undefined;
}

/** Schema of {@link KillState}. */
export const killStateSchema: z.ZodType<KillState> = z.object({
  state: z.enum(TRADING_STATES),
  level: z.int().min(0).max(3),
  scope: z.literal("all"),
  engagedAt: isoTime.nullable(),
  engagedBy: z.string().nullable(),
  reason: z.string().nullable(),
  progress: z.object({ openPositions: z.int(), workingEntries: z.int(), workingExits: z.int() }),
});
/** Older clients say activate and deactivate. */
const OLDER_ACTIONS = { engage: "engage", release: "release", activate: "engage", deactivate: "release" } as const;
/** Schema of {@link KillCommand}. */
export const killCommandSchema: z.ZodType<KillCommand> = z.strictObject({
  action: z.enum(["engage", "release", "activate", "deactivate"]).transform((word) => OLDER_ACTIONS[word]),
  level: z.int().min(1).max(3).nullable().optional(),
  reason: z.string().max(500).optional(),
  confirm: z.string().max(100).optional(),
});
