import { Worker } from "node:worker_threads";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { ReadAnswer, ReadQuestion } from "./reading-worker.ts";
import type { RemoteReader, RunReader } from "./run-reader.ts";

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** The reader in a thread that begins with the first question; one that broke begins anew with the next. */
export class ReadingThread {
  #worker: Worker | null = null;
  #nextAt = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** The reader's functions, answered from the thread. */
  readonly reader: RemoteReader = {
    rows: (...args) => this.#ask("rows", args),
    datasets: (...args) => this.#ask("datasets", args),
    detail: (...args) => this.#ask("detail", args),
    equity: (...args) => this.#ask("equity", args),
    trades: (...args) => this.#ask("trades", args),
    walkForward: (...args) => this.#ask("walkForward", args),
    heatmap: (...args) => this.#ask("heatmap", args),
    robustness: (...args) => this.#ask("robustness", args),
    compare: (...args) => this.#ask("compare", args),
  };

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask<K extends keyof RunReader>(call: K, args: Parameters<RunReader[K]>): Promise<ReturnType<RunReader[K]>> {
    const worker = (this.#worker ??= this.#start());
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const at = (this.#nextAt += 1);
    this.#waiting.set(at, { resolve, reject });
    worker.postMessage({ at, call, args } satisfies ReadQuestion);
    return promise as Promise<ReturnType<RunReader[K]>>;
  }

  #start(): Worker {
    const worker = new Worker(new URL("./reading-worker.ts", import.meta.url));
    worker.unref();
    worker.on("message", (answer: ReadAnswer) => {
      const waiting = this.#waiting.get(answer.at);
      this.#waiting.delete(answer.at);
      if (answer.ok) waiting?.resolve(answer.value);
      else waiting?.reject(failureOf(answer.code, answer.text));
    });
    const lost = (error: unknown): void => {
      if (this.#worker === worker) this.#worker = null;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    worker.on("error", lost);
    worker.on("exit", () => lost(failureOf("RUNS_UNAVAILABLE", "The thread that reads runs has ended.")));
    return worker;
  }
}

function failureOf(code: string, message: string): Error {
  return code === "" ? new Error(message) : new Failure({ code, exitCode: EXIT.badData, message });
}
