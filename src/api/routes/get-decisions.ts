import type { FastifyInstance } from "fastify";
import type { ListQuery } from "../../contract/list-query.ts";
import { envelopeOfResult, foundOrProblem, STALE } from "../envelope-of-result.ts";
import { registerRoute } from "../register-route.ts";
import type { ServerOptions } from "../server-options.ts";

/** Decisions, and why. */
export function registerGetDecisions(app: FastifyInstance, options: ServerOptions): void {
  registerRoute(app, "decisions", async (request) =>
    envelopeOfResult(options, await options.queries.decisions(request.query as ListQuery), STALE.never),
  );
  registerRoute(app, "trace", async (request) => {
    const { correlationId } = request.params as { correlationId: string };
    return envelopeOfResult(options, foundOrProblem(await options.queries.trace(correlationId)), STALE.never);
  });
}
