import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { principalOf } from "./authenticate.ts";
import { ProblemError } from "./problem-error.ts";

const DAY_MS = 86_400_000;
const KEYS_MAX = 10_000;
const KEY_FORM = /^[\x21-\x7e]{1,200}$/;

interface Remembered {
  readonly bodyHash: string;
  readonly at: number;
  readonly result: Promise<{ status: number; payload: unknown }>;
}

/** Results of commands by principal, route and `Idempotency-Key`, for a day, in memory. */
export class Idempotency {
  readonly #results = new Map<string, Remembered>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Runs `command` once per key; the same key, path and body again waits for, and gets, the first result. */
  async run(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    command: () => Promise<unknown>,
  ): Promise<unknown> {
    const key = request.headers["idempotency-key"];
    if (key === undefined) {
      reply.code(status);
      return command();
    }
    if (typeof key !== "string" || !KEY_FORM.test(key)) {
      throw new ProblemError("VALIDATION", "Idempotency-Key is 1 to 200 visible characters.");
    }
    const { kind, id } = principalOf(request);
    const slot = `${kind} ${id} ${request.method} ${request.routeOptions.url ?? ""} ${key}`;
    const bodyHash = createHash("sha256")
      .update(JSON.stringify([request.params ?? null, request.body ?? null]))
      .digest("hex");
    this.#forgetOld();
    let remembered = this.#results.get(slot);
    if (remembered !== undefined && remembered.bodyHash !== bodyHash) {
      throw new ProblemError("IDEMPOTENCY_MISMATCH", "Use a new Idempotency-Key for another command.");
    }
    if (remembered === undefined) {
      const result = command().then((payload) => ({ status, payload }));
      remembered = { bodyHash, at: this.#now(), result };
      this.#results.set(slot, remembered);
      // What failed was not done: the same key may try again.
      result.catch(() => this.#results.delete(slot));
    }
    const done = await remembered.result;
    reply.code(done.status);
    return done.payload;
  }

  #forgetOld(): void {
    for (const [slot, { at }] of this.#results) {
      if (at > this.#now() - DAY_MS && this.#results.size <= KEYS_MAX) return;
      this.#results.delete(slot);
    }
  }
}
