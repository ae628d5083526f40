import type { FastifyInstance } from "fastify";
import { registerRoute } from "../register-route.ts";
import type { ServerOptions } from "../server-options.ts";

/** Is it up; each component for those signed in. */
export function registerGetHealth(app: FastifyInstance, options: ServerOptions): void {
  registerRoute(app, "health", () => options.queries.health(), { rateLimit: false });
  registerRoute(app, "healthDetail", async () => {
    const data = await options.queries.healthDetail();
    const meta = {
      asOf: data.serverTime,
      seq: data.journalSeq,
      mode: options.mode,
      staleAfterMs: null,
      source: "core",
      partial: null,
      currency: "",
      page: null,
    };
    return { data, meta };
  });
}
