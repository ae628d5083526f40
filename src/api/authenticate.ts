import type { FastifyInstance, FastifyRequest } from "fastify";
import { CSRF_HEADER, type Role, SESSION_COOKIE } from "../contract/auth.ts";
import type { RouteAccess } from "../contract/route-contract.ts";
import { findApiKey } from "../platform/auth/api-keys.ts";
import { isSameSecret } from "../platform/auth/secret-token.ts";
import { findSession } from "../platform/auth/sessions.ts";
import { ProblemError } from "./problem-error.ts";
import type { Caller, ServerOptions } from "./server-options.ts";

declare module "fastify" {
  interface FastifyRequest {
    caller: Caller;
  }
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
}

const ANONYMOUS: Caller = { kind: "anonymous" };
/** A program of the user that runs the platform: no key that somebody made has the right to stop. */
const LOCAL: Caller = {
  kind: "key",
  principal: { kind: "key", id: "local", name: "CLI (local token)" },
  scopes: ["read", "stop"],
};
const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

/** Finds out who calls, before anything else; whether they may is {@link demandAccess}. */
export function identifyCallers(app: FastifyInstance, options: ServerOptions): void {
  app.decorateRequest("caller", null as never);
  app.addHook("onRequest", async (request) => {
    request.caller = callerOf(request, options);
  });
}

/** Refuses whoever the route's access does not let in. */
export function demandAccess(app: FastifyInstance): void {
  app.addHook("onRequest", async (request) => {
    const access = request.routeOptions.config.access ?? "public";
    const { caller } = request;
    if (access === "public") return;
    if (caller.kind === "anonymous") throw new ProblemError("UNAUTHENTICATED", "Sign in, or send an API key.");
    if (caller.kind === "key") {
      if (access === "session" || !caller.scopes.includes(access)) {
        throw new ProblemError("FORBIDDEN", `The key lacks the right "${access}".`);
      }
      return;
    }
    if (SAFE_METHODS.includes(request.method)) return;
    if (request.headers[CSRF_HEADER] !== caller.csrfToken) {
      throw new ProblemError("CSRF", `Send the session's token in the header ${CSRF_HEADER}.`);
    }
  });
}

/** Refuses a caller who is no person with this role. */
export function demandRole(request: FastifyRequest, options: ServerOptions, role: Role): string {
  const { caller } = request;
  const user = caller.kind === "session" ? options.auth.findUser(caller.principal.name) : null;
  if (user === null || !user.roles.includes(role)) throw new ProblemError("FORBIDDEN", `This needs the role ${role}.`);
  return user.username;
}

/** The user or key behind a request that passed {@link demandAccess}. */
export function principalOf(request: FastifyRequest): Extract<Caller, { principal: unknown }>["principal"] {
  if (request.caller.kind === "anonymous") throw new ProblemError("UNAUTHENTICATED", "Sign in, or send an API key.");
  return request.caller.principal;
}

function callerOf(request: FastifyRequest, options: ServerOptions): Caller {
  const { store } = options.auth;
  const text = keyTextOf(request);
  if (text !== null) {
    if (options.localTokenHash !== null && isSameSecret(text, options.localTokenHash)) return LOCAL;
    const key = findApiKey(store, text, options.now());
    if (key === null) throw new ProblemError("BAD_TOKEN", "The API key is not known, expired or revoked.");
    return { kind: "key", principal: { kind: "key", id: key.id, name: key.name }, scopes: key.scopes };
  }
  const token = request.cookies[SESSION_COOKIE];
  const session = token === undefined ? null : findSession(store, token, options.now());
  const user = session === null ? null : options.auth.findUser(session.username);
  if (token === undefined || session === null || user === null) return ANONYMOUS;
  const principal = { kind: "user", id: user.username, name: user.username } as const;
  return { kind: "session", principal, token, csrfToken: session.csrfToken };
}

function keyTextOf(request: FastifyRequest): string | null {
  const header = request.headers["x-api-key"];
  if (typeof header === "string") return header;
  const match = /^Bearer (.+)$/.exec(request.headers.authorization ?? "");
  return match === null ? null : (match[1] as string);
}
