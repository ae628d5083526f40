import { z } from "zod";
import { decimalText } from "./text.ts";

/** One parameter that a form can set. */
export interface ParameterField {
  name: string;
  type: "integer" | "number" | "boolean";
  minimum: number;
  maximum: number;
  /** As the strategy file has it. */
  value: number;
  description: string;
}
/** A strategy that research can run, with what its form starts from. */
export interface RunnableStrategy {
  id: string;
  name: string;
  kind: string;
  symbols: string[];
  timeframe: string;
  parameters: ParameterField[];
  initialCapital: string;
  commissionPerOrder: string;
  slippageBps: number;
  fillModel: string;
}
/** Bars that a run can use. */
export interface DatasetRow {
  id: string;
  symbols: string[];
  /** Length of a bar, such as `1m`. */
  interval: string;
  /** First and last session. */
  from: string;
  to: string;
  sessions: number;
  bars: number;
  /** Sessions of the calendar without a bar, as from-to pairs, the first ones. */
  gaps: { from: string; to: string }[];
  gapCount: number;
  /** `raw`, `split`, `total-return`. */
  adjustment: string;
  source: string;
}
/** What the launcher offers. */
export interface RunOptions {
  strategies: RunnableStrategy[];
  datasets: DatasetRow[];
  fillModels: { id: string; label: string; isOptimistic: boolean }[];
  objectives: string[];
  /** Most combinations of one run. */
  combinationsMax: number;
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** Schema of {@link DatasetRow}. */
export const datasetRowSchema: z.ZodType<DatasetRow> = z.object({
  id: z.string(),
  symbols: z.array(z.string()),
  interval: z.string(),
  from: day,
  to: day,
  sessions: z.int(),
  bars: z.int(),
  gaps: z.array(z.object({ from: day, to: day })),
  gapCount: z.int(),
  adjustment: z.string(),
  source: z.string(),
});
/** Schema of {@link RunOptions}. */
export const runOptionsSchema: z.ZodType<RunOptions> = z.object({
  strategies: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      symbols: z.array(z.string()),
      timeframe: z.string(),
      parameters: z.array(
        z.object({
          name: z.string(),
          type: z.enum(["integer", "number", "boolean"]),
          minimum: z.number(),
          maximum: z.number(),
          value: z.number(),
          description: z.string(),
        }),
      ),
      initialCapital: decimalText,
      commissionPerOrder: decimalText,
      slippageBps: z.number(),
      fillModel: z.string(),
    }),
  ),
  datasets: z.array(datasetRowSchema),
  fillModels: z.array(z.object({ id: z.string(), label: z.string(), isOptimistic: z.boolean() })),
  objectives: z.array(z.string()),
  combinationsMax: z.int(),
});
