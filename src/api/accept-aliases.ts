import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";
import { ROUTES } from "../contract/routes.ts";

/** First parts of our paths: `orders`, `portfolio` ... */
const OURS: ReadonlySet<string> = new Set(Object.values(ROUTES).map((route) => route.path.split("/")[2] ?? ""));
/** Names of older clients that are not the snake_case of ours. */
const OLDER: Readonly<Record<string, string>> = { per_page: "limit", from_date: "from", to_date: "to" };

/**
 * The canonical address behind `/api/v1/x`, `/api/x`, and bare `/x` for requests that do not ask
 * for a page; everything else stays as it is.
 */
export function canonicalUrl(raw: Pick<IncomingMessage, "url" | "headers">): string {
  const url = raw.url ?? "/";
  if (url.startsWith("/v1/")) return older(url);
  if (url.startsWith("/api/v1/")) return older(url.slice(4));
  if (url.startsWith("/api/")) return older(`/v1${url.slice(4)}`);
  const first = /^\/([a-z-]+)(?=[/?]|$)/.exec(url)?.[1];
  const wantsPage = (raw.headers.accept ?? "").includes("text/html");
  return first !== undefined && OURS.has(first) && !wantsPage ? older(`/v1${url}`) : url;
}

function older(url: string): string {
  return url.replace(/^\/v1\/risk\/kill-switch(?=\?|$)/, "/v1/controls/kill-switch");
}

/** Query names of older clients: snake_case, `per_page`, `from_date`, `to_date`. */
export function acceptOlderQueries(app: FastifyInstance): void {
  app.addHook("preValidation", async (request) => {
    const query = request.query as Record<string, unknown>;
    for (const [name, value] of Object.entries(query)) {
      if (!name.includes("_")) continue;
      delete query[name];
      query[OLDER[name] ?? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())] ??= value;
    }
  });
}
