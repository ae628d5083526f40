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
import { killCommandSchema, killStateSchema } from "./kill-switch.ts";
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
import { list, one, route, type RouteContract, type RouteLine } from "./route-contract.ts";
import { RUN_ROUTES, type RunRouteId } from "./run-routes.ts";
import { signalReceiptSchema } from "./signal.ts";
import { signalDetailSchema, signalRowSchema } from "./signal-row.ts";
import { strategyRowSchema } from "./strategy-row.ts";
import { tradeRowSchema } from "./trade-row.ts";

/** An operator's command: 202 with its place in the journal, or COMMAND_REFUSED with the core's code. */
const command = (line: RouteLine): RouteContract =>
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
  ...RUN_ROUTES,
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
  | RunRouteId
  | "stream";
