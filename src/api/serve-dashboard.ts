import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { send } from "./answer-errors.ts";

const NOT_PAGES = /^\/(v1|api|docs|hooks)(\/|$)|^\/openapi\.json$/;

/** Static files of the page; every address of it that is no file is the page itself. */
export async function serveDashboard(app: FastifyInstance, directory: string | null): Promise<void> {
  const isBuilt = directory !== null && existsSync(join(directory, "index.html"));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: directory,
      index: "index.html",
      wildcard: true,
      setHeaders: (reply, path) => {
        // Names of built files carry their hash; the page itself must always be the newest.
        const isHashed = /[\\/]assets[\\/]/.test(path);
        reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (isPage(request)) {
      if (isBuilt) return reply.header("cache-control", "no-cache").sendFile("index.html");
      return send(request, reply, "NOT_FOUND", "The dashboard is not built; the API is described at /docs.");
    }
    return send(request, reply, "NOT_FOUND", `There is no ${request.method} ${pathOf(request)}.`);
  });
}

function isPage(request: FastifyRequest): boolean {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  const path = pathOf(request);
  const looksLikeFile = /\.[a-z0-9]{1,8}$/i.test(path);
  return !NOT_PAGES.test(path) && !looksLikeFile && (request.headers.accept ?? "").includes("text/html");
}

function pathOf(request: FastifyRequest): string {
  return request.url.split("?", 1)[0] as string;
}
