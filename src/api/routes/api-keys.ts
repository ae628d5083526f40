import type { FastifyInstance } from "fastify";
import type { ApiKeyBody, ApiKeyRow, KeyScope } from "../../contract/auth.ts";
import { type ApiKey, createApiKey, listApiKeys, revokeApiKey } from "../../platform/auth/api-keys.ts";
import { principalOf } from "../authenticate.ts";
import { envelopeOfCore } from "../envelope-of-result.ts";
import type { Idempotency } from "../idempotency.ts";
import { ProblemError } from "../problem-error.ts";
import { registerRoute } from "../register-route.ts";
import type { ServerOptions } from "../server-options.ts";

/** List, make and revoke API keys. */
export function registerApiKeys(app: FastifyInstance, options: ServerOptions, idempotency: Idempotency): void {
  const { store } = options.auth;
  registerRoute(app, "apiKeys", () => {
    return envelopeOfCore(options, listApiKeys(store).map(rowOf));
  });
  registerRoute(app, "createApiKey", (request, reply) =>
    idempotency.run(request, reply, 201, async () => {
      const { name, scopes, expiresInDays } = request.body as ApiKeyBody;
      const owner = principalOf(request).id;
      const { text, key } = await createApiKey(
        store,
        { name, scopes, owner, days: expiresInDays ?? 365 },
        options.now(),
      );
      return { key: text, row: rowOf(key) };
    }),
  );
  registerRoute(app, "deleteApiKey", async (request) => {
    const { id } = request.params as { id: string };
    if (!(await revokeApiKey(store, id))) throw new ProblemError("NOT_FOUND", "There is no key with this id.");
    return null;
  });
}

function rowOf(key: ApiKey): ApiKeyRow {
  return {
    id: key.id,
    name: key.name,
    prefix: `atk_${key.id}`,
    scopes: [...key.scopes] as KeyScope[],
    createdAt: new Date(key.createdAt).toISOString(),
    expiresAt: new Date(key.expiresAt).toISOString(),
  };
}
