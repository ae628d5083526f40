import type { FastifyInstance } from "fastify";
import type { ListQuery } from "../../contract/list-query.ts";
import { envelopeOfResult, foundOrProblem, STALE } from "../envelope-of-result.ts";
import { registerRoute } from "../register-route.ts";
import type { ServerOptions } from "../server-options.ts";

/** Orders, fills, round trips. */
export function registerGetOrders(app: FastifyInstance, options: ServerOptions): void {
  const { queries } = options;
  registerRoute(app, "orders", async (request) =>
    envelopeOfResult(options, await queries.orders(request.query as ListQuery), STALE.never),
  );
  registerRoute(app, "order", async (request) => {
    const { id } = request.params as { id: string };
    return envelopeOfResult(options, foundOrProblem(await queries.order(id)), STALE.never);
  });
  registerRoute(app, "fills", async (request) =>
    envelopeOfResult(options, await queries.fills(request.query as ListQuery), STALE.never),
  );
  registerRoute(app, "trades", async (request) =>
    envelopeOfResult(options, await queries.trades(request.query as ListQuery), STALE.never),
  );
}
