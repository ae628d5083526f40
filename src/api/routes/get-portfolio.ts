import type { FastifyInstance } from "fastify";
import type { EquityQuery } from "../../contract/equity-series.ts";
import type { ListQuery } from "../../contract/list-query.ts";
import type { MetricsQuery } from "../../contract/metrics-summary.ts";
import { envelopeOfCore, envelopeOfResult, STALE } from "../envelope-of-result.ts";
import { registerRoute } from "../register-route.ts";
import type { ServerOptions } from "../server-options.ts";

/** Summary, equity, figures, activity, strategies, positions. */
export function registerGetPortfolio(app: FastifyInstance, options: ServerOptions): void {
  const { queries } = options;
  registerRoute(app, "marketStatus", () => {
    const status = queries.marketStatus();
    return envelopeOfCore(options, status, status.now);
  });
  registerRoute(app, "portfolioSummary", async () =>
    envelopeOfResult(options, await queries.portfolioSummary(), STALE.account),
  );
  registerRoute(app, "portfolioEquity", async (request) =>
    envelopeOfResult(options, await queries.equitySeries(request.query as EquityQuery), STALE.never),
  );
  registerRoute(app, "metricsSummary", async (request) =>
    envelopeOfResult(options, await queries.metricsSummary(request.query as MetricsQuery), STALE.never),
  );
  registerRoute(app, "activity", async (request) =>
    envelopeOfResult(options, await queries.activity(request.query as ListQuery), STALE.never),
  );
  registerRoute(app, "strategies", async () => envelopeOfResult(options, await queries.strategies(), STALE.account));
  registerRoute(app, "positions", async (request) =>
    envelopeOfResult(options, await queries.positions(request.query as ListQuery), STALE.price),
  );
}
