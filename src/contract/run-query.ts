import { z } from "zod";
import { LIST_QUERY_SHAPE, type ListQuery } from "./list-query.ts";
import { RUN_TYPES, type RunType } from "./run-row.ts";

/** Most points of equity that one answer carries. */
const POINTS_MAX = 2_000;

/** Query of `GET /v1/runs`; `from` and `to` are about when a run was started. */
export interface RunQuery extends ListQuery {
  type?: RunType | undefined;
}
/** Query of `GET /v1/runs/compare`: two to six ids with commas between them. */
export interface RunCompareQuery {
  ids: string;
}
/** Query of `GET /v1/runs/{id}/equity`. */
export interface RunEquityQuery {
  points: number;
}

/** Schema of {@link RunQuery}. */
export const runQuerySchema: z.ZodType<RunQuery> = z.strictObject({
  ...LIST_QUERY_SHAPE,
  type: z.enum(RUN_TYPES).optional(),
});
/** Schema of {@link RunCompareQuery}. */
export const runCompareQuerySchema: z.ZodType<RunCompareQuery> = z.strictObject({
  ids: z.string().regex(/^[\w.-]{1,100}(,[\w.-]{1,100}){1,5}$/, "two to six ids with commas between them"),
});
/** Schema of {@link RunEquityQuery}. */
export const runEquityQuerySchema: z.ZodType<RunEquityQuery> = z.strictObject({
  points: z.coerce.number().int().min(2).max(POINTS_MAX).default(1_000),
});
