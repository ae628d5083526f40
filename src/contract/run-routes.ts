import { envelopeOf } from "./envelope.ts";
import { heatmapQuerySchema, sweepHeatmapSchema } from "./heatmap.ts";
import { runRobustnessSchema } from "./robustness.ts";
import { runComparisonSchema } from "./run-comparison.ts";
import { runDetailSchema, runEquitySchema, runTradeSchema } from "./run-detail.ts";
import { datasetRowSchema, runOptionsSchema } from "./run-options.ts";
import { runCompareQuerySchema, runEquityQuerySchema, runQuerySchema } from "./run-query.ts";
import { runReceiptSchema, runRequestSchema } from "./run-request.ts";
import { runRowSchema } from "./run-row.ts";
import { walkForwardSchema } from "./walk-forward.ts";
import { list, one, route, type RouteContract } from "./route-contract.ts";

/** Routes of research runs by id. */
export const RUN_ROUTES: Readonly<Record<RunRouteId, RouteContract>> = {
  runs: route({
    path: "/v1/runs",
    summary: "Research runs; from and to: when they were started",
    query: runQuerySchema,
    answer: envelopeOf(runRowSchema.array()),
  }),
  startRun: route({
    method: "POST",
    path: "/v1/runs",
    access: "research",
    summary: "Start a backtest, sweep or walk-forward; 202 started, 200 dry run or the run of the same form",
    status: 202,
    body: runRequestSchema,
    answer: runReceiptSchema,
  }),
  runOptions: one("/v1/runs/options", "Strategies and datasets that a run can use", runOptionsSchema),
  compareRuns: one("/v1/runs/compare", "Two to six runs side by side", runComparisonSchema, runCompareQuerySchema),
  run: one("/v1/runs/:id", "One run with figures, settings and checks", runDetailSchema),
  deleteRun: route({
    method: "DELETE",
    path: "/v1/runs/:id",
    access: "research",
    summary: "Remove a run that ended, with its files",
    status: 204,
  }),
  cancelRun: route({
    method: "POST",
    path: "/v1/runs/:id/cancel",
    access: "research",
    summary: "Stop a run; what there is so far is kept as a partial result",
    status: 202,
    answer: envelopeOf(runRowSchema),
  }),
  runTrades: list("/v1/runs/:id/trades", "Round trips of a run, in the order they closed", runTradeSchema),
  runEquity: one("/v1/runs/:id/equity", "Equity of a run and of buy and hold", runEquitySchema, runEquityQuerySchema),
  runWalkForward: one("/v1/runs/:id/walk-forward", "Windows of a walk-forward", walkForwardSchema),
  runHeatmap: one(
    "/v1/runs/:id/heatmap",
    "One figure of a sweep over two of its parameters",
    sweepHeatmapSchema,
    heatmapQuerySchema,
  ),
  runRobustness: one(
    "/v1/runs/:id/robustness",
    "Stressed costs, neighbours and Monte Carlo of a run, or how far they are",
    runRobustnessSchema,
  ),
  startRobustness: route({
    method: "POST",
    path: "/v1/runs/:id/robustness",
    access: "research",
    summary: "Make it, behind the runs that wait; asked for again it only says where it stands",
    status: 202,
    answer: envelopeOf(runRobustnessSchema),
  }),
  dropRobustness: route({
    method: "DELETE",
    path: "/v1/runs/:id/robustness",
    access: "research",
    summary: "Stop it, or forget what it found, so that it can be made again",
    status: 204,
  }),
  runReport: route({ path: "/v1/runs/:id/report", summary: "HTML report of a run, under a policy of its own" }),
  runFile: route({ path: "/v1/runs/:id/files/:name", summary: "One file of a run by its plain name" }),
  data: one("/v1/data", "Datasets that a run can use", datasetRowSchema.array()),
};
export type RunRouteId =
  | "runs"
  | "startRun"
  | "runOptions"
  | "compareRuns"
  | "run"
  | "deleteRun"
  | "cancelRun"
  | "runTrades"
  | "runEquity"
  | "runWalkForward"
  | "runHeatmap"
  | "runRobustness"
  | "startRobustness"
  | "dropRobustness"
  | "runReport"
  | "runFile"
  | "data";
