import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ListQuery } from "../../contract/list-query.ts";
import type { Envelope } from "../../contract/envelope.ts";
import type { HeatmapQuery } from "../../contract/heatmap.ts";
import type { RunPage } from "../../contract/run-port.ts";
import type { RunCompareQuery, RunEquityQuery, RunQuery } from "../../contract/run-query.ts";
import type { RunReceipt, RunRequest } from "../../contract/run-request.ts";
import { principalOf } from "../authenticate.ts";
import { envelopeOfCore } from "../envelope-of-result.ts";
import type { Idempotency } from "../idempotency.ts";
import { ProblemError } from "../problem-error.ts";
import { registerRoute } from "../register-route.ts";
import type { ServerOptions } from "../server-options.ts";
import { idOf } from "./order-commands.ts";

/** A form asks for a dry run while somebody types; the queue has its own bound. */
const STARTS = { max: 240, timeWindow: 60_000 };
/** What a page of a run's folder may do: show itself. Its script has no origin, so no session either. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-scripts allow-downloads";
/** A folder's file by its plain name: no folder, no hidden file. */
const FILE_NAME = /^[A-Za-z0-9][\w.-]{0,99}$/;

/** Research runs: list, start, watch, cancel, remove, and what they left. */
export function registerRuns(app: FastifyInstance, options: ServerOptions, idempotency: Idempotency): void {
  const { runs } = options;
  registerRoute(app, "runs", async (request) => pageOf(options, await runs.list(request.query as RunQuery)));
  registerRoute(app, "startRun", (request, reply) => start(request, reply, options, idempotency), {
    alsoStatus: [200],
    rateLimit: STARTS,
  });
  registerRoute(app, "runOptions", async () => envelopeOfCore(options, await runs.options()));
  registerRoute(app, "data", async () => envelopeOfCore(options, await runs.datasets()));
  registerRoute(app, "compareRuns", async (request) => {
    const ids = (request.query as RunCompareQuery).ids.split(",");
    return envelopeOfCore(options, await runs.compare(ids));
  });
  registerRoute(app, "run", async (request) => envelopeOfCore(options, found(await runs.detail(idOf(request)))));
  registerRoute(app, "cancelRun", (request, reply) =>
    idempotency.run(request, reply, 202, async () =>
      envelopeOfCore(options, found(await runs.cancel(idOf(request), principalOf(request)))),
    ),
  );
  registerRoute(app, "deleteRun", async (request) => {
    if (!(await runs.remove(idOf(request), principalOf(request)))) throw nothing();
    return null;
  });
  registerRoute(app, "runTrades", async (request) =>
    pageOf(options, found(await runs.trades(idOf(request), request.query as ListQuery))),
  );
  registerRoute(app, "runEquity", async (request) => {
    const { points } = request.query as RunEquityQuery;
    return envelopeOfCore(options, found(await runs.equity(idOf(request), points)));
  });
  registerRoute(app, "runWalkForward", async (request) =>
    envelopeOfCore(options, found(await runs.walkForward(idOf(request)))),
  );
  registerRoute(app, "runHeatmap", async (request) =>
    envelopeOfCore(options, found(await runs.heatmap(idOf(request), request.query as HeatmapQuery))),
  );
  registerRoute(app, "runRobustness", async (request) =>
    envelopeOfCore(options, found(await runs.robustness(idOf(request)))),
  );
  registerRoute(app, "startRobustness", (request, reply) =>
    idempotency.run(request, reply, 202, async () =>
      envelopeOfCore(options, found(await runs.startRobustness(idOf(request)))),
    ),
  );
  registerRoute(app, "dropRobustness", async (request) => {
    if (!(await runs.dropRobustness(idOf(request)))) throw nothing();
    return null;
  });
  registerRoute(app, "runReport", (request, reply) => sendFile(request, reply, options, "report.html"));
  registerRoute(app, "runFile", (request, reply) =>
    sendFile(request, reply, options, (request.params as { name: string }).name),
  );
}

async function start(
  request: FastifyRequest,
  reply: FastifyReply,
  { runs }: ServerOptions,
  idempotency: Idempotency,
): Promise<unknown> {
  const wish = request.body as RunRequest;
  const by = principalOf(request);
  // Nothing is done by a dry run, so there is nothing to do only once.
  if (wish.isDryRun === true) return reply.code(200).send(await runs.start(wish, by));
  const receipt = (await idempotency.run(request, reply, 202, () => runs.start(wish, by))) as RunReceipt;
  return receipt.isExisting ? reply.code(200).send(receipt) : receipt;
}

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { runs }: ServerOptions,
  name: string,
): Promise<FastifyReply> {
  const file = FILE_NAME.test(name) ? await runs.file(idOf(request), name) : null;
  if (file === null) throw new ProblemError("NOT_FOUND", "There is no such file of a run.");
  const isPage = file.type.startsWith("text/html");
  return (
    reply
      .header("content-security-policy", isPage ? PAGE_POLICY : "default-src 'none'; sandbox")
      .header("content-disposition", isPage ? "inline" : `attachment; filename="${name}"`)
      .header("x-frame-options", "SAMEORIGIN")
      .type(file.type)
      // A view of the bytes: a copy would double what a large result takes.
      .send(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength))
  );
}

function pageOf<T>(options: ServerOptions, { rows, next, total }: RunPage<T>): Envelope<T[]> {
  const { data, meta } = envelopeOfCore(options, rows);
  return { data, meta: { ...meta, page: { next, total } } };
}

function found<T>(value: T | null): T {
  if (value === null) throw nothing();
  return value;
}

function nothing(): ProblemError {
  return new ProblemError("NOT_FOUND", "There is no such run, or it has no such part.");
}
