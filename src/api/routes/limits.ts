import type { FastifyInstance, FastifyRequest } from "fastify";
import type { LimitsBody } from "../../contract/risk-limits.ts";
import { closeSession } from "../../platform/auth/sessions.ts";
import { demandRole } from "../authenticate.ts";
import { envelopeOfCore } from "../envelope-of-result.ts";
import type { Idempotency } from "../idempotency.ts";
import { ProblemError } from "../problem-error.ts";
import { registerRoute } from "../register-route.ts";
import type { ServerOptions } from "../server-options.ts";
import { orderedBy } from "./order-commands.ts";

/** The limits in force, and new ones; whether they loosen is the core's to say. */
export function registerLimits(app: FastifyInstance, options: ServerOptions, idempotency: Idempotency): void {
  const { queries, commands } = options;
  registerRoute(app, "limits", () => envelopeOfCore(options, queries.limits()));
  registerRoute(app, "changeLimits", (request, reply) => {
    demandRole(request, options, "admin");
    // The password goes no further than this: neither the core nor the journal sees it.
    const { currentPassword, ...change } = request.body as LimitsBody;
    return idempotency.run(request, reply, 202, async () => {
      const approvedBy = currentPassword === undefined ? null : await approverOf(request, options, currentPassword);
      return commands.changeLimits(change, approvedBy, orderedBy(request));
    });
  });
}

/**
 * The admin who typed the password anew. It stands in for the second factor until there is one;
 * wrong ones count like wrong sign-ins.
 */
async function approverOf(request: FastifyRequest, options: ServerOptions, password: string): Promise<string> {
  const { auth, now } = options;
  const username = demandRole(request, options, "admin");
  const signedIn = await auth.signIn({ login: username, password }, request.ip, now());
  if (!signedIn.ok) {
    if (signedIn.reason !== "TRY_LATER") throw new ProblemError("BAD_CREDENTIALS", "currentPassword is another.");
    const retryAfterSeconds = Math.ceil(signedIn.waitMs / 1_000);
    throw new ProblemError("TRY_LATER", `Wait ${retryAfterSeconds} s.`, { retryAfterSeconds });
  }
  await closeSession(auth.store, signedIn.token);
  return username;
}
