import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import { DatabaseUnavailable } from "./database-unavailable.ts";
import type { EmbeddedOptions, EmbeddedReply } from "./embedded-message.ts";

interface Rows<T> {
  rows: T[];
  affectedRows: number;
  fields: { name: string; dataTypeID: number }[];
}
interface Waiting {
  readonly resolve: (rows: Rows<unknown>) => void;
  readonly reject: (error: Error) => void;
}
interface Query {
  query<T>(sql: string, parameters?: unknown[]): Promise<Rows<T>>;
}

/** Error of a statement; `code` is the SQLSTATE. */
export class EmbeddedQueryError extends Error {
  override readonly name = "EmbeddedQueryError";
  readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The embedded PostgreSQL in its worker thread, in the shape Kysely's PGliteDialect expects.
 * Rejects with {@link DatabaseUnavailable} when neither the directory nor a new one opens.
 */
export class EmbeddedPostgres {
  closed = false;
  ready = false;
  readonly waitReady: Promise<void>;
  /** True when the directory was broken and made anew (the views must be rebuilt). */
  wasRecreated = false;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;

  constructor(options: EmbeddedOptions) {
    mkdirSync(dirname(options.directory), { recursive: true });
    this.#worker = new Worker(new URL("./embedded-postgres-worker.ts", import.meta.url), { workerData: options });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.waitReady = promise;
    promise.catch(() => {});
    this.#worker.on("message", (message: EmbeddedReply) => {
      switch (message.kind) {
        case "opened":
          this.ready = true;
          this.wasRecreated = message.wasRecreated;
          return resolve();
        case "failed-to-open":
          return reject(new DatabaseUnavailable(`The embedded database does not open: ${message.message}`));
        case "rows":
          return this.#take(message.id).resolve({ ...message, fields: [] });
        case "error":
          return this.#take(message.id).reject(new EmbeddedQueryError(message.message, message.code));
      }
    });
    this.#worker.on("error", (error) => this.#fail(error instanceof Error ? error : new Error(String(error)), reject));
    this.#worker.on("exit", () => this.#fail(new DatabaseUnavailable("The embedded database has stopped."), reject));
  }

  query<T>(sql: string, parameters: unknown[] = []): Promise<Rows<T>> {
    return this.#ask({ kind: "query", sql, parameters }) as Promise<Rows<T>>;
  }

  /** Kysely serialises transactions of this dialect, so plain statements suffice. */
  async transaction<T>(callback: (tx: Query & { rollback(): Promise<void> }) => Promise<T>): Promise<T> {
    await this.query("BEGIN");
    const rollback = async (): Promise<void> => void (await this.query("ROLLBACK"));
    try {
      const result = await callback({ query: (sql, parameters) => this.query(sql, parameters), rollback });
      await this.query("COMMIT");
      return result;
    } catch (error) {
      await rollback();
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.waitReady.catch(() => {});
    await this.#ask({ kind: "close" }).catch(() => {});
    await this.#worker.terminate();
  }

  #ask(
    request: { kind: "query"; sql: string; parameters: readonly unknown[] } | { kind: "close" },
  ): Promise<Rows<unknown>> {
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<Rows<unknown>>();
    this.#waiting.set(id, { resolve, reject });
    this.#worker.postMessage({ ...request, id });
    return promise;
  }

  #take(id: number): Waiting {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting ?? { resolve: () => {}, reject: () => {} };
  }

  #fail(error: Error, rejectOpening: (error: Error) => void): void {
    this.closed = true;
    rejectOpening(error);
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
