import type { FastifyInstance } from "fastify";
import type { ListQuery } from "../../contract/list-query.ts";
import type { AcceptVenueBody } from "../../contract/operator-command.ts";
import { demandRole } from "../authenticate.ts";
import { envelopeOfResult, STALE } from "../envelope-of-result.ts";
import type { Idempotency } from "../idempotency.ts";
import { ProblemError } from "../problem-error.ts";
import { registerRoute } from "../register-route.ts";
import type { ServerOptions } from "../server-options.ts";
import { idOf, orderedBy } from "./order-commands.ts";

/** Accounts, how they compared with their venue, and what a person does about it. */
export function registerAccounts(app: FastifyInstance, options: ServerOptions, idempotency: Idempotency): void {
  const { queries, commands } = options;
  registerRoute(app, "accounts", async () => envelopeOfResult(options, await queries.accounts(), STALE.account));
  registerRoute(app, "reconciliations", async (request) => {
    const result = await queries.reconciliations(idOf(request), request.query as ListQuery);
    return envelopeOfResult(options, result, STALE.never);
  });
  registerRoute(app, "reconcile", (request, reply) =>
    idempotency.run(request, reply, 202, () => commands.reconcile(idOf(request), orderedBy(request))),
  );
  registerRoute(app, "acceptVenue", (request, reply) => {
    demandRole(request, options, "admin");
    const id = idOf(request);
    const { confirm } = request.body as AcceptVenueBody;
    if (confirm !== id) {
      throw new ProblemError("CONFLICT", `Confirm with "${id}".`, {
        fields: [{ pointer: "/body/confirm", message: `must be "${id}"`, code: null }],
      });
    }
    return idempotency.run(request, reply, 202, () => commands.acceptVenue(id, orderedBy(request)));
  });
}
