import type { z } from "zod";
import { accountRowSchema, reconciliationRowSchema } from "./account-row.ts";
import { activityItemSchema } from "./activity-item.ts";
import {
  apiKeyBodySchema,
  apiKeyCreatedSchema,
  apiKeyRowSchema,
  loginBodySchema,
  sessionSchema,
  sessionStateSchema,
  signupBodySchema,
} from "./auth.ts";
import { decisionRowSchema, decisionTraceSchema } from "./decision-trace.ts";
import { envelopeOf } from "./envelope.ts";
import { equityQuerySchema, equitySeriesSchema } from "./equity-series.ts";
import { fillRowSchema } from "./fill-row.ts";
import { healthDetailSchema, healthSchema } from "./health.ts";
import { heatmapQuerySchema, sweepHeatmapSchema } from "./heatmap.ts";
import { killCommandSchema, killStateSchema } from "./kill-switch.ts";
import { listQuerySchema } from "./list-query.ts";
import { marketStatusSchema } from "./market-status.ts";
import { metricsQuerySchema, metricsSummarySchema } from "./metrics-summary.ts";
import {
  acceptVenueBodySchema,
  cancelAllBodySchema,
  commandReceiptSchema,
  reasonBodySchema,
  replaceBodySchema,
} from "./operator-command.ts";
import { orderDetailSchema, orderRowSchema } from "./order-row.ts";
import { portfolioSummarySchema } from "./portfolio-summary.ts";
import { positionRowSchema } from "./position-row.ts";
import { limitsBodySchema, limitsRowSchema } from "./risk-limits.ts";
import { runRobustnessSchema } from "./robustness.ts";
import { runComparisonSchema } from "./run-comparison.ts";
import { runDetailSchema, runEquitySchema, runTradeSchema } from "./run-detail.ts";
import { datasetRowSchema, runOptionsSchema } from "./run-options.ts";
import { runCompareQuerySchema, runEquityQuerySchema, runQuerySchema } from "./run-query.ts";
import { runReceiptSchema, runRequestSchema } from "./run-request.ts";
import { runRowSchema } from "./run-row.ts";
import { signalReceiptSchema } from "./signal.ts";
import { signalDetailSchema, signalRowSchema } from "./signal-row.ts";
import { strategyRowSchema } from "./strategy-row.ts";
import { tradeRowSchema } from "./trade-row.ts";
import { walkForwardSchema } from "./walk-forward.ts";

/** Who may call: anyone; a session; a session or a key with the scope; `stop`: a session or the local token. */
export type RouteAccess = "public" | "session" | "read" | "research" | "signal:write" | "stop";

/** One line of the API. */
export interface RouteContract {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With the prefix `/v1`; `/api/v1` answers alike. */
  readonly path: string;
  readonly access: RouteAccess;
  readonly summary: string;
  /** Status of the plain answer. */
  readonly status: 200 | 201 | 202 | 204;
  readonly query: z.ZodType | null;
  readonly body: z.ZodType | null;
  /** Null: no body, or not JSON (stream). */
  readonly answer: z.ZodType | null;
}

const defaults = { method: "GET", access: "read", status: 200, query: null, body: null, answer: null } as const;
type Line = Pick<RouteContract, "path" | "summary"> & { readonly [K in keyof RouteContract]?: RouteContract[K] };
const route = (line: Line): RouteContract => ({ ...defaults, ...line });
const list = (path: string, summary: string, row: z.ZodType): RouteContract =>
  route({ path, summary, query: listQuerySchema, answer: envelopeOf(row.array()) });
const one = (path: string, summary: string, data: z.ZodType, query: z.ZodType | null = null): RouteContract =>
  route({ path, summary, query, answer: envelopeOf(data) });

/** An operator's command: 202 with its place in the journal, or COMMAND_REFUSED with the core's code. */
const command = (line: Line): RouteContract =>
  route({ method: "POST", access: "session", status: 202, answer: commandReceiptSchema, ...line });

/** Every route of the API by id; a route outside this table fails a test. */
export const ROUTES: Readonly<Record<RouteId, RouteContract>> = {
  health: route({ path: "/v1/health", access: "public", summary: "Is it up", answer: healthSchema }),
  healthDetail: one("/v1/health/detail", "Every component", healthDetailSchema),
  authSignup: route({
    method: "POST",
    path: "/v1/auth/signup",
    access: "public",
    summary: "Make the first operator with the one-time link",
    status: 201,
    body: signupBodySchema,
    answer: sessionSchema,
  }),
  authLogin: route({
    method: "POST",
    path: "/v1/auth/login",
    access: "public",
    summary: "Sign in",
    body: loginBodySchema,
    answer: sessionSchema,
  }),
  authLogout: route({
    method: "POST",
    path: "/v1/auth/logout",
    access: "session",
    summary: "Sign out",
    status: 204,
  }),
  authSession: route({
    path: "/v1/auth/session",
    access: "public",
    summary: "Who is signed in",
    answer: sessionStateSchema,
  }),
  marketStatus: one("/v1/market/status", "Source, speed and session of the market", marketStatusSchema),
  portfolioSummary: one("/v1/portfolio/summary", "The fund on one line", portfolioSummarySchema),
  portfolioEquity: one("/v1/portfolio/equity", "Equity over time", equitySeriesSchema, equityQuerySchema),
  metricsSummary: one("/v1/metrics/summary", "Performance figures", metricsSummarySchema, metricsQuerySchema),
  activity: list("/v1/activity", "What just happened", activityItemSchema),
  strategies: one("/v1/strategies", "Strategies with their figures", strategyRowSchema.array()),
  orders: list("/v1/orders", "Orders; status=working: not terminal", orderRowSchema),
  order: one("/v1/orders/:id", "One order with events and fills", orderDetailSchema),
  cancelAll: command({
    path: "/v1/orders/cancel-all",
    summary: "Cancel every order but the protective ones; of one account or all",
    body: cancelAllBodySchema,
  }),
  cancelOrder: command({ method: "DELETE", path: "/v1/orders/:id", summary: "Cancel an order" }),
  replaceOrder: command({
    method: "PATCH",
    path: "/v1/orders/:id",
    summary: "Replace an order's quantity or prices",
    body: replaceBodySchema,
  }),
  fills: list("/v1/fills", "Executions", fillRowSchema),
  positions: list("/v1/positions", "Open positions", positionRowSchema),
  trades: list("/v1/trades", "Round trips", tradeRowSchema),
  signals: list("/v1/signals", "Signals and their outcome", signalRowSchema),
  signal: one("/v1/signals/:id", "One signal, by id or receipt", signalDetailSchema),
  signalTrace: one("/v1/signals/:id/trace", "Why a signal became what it became", decisionTraceSchema),
  trace: one("/v1/trace/:correlationId", "Why, by signal, receipt or order", decisionTraceSchema),
  decisions: list("/v1/decisions", "Decisions", decisionRowSchema),
  postSignal: route({
    method: "POST",
    path: "/v1/signals",
    access: "signal:write",
    summary: "Hand in a signal; 202 accepted, 200 duplicate",
    status: 202,
    answer: signalReceiptSchema,
  }),
  apiKeys: route({
    path: "/v1/api-keys",
    access: "session",
    summary: "API keys",
    answer: envelopeOf(apiKeyRowSchema.array()),
  }),
  createApiKey: route({
    method: "POST",
    path: "/v1/api-keys",
    access: "session",
    summary: "Make an API key; shown once",
    status: 201,
    body: apiKeyBodySchema,
    answer: apiKeyCreatedSchema,
  }),
  deleteApiKey: route({
    method: "DELETE",
    path: "/v1/api-keys/:id",
    access: "session",
    summary: "Revoke an API key",
    status: 204,
  }),
  accounts: one("/v1/accounts", "Accounts, and whether their state is known", accountRowSchema.array()),
  reconciliations: list(
    "/v1/accounts/:id/reconciliations",
    "Comparisons with the venue; status: a verdict",
    reconciliationRowSchema,
  ),
  reconcile: command({
    path: "/v1/accounts/:id/reconcile",
    summary: "Compare an account with its venue now",
    body: reasonBodySchema,
  }),
  acceptVenue: command({
    path: "/v1/accounts/:id/accept-venue",
    summary: "Admin: the venue's word becomes ours where fills cannot explain a difference",
    body: acceptVenueBodySchema,
  }),
  limits: one("/v1/risk/limits", "The limits in force, of every scope", limitsRowSchema.array()),
  changeLimits: command({
    method: "PUT",
    path: "/v1/risk/limits",
    summary: "Change limits; loosening needs an admin's currentPassword",
    body: limitsBodySchema,
  }),
  killSwitch: one("/v1/controls/kill-switch", "State of the kill switch", killStateSchema),
  commandKillSwitch: route({
    method: "POST",
    path: "/v1/controls/kill-switch",
    access: "stop",
    summary: "Engage or release the kill switch; only a person releases",
    body: killCommandSchema,
    answer: envelopeOf(killStateSchema),
  }),
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
  stream: route({
    path: "/v1/stream",
    summary: "Server-sent events: ?topics=orders,fills; resumes after Last-Event-ID",
  }),
};
export type RouteId =
  | "health"
  | "healthDetail"
  | "authSignup"
  | "authLogin"
  | "authLogout"
  | "authSession"
  | "marketStatus"
  | "portfolioSummary"
  | "portfolioEquity"
  | "metricsSummary"
  | "activity"
  | "strategies"
  | "orders"
  | "order"
  | "cancelAll"
  | "cancelOrder"
  | "replaceOrder"
  | "fills"
  | "positions"
  | "trades"
  | "signals"
  | "signal"
  | "signalTrace"
  | "trace"
  | "decisions"
  | "postSignal"
  | "apiKeys"
  | "createApiKey"
  | "deleteApiKey"
  | "accounts"
  | "reconciliations"
  | "reconcile"
  | "acceptVenue"
  | "limits"
  | "changeLimits"
  | "killSwitch"
  | "commandKillSwitch"
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
  | "data"
  | "stream";
