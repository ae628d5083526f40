import type { Kysely } from "kysely";
import { foldEntry } from "../fold/fold-entry.ts";
import { createRowChanges, REFS_MAX, type RowChanges } from "../fold/row-changes.ts";
import type { ViewState } from "../fold/view-state.ts";
import type { EntryInput, EntryOutputs } from "../fold/wire-types.ts";
import { encodeBatch, writeBatch } from "./write-batch.ts";

/** What became visible with one commit, for the stream. */
export interface ViewCommit {
  readonly seq: number;
  readonly topics: readonly string[];
  /** Null: too many to name. */
  readonly refs: readonly string[] | null;
}
export interface ViewWriterOptions {
  readonly sql: Kysely<unknown>;
  readonly state: ViewState;
  /** Called after the rows are readable. */
  readonly onCommitted: (commit: ViewCommit) => void;
  /** Called once when writing failed; the writer then takes no more. */
  readonly onFailed: (error: unknown) => void;
}

/**
 * Folds what the core did and writes it behind: while one batch is written the next one gathers,
 * so a slow database makes batches larger, never the core slower. Owns the fold's state.
 */
export class ViewWriter {
  readonly #options: ViewWriterOptions;
  #gathering: RowChanges = createRowChanges();
  #running: Promise<void> | null = null;
  #failed: unknown = null;
  #committedSeq: number;

  constructor(options: ViewWriterOptions) {
    this.#options = options;
    this.#committedSeq = options.state.seq;
  }

  /** Newest journal position whose rows are readable. */
  get committedSeq(): number {
    return this.#committedSeq;
  }

  /** Entries folded but not written; a replay waits while it is large. */
  get waitingEntries(): number {
    return this.#gathering.entries;
  }

  /** Takes one entry, never throws; entries up to the offset (a replayed tail) are passed over. */
  push(input: EntryInput, outputs: EntryOutputs): void {
    if (this.#failed !== null || input.seq <= this.#options.state.seq) return;
    try {
      foldEntry(this.#options.state, input, outputs, this.#gathering);
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#running ??= this.#run();
  }

  /** Resolves when everything taken so far is readable; rejects when writing failed. */
  async flush(): Promise<void> {
    while (this.#running !== null) await this.#running;
    if (this.#failed !== null) throw this.#failed;
  }

  async #run(): Promise<void> {
    try {
      // Entries of the same turn of the loop go into one batch.
      await Promise.resolve();
      while (this.#gathering.entries > 0) {
        const batch = this.#gathering;
        const encoded = encodeBatch(batch);
        this.#gathering = createRowChanges();
        await writeBatch(this.#options.sql, encoded);
        this.#committedSeq = encoded.seq;
        const refs = batch.refs.size > REFS_MAX ? null : [...batch.refs];
        this.#options.onCommitted({ seq: encoded.seq, topics: [...batch.topics], refs });
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#running = null;
    }
  }

  /** Trading goes on without its views; a rebuild brings them back. */
  #fail(error: unknown): void {
    if (this.#failed !== null) return;
    this.#failed = error;
    this.#options.onFailed(error);
  }
}
