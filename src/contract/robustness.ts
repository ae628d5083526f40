import { z } from "zod";
import { type Heatmap, heatmapSchema } from "./heatmap.ts";
import { type GateLine, gateLineSchema } from "./run-detail.ts";
import { type RunNote, runNoteSchema } from "./run-row.ts";
import { ratioText } from "./text.ts";

export const ROBUSTNESS_STATUSES = ["none", "queued", "running", "done", "failed"] as const;
/** `none`: nobody asked for it yet. */
export type RobustnessStatus = (typeof ROBUSTNESS_STATUSES)[number];

/** How much of a run is left when it is doubted: a job of its own beside the run, made when it is asked for. */
export interface RunRobustness {
  status: RobustnessStatus;
  /** Share done, 0 to 1. */
  progress: string;
  /** Why it cannot be asked for; null: `POST` makes it. */
  obstacle: RunNote | null;
  /** Why the last try failed; null otherwise. */
  failure: RunNote | null;
  /** Null until it is done. */
  found: Robustness | null;
}
/** What was found; null or empty: `notes` says why. */
export interface Robustness {
  /** `passed`: every gate; `failed`: one at least; `incomplete`: none failed, one could not be judged. */
  verdict: "passed" | "failed" | "incomplete" | null;
  gates: GateLine[];
  costs: StressedCosts | null;
  /** Return with every wish acted on one bar later. */
  delayedReturn: string | null;
  neighbourhood: RunNeighbourhood | null;
  /** By days in blocks, by trades in another order; at most one of each. */
  monteCarlo: MonteCarloRun[];
  /** What to know before these figures: parts that are missing, and warnings. */
  notes: RunNote[];
}
/** The run again with its costs multiplied. */
export interface StressedCosts {
  /** By rising factor; 1 is the run itself. */
  points: { factor: string; totalReturn: string; trades: number }[];
  /** Costs times this leave nothing; null with the reason beside it. */
  breakEven: string | null;
  /** One sentence; empty where there is a break-even. */
  reason: string;
}
/** The run with its parameters moved a little. */
export interface RunNeighbourhood {
  /** Neighbours that were run. */
  count: number;
  /** Share of them with a profit; null without any. */
  profitableShare: string | null;
  /** Of the first two parameters: return, then Sharpe ratio; empty with fewer than two. */
  heatmaps: Heatmap[];
  /** Parameters left as they are: switches and zeros have no ten per cent. */
  fixed: string[];
}
/** Other lives of one run, drawn from its own days or trades; a resampling, not a forecast. */
export interface MonteCarloRun {
  method: "blocks" | "trades";
  paths: number;
  seed: number;
  /** Sessions or trades of one path. */
  steps: number;
  /** Mean sessions per block; null for trades. */
  block: number | null;
  /** Share of paths that end below the initial capital. */
  lossProbability: string;
  /** Positive ratio, and the share of paths that ever fall by so much. */
  drawdownLimit: string;
  limitProbability: string;
  finalReturn: Percentiles;
  /** Positive. */
  maxDrawdown: Percentiles;
  /** Annualised, with the middle 95 % of the paths; null for trades and without variance. */
  sharpe: { estimate: string; low: string; high: string; confidence: string } | null;
  /** Wealth by sessions or trades done, 1 being the initial capital; at most 101 points. */
  fan: FanPoint[];
}
export interface Percentiles {
  mean: string;
  p1: string;
  p5: string;
  p25: string;
  p50: string;
  p75: string;
  p95: string;
  p99: string;
}
export interface FanPoint {
  step: number;
  p5: string;
  p25: string;
  p50: string;
  p75: string;
  p95: string;
}

const percentilesSchema: z.ZodType<Percentiles> = z.object({
  mean: ratioText,
  p1: ratioText,
  p5: ratioText,
  p25: ratioText,
  p50: ratioText,
  p75: ratioText,
  p95: ratioText,
  p99: ratioText,
});
const monteCarloSchema: z.ZodType<MonteCarloRun> = z.object({
  method: z.enum(["blocks", "trades"]),
  paths: z.int(),
  seed: z.int(),
  steps: z.int(),
  block: z.number().nullable(),
  lossProbability: ratioText,
  drawdownLimit: ratioText,
  limitProbability: ratioText,
  finalReturn: percentilesSchema,
  maxDrawdown: percentilesSchema,
  sharpe: z.object({ estimate: ratioText, low: ratioText, high: ratioText, confidence: ratioText }).nullable(),
  fan: z.array(
    z.object({ step: z.int(), p5: ratioText, p25: ratioText, p50: ratioText, p75: ratioText, p95: ratioText }),
  ),
});
/** Schema of {@link Robustness}. */
export const robustnessSchema: z.ZodType<Robustness> = z.object({
  verdict: z.enum(["passed", "failed", "incomplete"]).nullable(),
  gates: z.array(gateLineSchema),
  costs: z
    .object({
      points: z.array(z.object({ factor: ratioText, totalReturn: ratioText, trades: z.int() })),
      breakEven: ratioText.nullable(),
      reason: z.string(),
    })
    .nullable(),
  delayedReturn: ratioText.nullable(),
  neighbourhood: z
    .object({
      count: z.int(),
      profitableShare: ratioText.nullable(),
      heatmaps: z.array(heatmapSchema),
      fixed: z.array(z.string()),
    })
    .nullable(),
  monteCarlo: z.array(monteCarloSchema),
  notes: z.array(runNoteSchema),
});
/** Schema of {@link RunRobustness}. */
export const runRobustnessSchema: z.ZodType<RunRobustness> = z.object({
  status: z.enum(ROBUSTNESS_STATUSES),
  progress: ratioText,
  obstacle: runNoteSchema.nullable(),
  failure: runNoteSchema.nullable(),
  found: robustnessSchema.nullable(),
});
