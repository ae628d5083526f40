import { z } from "zod";
import { ratioText } from "./text.ts";

/** One figure over the values of two parameters; what the others were is in `held`. */
export interface Heatmap {
  /** The figure by its key: `sharpe`, `totalReturn` ... */
  figure: string;
  /** The figure as a heading. */
  label: string;
  /** Columns, rising. */
  x: HeatAxis;
  /** Rows, rising; a search of one parameter has one row without a name. */
  y: HeatAxis;
  /** [row][column]; null: not run, refused by the strategy, or without such a figure. */
  cells: (HeatCell | null)[][];
  /** Where the strategy's own values are, of a sweep the best ones; null: not in this table. */
  chosen: { column: number; row: number } | null;
  /** Every other parameter that was varied, and the value it has in this table. */
  held: { label: string; value: string }[];
}
/** One parameter and its values, ready to read. */
export interface HeatAxis {
  name: string;
  values: string[];
}
export interface HeatCell {
  /** The plain figure. */
  value: string;
  /** As the report writes it; a drawdown is negative there. */
  text: string;
  /** Of the largest figure of the table, -1 to 1: how deep its colour is; below 0 is a loss. */
  share: string;
}
/** Query of `GET /v1/runs/{id}/heatmap`; left out: the objective, and the first two parameters of the grid. */
export interface HeatmapQuery {
  figure?: string | undefined;
  x?: string | undefined;
  y?: string | undefined;
}

const axis = z.object({ name: z.string(), values: z.array(z.string()) });
const cell = z.object({ value: ratioText, text: z.string(), share: ratioText });
/** Schema of {@link Heatmap}. */
export const heatmapSchema: z.ZodType<Heatmap> = z.object({
  figure: z.string(),
  label: z.string(),
  x: axis,
  y: axis,
  cells: z.array(z.array(cell.nullable())),
  chosen: z.object({ column: z.int(), row: z.int() }).nullable(),
  held: z.array(z.object({ label: z.string(), value: z.string() })),
});
/** What a sweep's table can be made of, and the one that was asked for. */
export interface SweepHeatmap {
  /** Figures and swept parameters that the query may name. */
  figures: { key: string; label: string }[];
  parameters: string[];
  table: Heatmap;
}
/** Schema of {@link SweepHeatmap}. */
export const sweepHeatmapSchema: z.ZodType<SweepHeatmap> = z.object({
  figures: z.array(z.object({ key: z.string(), label: z.string() })),
  parameters: z.array(z.string()),
  table: heatmapSchema,
});
/** Schema of {@link HeatmapQuery}. */
export const heatmapQuerySchema: z.ZodType<HeatmapQuery> = z.strictObject({
  figure: z.string().max(60).optional(),
  x: z.string().max(100).optional(),
  y: z.string().max(100).optional(),
});
