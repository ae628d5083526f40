import type { FastifyInstance } from "fastify";
import { ProblemError } from "./problem-error.ts";

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/**
 * A page of another origin must not reach us through the reader's browser: the Host must be one
 * of ours (else a name of theirs that points here would do), and so must an Origin.
 */
export function guardOrigin(app: FastifyInstance, hostNames: readonly string[]): void {
  const served = new Set([...LOOPBACK, ...hostNames]);
  app.addHook("onRequest", async (request) => {
    const host = request.headers.host ?? "";
    if (!served.has(nameOf(host))) {
      throw new ProblemError("HOST_NOT_ALLOWED", "Use the address that the start printed, or configure this name.");
    }
    const { origin } = request.headers;
    if (origin === undefined) return;
    const isOurs = URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
    if (!isOurs) throw new ProblemError("ORIGIN_NOT_ALLOWED", "Only pages of this server may call it from a browser.");
  });
}

/** Host without its port, lower case; empty for what is no host. */
function nameOf(host: string): string {
  return /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/.exec(host.toLowerCase())?.[1] ?? "";
}
