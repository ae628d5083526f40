import type { FastifyInstance, FastifyRequest } from "fastify";
import type { OrderedBy } from "../../contract/command-port.ts";
import type { CancelAllBody, ReasonBody, ReplaceBody } from "../../contract/operator-command.ts";
import { principalOf } from "../authenticate.ts";
import type { Idempotency } from "../idempotency.ts";
import { registerRoute } from "../register-route.ts";
import type { ServerOptions } from "../server-options.ts";

/** Cancel and replace orders: the core decides, the answer names the place in the journal. */
export function registerOrderCommands(app: FastifyInstance, options: ServerOptions, idempotency: Idempotency): void {
  const { commands } = options;
  registerRoute(app, "cancelAll", (request, reply) => {
    const { account } = (request.body ?? {}) as CancelAllBody;
    return idempotency.run(request, reply, 202, () => commands.cancelAll(account ?? null, orderedBy(request)));
  });
  registerRoute(app, "cancelOrder", (request, reply) =>
    idempotency.run(request, reply, 202, () => commands.cancelOrder(idOf(request), orderedBy(request))),
  );
  registerRoute(app, "replaceOrder", (request, reply) => {
    const change = request.body as ReplaceBody;
    return idempotency.run(request, reply, 202, () => commands.replaceOrder(idOf(request), change, orderedBy(request)));
  });
}

/** Who gives the command of a request, and the reason in its body. */
export function orderedBy(request: FastifyRequest): OrderedBy {
  const { reason } = (request.body ?? {}) as ReasonBody;
  return { by: principalOf(request).name, reason: reason ?? "" };
}

/** The `:id` of a request. */
export function idOf(request: FastifyRequest): string {
  return (request.params as { id: string }).id;
}
