import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  HEARTBEAT_SECONDS,
  STREAM_TOPICS,
  type StreamChange,
  type StreamHeartbeat,
  type StreamResync,
  type StreamTopic,
} from "../../contract/stream.ts";
import { findApiKey } from "../../platform/auth/api-keys.ts";
import { findSession } from "../../platform/auth/sessions.ts";
import { ProblemError } from "../problem-error.ts";
import { registerRoute } from "../register-route.ts";
import type { ServerOptions } from "../server-options.ts";

/** A client that reads slower than this much is cut off; it comes back and resyncs. */
const BUFFERED_BYTES_MAX = 1_048_576;

/** Server-sent events: what changed, from the `Last-Event-ID` on, and a heartbeat. */
export function registerGetStream(app: FastifyInstance, options: ServerOptions): void {
  registerRoute(app, "stream", (request, reply) => {
    const topics = topicsOf(request);
    const lastEventId = seqOf(request.headers["last-event-id"]);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    serveEvents(request, reply, options, { topics, lastEventId });
  });
}

interface Subscription {
  readonly topics: ReadonlySet<StreamTopic>;
  /** Null: a first connection, there is nothing to catch up with. */
  readonly lastEventId: number | null;
}

function serveEvents(request: FastifyRequest, reply: FastifyReply, options: ServerOptions, wish: Subscription): void {
  const { hub } = options;
  const { raw } = reply;
  const write = (event: string, id: number | null, data: StreamChange | StreamHeartbeat | StreamResync): void => {
    if (raw.writableLength > BUFFERED_BYTES_MAX) raw.destroy();
    else raw.write(`${id === null ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const tell = (change: StreamChange): void => {
    const topics = change.topics.filter((topic) => wish.topics.has(topic));
    if (topics.length > 0) write("change", change.seq, { ...change, topics });
  };
  const beat = (): void => {
    if (!mayStillRead(request, options)) raw.end();
    else
      write("heartbeat", null, {
        serverTime: new Date(options.now()).toISOString(),
        seq: hub.lastSeq,
        build: options.build,
      });
  };
  beat();
  if (wish.lastEventId !== null) {
    const missed = hub.eventsAfter(wish.lastEventId);
    if (missed === null) write("resync", hub.lastSeq, { seq: hub.lastSeq });
    else missed.forEach(tell);
  }
  const unsubscribe = hub.subscribe(tell);
  const timer = setInterval(beat, HEARTBEAT_SECONDS * 1_000);
  raw.on("close", () => {
    unsubscribe();
    clearInterval(timer);
  });
}

/** Signing out, or revoking the key, ends the stream with the next heartbeat. */
function mayStillRead(request: FastifyRequest, options: ServerOptions): boolean {
  const { caller } = request;
  const { store } = options.auth;
  if (caller.kind === "session") return findSession(store, caller.token, options.now()) !== null;
  const text = request.headers["x-api-key"] ?? request.headers.authorization?.replace(/^Bearer /, "");
  return typeof text === "string" && findApiKey(store, text, options.now()) !== null;
}

function topicsOf(request: FastifyRequest): ReadonlySet<StreamTopic> {
  const { topics } = request.query as { topics?: unknown };
  if (topics === undefined || topics === "") return new Set(STREAM_TOPICS);
  const wanted = (typeof topics === "string" ? topics : "twice").split(",");
  const unknown = wanted.find((topic) => !(STREAM_TOPICS as readonly string[]).includes(topic));
  if (unknown !== undefined) {
    throw new ProblemError("VALIDATION", `There is no topic "${unknown.slice(0, 40)}".`, {
      fields: [{ pointer: "/query/topics", message: `one or more of ${STREAM_TOPICS.join(", ")}`, code: null }],
    });
  }
  return new Set(wanted as StreamTopic[]);
}

function seqOf(header: unknown): number | null {
  if (typeof header !== "string" || header === "") return null;
  const seq = Number(header);
  return Number.isSafeInteger(seq) && seq >= 0 ? seq : -1;
}
