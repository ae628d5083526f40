import { randomUUID } from "node:crypto";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { SESSION_COOKIE } from "../contract/auth.ts";
import { acceptOlderQueries, canonicalUrl } from "./accept-aliases.ts";
import { answerErrors } from "./answer-errors.ts";
import { demandAccess, identifyCallers } from "./authenticate.ts";
import { guardOrigin } from "./guard-origin.ts";
import { Idempotency } from "./idempotency.ts";
import { ProblemError } from "./problem-error.ts";
import { registerRoutes } from "./routes/register-routes.ts";
import { serveDashboard } from "./serve-dashboard.ts";
import type { ServerOptions } from "./server-options.ts";

const BODY_BYTES_MAX = 65_536;
const REQUEST_ID = /^[\w.-]{1,64}$/;

/** The HTTP server with every route, ready to `listen` or `inject`; `close` ends its streams too. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: 30_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 400 },
    genReqId: (raw) => {
      const given = raw.headers["x-request-id"];
      return typeof given === "string" && REQUEST_ID.test(given) ? given : randomUUID();
    },
    rewriteUrl: canonicalUrl,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerErrors(app, options);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    if (request.url.startsWith("/v1/")) reply.header("cache-control", "no-store");
  });
  guardOrigin(app, options.hostNames);
  await app.register(helmet, helmetOptions(options.isSecure));
  await app.register(cookie);
  identifyCallers(app, options);
  await app.register(rateLimit, rateLimitOptions());
  demandAccess(app);
  acceptOlderQueries(app);
  await app.register(swagger, {
    openapi: {
      info: { title: "AgentTrader", version: options.build, description: "Errors are RFC 9457 problem documents." },
      components: {
        securitySchemes: {
          session: { type: "apiKey", in: "cookie", name: SESSION_COOKIE },
          apiKey: { type: "http", scheme: "bearer" },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: "/docs", logLevel: "silent", staticCSP: true });
  registerRoutes(app, options, new Idempotency(options.now));
  app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
  await serveDashboard(app, options.dashboardDirectory);
  app.addHook("preClose", async () => options.hub.close());
  await app.ready();
  return app;
}

function helmetOptions(isSecure: boolean): Parameters<typeof helmet>[1] & object {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: "deny" },
    referrerPolicy: { policy: "no-referrer" },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000 } : false,
  };
}

/** 600 a minute per principal, 60 of them writes; routes may have their own. */
function rateLimitOptions(): object {
  return {
    global: true,
    timeWindow: 60_000,
    max: (request: FastifyRequest) => (request.method === "GET" ? 600 : 60),
    keyGenerator: (request: FastifyRequest) => {
      const { caller } = request;
      const who = caller.kind === "anonymous" ? request.ip : `${caller.principal.kind} ${caller.principal.id}`;
      return `${request.method === "GET" ? "read" : "write"} ${who}`;
    },
    errorResponseBuilder: (_request: FastifyRequest, context: { ttl: number }) => {
      const retryAfterSeconds = Math.max(1, Math.ceil(context.ttl / 1_000));
      return new ProblemError("RATE_LIMITED", `Try again in ${retryAfterSeconds} s.`, { retryAfterSeconds });
    },
  };
}
