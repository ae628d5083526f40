import { z } from "zod";

export const MODES = ["LIVE", "PAPER", "SANDBOX", "BACKTEST", "REPLAY", "DEMO"] as const;
/** What the process is: shown on every page and in every answer. */
export type Mode = (typeof MODES)[number];
/** Schema of {@link Mode}. */
export const modeSchema: z.ZodType<Mode> = z.enum(MODES);
