import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { problemSchema } from "../contract/problem.ts";
import { type RouteId, ROUTES } from "../contract/routes.ts";

/** Handler of a route of the contract; what it returns is checked against the contract's answer. */
export type RouteHandler = (request: FastifyRequest, reply: FastifyReply) => unknown;
export interface RouteExtras {
  readonly rateLimit?: false | { readonly max: number; readonly timeWindow: number };
  /** Statuses that carry the same answer besides the contract's. */
  readonly alsoStatus?: readonly number[];
}

/** Registers one line of the contract. */
export function registerRoute(
  app: FastifyInstance,
  id: RouteId,
  handler: RouteHandler,
  extras: RouteExtras = {},
): void {
  const { method, path, access, summary, status, query, body, answer } = ROUTES[id];
  const response: Record<string, unknown> = { "4xx": problemSchema, "5xx": problemSchema };
  if (answer !== null) for (const code of [status, ...(extras.alsoStatus ?? [])]) response[code] = answer;
  const security = access === "public" ? [] : [{ session: [] }, { apiKey: [] }];
  const schema: Record<string, unknown> = { operationId: id, summary, response, security };
  if (query !== null) schema["querystring"] = query;
  if (body !== null) schema["body"] = body;
  const config: Record<string, unknown> = { access };
  if (extras.rateLimit !== undefined) config["rateLimit"] = extras.rateLimit;
  app.route({
    method,
    url: path,
    schema,
    config,
    handler: async (request, reply) => {
      const result = await handler(request, reply);
      if (reply.sent) return reply;
      if (reply.statusCode === 200) reply.code(status);
      return reply.send(result);
    },
  });
}
