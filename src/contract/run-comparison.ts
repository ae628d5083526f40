import { z } from "zod";
import { type RunRow, runRowSchema } from "./run-row.ts";
import { isoTime, ratioText } from "./text.ts";

/** Two to six runs side by side. */
export interface RunComparison {
  runs: RunRow[];
  /** One line per figure, one value per run; `best` is the place of the best, null: no best. */
  lines: { label: string; values: string[]; best: number | null }[];
  /** Equity indexed to 100, one value per run; null: the run does not reach there. */
  equity: { t: string; values: (string | null)[] }[];
  /** What differs between their settings. */
  differences: { label: string; values: string[] }[];
}

/** Schema of {@link RunComparison}. */
export const runComparisonSchema: z.ZodType<RunComparison> = z.object({
  runs: z.array(runRowSchema),
  lines: z.array(z.object({ label: z.string(), values: z.array(z.string()), best: z.int().nullable() })),
  equity: z.array(z.object({ t: isoTime, values: z.array(ratioText.nullable()) })),
  differences: z.array(z.object({ label: z.string(), values: z.array(z.string()) })),
});
