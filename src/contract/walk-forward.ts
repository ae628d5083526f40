import { z } from "zod";
import { type FigureLine, figureLineSchema, type GateLine, gateLineSchema } from "./run-detail.ts";
import { ratioText, sessionDate } from "./text.ts";

/** One window, its ends session dates: trained on the first period, judged on the second. */
export interface WalkForwardWindow {
  n: number;
  trainFrom: string;
  trainTo: string;
  testFrom: string;
  testTo: string;
  /** What won in training; empty where nothing did. */
  bestParameters: { label: string; value: string }[];
  inSample: string | null;
  outOfSample: string | null;
  trades: number;
  isValid: boolean;
  /** The last window, shorter than the others. */
  isShort: boolean;
  reason: string;
}
/** How one parameter moved from window to window. */
export interface ParameterStability {
  name: string;
  mean: string;
  deviation: string;
  variation: string | null;
  /** Share of windows that kept the value of the one before. */
  keptShare: string | null;
  values: string[];
}
/** A walk-forward run; its figures are out of sample only. */
export interface WalkForward {
  mode: "rolling" | "anchored";
  objective: string;
  windows: WalkForwardWindow[];
  lines: FigureLine[];
  stability: ParameterStability[];
  efficiency: string | null;
  gates: GateLine[];
  /** Combinations tried in all windows. */
  trials: number;
}

/** Schema of {@link WalkForward}. */
export const walkForwardSchema: z.ZodType<WalkForward> = z.object({
  mode: z.enum(["rolling", "anchored"]),
  objective: z.string(),
  windows: z.array(
    z.object({
      n: z.int(),
      trainFrom: sessionDate,
      trainTo: sessionDate,
      testFrom: sessionDate,
      testTo: sessionDate,
      bestParameters: z.array(z.object({ label: z.string(), value: z.string() })),
      inSample: z.string().nullable(),
      outOfSample: z.string().nullable(),
      trades: z.int(),
      isValid: z.boolean(),
      isShort: z.boolean(),
      reason: z.string(),
    }),
  ),
  lines: z.array(figureLineSchema),
  stability: z.array(
    z.object({
      name: z.string(),
      mean: z.string(),
      deviation: z.string(),
      variation: z.string().nullable(),
      keptShare: ratioText.nullable(),
      values: z.array(z.string()),
    }),
  ),
  efficiency: z.string().nullable(),
  gates: z.array(gateLineSchema),
  trials: z.int(),
});
