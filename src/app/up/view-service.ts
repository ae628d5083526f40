import { join } from "node:path";
import { sql } from "kysely";
import type { ViewQueries } from "../../contract/query-port.ts";
import { ViewsUnavailable } from "../../contract/query-port.ts";
import type { Database } from "../../database/open-database.ts";
import { openDatabase } from "../../database/open-database.ts";
import { migrate } from "../../database/migrate.ts";
import { clearViews } from "../../views/store/clear-views.ts";
import { loadViewState } from "../../views/store/load-view-state.ts";
import { viewMigrations } from "../../views/store/migrations.ts";
import { createViewQueries } from "../../views/store/view-queries.ts";
import type { ViewCommit } from "../../views/store/view-writer.ts";
import { ViewWriter } from "../../views/store/view-writer.ts";
import type { Applied } from "../run/apply-input.ts";

export interface ViewServiceOptions {
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
  readonly templateFile: string | null;
  readonly currency: string;
  /** Names the journal these views fold; views of another one are thrown away. */
  readonly runId: string;
  /** Last input of the journal when the process had resumed; later ones arrive by {@link ViewService.push}. */
  readonly resumedSeq: number;
  /** Repeats the inputs after `seq` up to `resumedSeq` from the journal. */
  readonly replayAfter: (seq: number, push: (applied: Applied) => void) => Promise<void>;
  readonly onCommitted: (commit: ViewCommit) => void;
  readonly onFailed: (error: unknown) => void;
}

const QUERY_NAMES: readonly (keyof ViewQueries)[] = [
  "portfolioSummary",
  "equitySeries",
  "metricsSummary",
  "activity",
  "strategies",
  "orders",
  "order",
  "fills",
  "positions",
  "trades",
  "signals",
  "signal",
  "decisions",
  "trace",
  "accounts",
  "reconciliations",
];

/** Entries that may wait for the views before the market waits for them. */
const CONGESTED = 20_000;

/**
 * The read models beside the core: opened in the background, caught up from the journal, then fed
 * live. Trading never waits for them, except that a market at full speed keeps within a bound.
 */
export class ViewService {
  readonly #options: ViewServiceOptions;
  #waiting: Applied[] = [];
  #database: Database | null = null;
  #writer: ViewWriter | null = null;
  #queries: ViewQueries | null = null;
  #isReady = false;
  #failure: string | null = null;

  constructor(options: ViewServiceOptions) {
    this.#options = options;
  }

  /** Why nothing can be read, or null once the views answer. */
  get trouble(): string | null {
    return this.#isReady ? this.#failure : (this.#failure ?? "The read models are being prepared.");
  }

  get hasFailed(): boolean {
    return this.#failure !== null;
  }

  /** Journal position that readers see. */
  get committedSeq(): number {
    return this.#writer?.committedSeq ?? 0;
  }

  get isCongested(): boolean {
    if (this.#failure !== null) return false;
    return this.#waiting.length + (this.#writer?.waitingEntries ?? 0) > CONGESTED;
  }

  /** Takes what the core just did; order is the journal's. */
  push(applied: Applied): void {
    if (this.#failure !== null) return;
    if (this.#isReady) this.#writer?.push(applied.input, applied.records);
    else this.#waiting.push(applied);
  }

  /** Opens, migrates, catches up, goes live; a failure is kept and told, never thrown. */
  async start(): Promise<void> {
    try {
      await this.#open();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Every query, answered by {@link ViewsUnavailable} until the views are ready. */
  queries(): ViewQueries {
    const ask =
      (name: keyof ViewQueries) =>
      (...values: never[]) => {
        const queries = this.#queries;
        if (queries === null || this.#failure !== null) {
          return Promise.reject(new ViewsUnavailable(this.trouble ?? "The read models are not there."));
        }
        return (queries[name] as (...values: never[]) => unknown)(...values);
      };
    return Object.fromEntries(QUERY_NAMES.map((name) => [name, ask(name)])) as unknown as ViewQueries;
  }

  /** Writes what waits and closes the database. */
  async close(): Promise<void> {
    try {
      if (this.#failure === null) await this.#writer?.flush();
    } finally {
      await this.#database?.close();
    }
  }

  async #open(): Promise<void> {
    const { databaseUrl, dataFolder, templateFile, currency, resumedSeq } = this.#options;
    const directory = join(dataFolder, "views");
    const database = await openDatabase({ url: databaseUrl, directory, templateFile });
    this.#database = database;
    await migrate(database.sql, "views", viewMigrations);
    await this.#claim(database);
    let state = await loadViewState(database.sql);
    if (state.seq > resumedSeq) {
      await clearViews(database.sql);
      await this.#claim(database);
      state = await loadViewState(database.sql);
    }
    const writer = new ViewWriter({
      sql: database.sql,
      state,
      onCommitted: this.#options.onCommitted,
      onFailed: (error) => this.#fail(error),
    });
    this.#writer = writer;
    this.#queries = createViewQueries(database.sql, currency);
    if (state.seq < resumedSeq) {
      await this.#options.replayAfter(state.seq, (applied) => writer.push(applied.input, applied.records));
    }
    for (const applied of this.#waiting) writer.push(applied.input, applied.records);
    this.#waiting = [];
    this.#isReady = true;
  }

  /** Marks the views as those of this run, emptying them when they were another's. */
  async #claim(database: Database): Promise<void> {
    const mark = `run ${this.#options.runId}`;
    const { rows } = await sql<{ view: string }>`select view from view_offsets where view like 'run %'`.execute(
      database.sql,
    );
    if (rows.some((row) => row.view === mark)) return;
    await clearViews(database.sql);
    await sql`insert into view_offsets (view, seq, event_at) values (${mark}, 0, 0)`.execute(database.sql);
  }

  #fail(error: unknown): void {
    this.#failure = error instanceof Error ? error.message : String(error);
    this.#waiting = [];
    this.#options.onFailed(error);
  }
}
