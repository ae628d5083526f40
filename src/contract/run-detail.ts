import { z } from "zod";
import { type RunNote, type RunRow, runNoteSchema, runRowSchema } from "./run-row.ts";
import { decimalText, isoTime, ratioText } from "./text.ts";

/** One line of a figures table, ready to read; its numbers equal those of report and JSON. */
export interface FigureLine {
  /** Name of the figure in result.json, by which a client finds it: `totalReturn`; empty: it has none. */
  key: string;
  /** Heading under which it stands: Return, Risk, Trades, Costs ... */
  group: string;
  label: string;
  /** Formatted; an em dash where there is no figure. */
  value: string;
  benchmark: string;
  /** Why there is no figure; empty otherwise. */
  reason: string;
}
/** A name and what it was set to, ready to read. */
export interface SettingLine {
  label: string;
  value: string;
}
/** One gate or check with its bound. */
export interface GateLine {
  id: string;
  label: string;
  /** Null: it could not be judged, which is not a pass. */
  isPassed: boolean | null;
  value: string;
  bound: string;
  reason: string;
}
/** One run with everything but its long lists. */
export interface RunDetail {
  run: RunRow;
  /** Key figures beside the benchmark. */
  lines: FigureLine[];
  /** What the benchmark is: buy and hold of which instrument, on raw or total-return prices. */
  benchmark: string;
  settings: SettingLine[];
  gates: GateLine[];
  /** What the decisions became: label and count, in order. */
  funnel: { label: string; count: number }[];
  refusals: { reason: string; count: number }[];
  /** Cost stress, neighbourhood and Monte Carlo, where they were computed. */
  robustness: { title: string; columns: string[]; rows: string[][] }[];
  /** Command line that makes it again. */
  command: string;
  hashes: SettingLine[];
  /** Files of its folder that may be fetched under `/v1/runs/{id}/files/{name}`. */
  artefacts: string[];
  /** Why it failed; null otherwise. */
  failure: RunNote | null;
  log: string[];
}

/** Equity of a run against its benchmark. */
export interface RunEquity {
  points: { t: string; equity: string; benchmark: string | null; drawdownPct: string; isOutOfSample: boolean | null }[];
  decimation: { method: "none" | "min-max"; from: number; to: number };
}
/** One round trip of a run. */
export interface RunTrade {
  id: string;
  strategyId: string;
  symbol: string;
  side: "long" | "short";
  qty: string;
  entryAt: string;
  entry: string;
  exitAt: string;
  exit: string;
  grossPnl: string;
  costs: string;
  slippage: string;
  pnl: string;
}

const setting = z.object({ label: z.string(), value: z.string() });
/** Schema of {@link GateLine}. */
export const gateLineSchema: z.ZodType<GateLine> = z.object({
  id: z.string(),
  label: z.string(),
  isPassed: z.boolean().nullable(),
  value: z.string(),
  bound: z.string(),
  reason: z.string(),
});
/** Schema of {@link FigureLine}. */
export const figureLineSchema: z.ZodType<FigureLine> = z.object({
  key: z.string(),
  group: z.string(),
  label: z.string(),
  value: z.string(),
  benchmark: z.string(),
  reason: z.string(),
});
/** Schema of {@link RunDetail}. */
export const runDetailSchema: z.ZodType<RunDetail> = z.object({
  run: runRowSchema,
  lines: z.array(figureLineSchema),
  benchmark: z.string(),
  settings: z.array(setting),
  gates: z.array(gateLineSchema),
  funnel: z.array(z.object({ label: z.string(), count: z.int() })),
  refusals: z.array(z.object({ reason: z.string(), count: z.int() })),
  robustness: z.array(
    z.object({ title: z.string(), columns: z.array(z.string()), rows: z.array(z.array(z.string())) }),
  ),
  command: z.string(),
  hashes: z.array(setting),
  artefacts: z.array(z.string()),
  failure: runNoteSchema.nullable(),
  log: z.array(z.string()),
});
/** Schema of {@link RunEquity}. */
export const runEquitySchema: z.ZodType<RunEquity> = z.object({
  points: z.array(
    z.object({
      t: isoTime,
      equity: decimalText,
      benchmark: decimalText.nullable(),
      drawdownPct: ratioText,
      isOutOfSample: z.boolean().nullable(),
    }),
  ),
  decimation: z.object({ method: z.enum(["none", "min-max"]), from: z.int(), to: z.int() }),
});
/** Schema of {@link RunTrade}. */
export const runTradeSchema: z.ZodType<RunTrade> = z.object({
  id: z.string(),
  strategyId: z.string(),
  symbol: z.string(),
  side: z.enum(["long", "short"]),
  qty: decimalText,
  entryAt: isoTime,
  entry: decimalText,
  exitAt: isoTime,
  exit: decimalText,
  grossPnl: decimalText,
  costs: decimalText,
  slippage: decimalText,
  pnl: decimalText,
});
