import type { FastifyInstance } from "fastify";
import type { ListQuery } from "../../contract/list-query.ts";
import { envelopeOfResult, foundOrProblem, STALE } from "../envelope-of-result.ts";
import { registerRoute } from "../register-route.ts";
import type { ServerOptions } from "../server-options.ts";

/** Signals and what became of them. */
export function registerGetSignals(app: FastifyInstance, options: ServerOptions): void {
  const { queries } = options;
  registerRoute(app, "signals", async (request) =>
    envelopeOfResult(options, await queries.signals(request.query as ListQuery), STALE.never),
  );
  registerRoute(app, "signal", async (request) => {
    const { id } = request.params as { id: string };
    return envelopeOfResult(options, foundOrProblem(await queries.signal(id)), STALE.never);
  });
  registerRoute(app, "signalTrace", async (request) => {
    const { id } = request.params as { id: string };
    return envelopeOfResult(options, foundOrProblem(await queries.trace(id)), STALE.never);
  });
}
