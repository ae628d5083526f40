import { Kysely, PGliteDialect, PostgresDialect } from "kysely";
import pg from "pg";
import { DatabaseUnavailable, explainConnectFailure } from "./database-unavailable.ts";
import { EmbeddedPostgres } from "./embedded-postgres.ts";
import { parseInt8 } from "./int8.ts";

/** One SQL for two places: a PostgreSQL server, or the embedded one in a worker thread. */
export interface Database {
  readonly kind: "server" | "embedded";
  readonly sql: Kysely<unknown>;
  /** Ends every connection and the worker; without it the process never ends. */
  readonly close: () => Promise<void>;
}
export interface OpenDatabase {
  /** `DATABASE_URL`; null: embedded. */
  readonly url: string | null;
  /** Directory of the embedded database, made when missing. */
  readonly directory: string;
  /** Initialised dump made by `prepare-template.ts`; null: none. */
  readonly templateFile: string | null;
}

/** Opens and tries the database; rejects with {@link DatabaseUnavailable}. */
export function openDatabase(options: OpenDatabase): Promise<Database> {
  return options.url === null ? openEmbedded(options) : openServer(options.url);
}

async function openEmbedded(options: OpenDatabase): Promise<Database> {
  const embedded = new EmbeddedPostgres(options);
  try {
    await embedded.waitReady;
  } catch (error) {
    await embedded.close();
    throw error;
  }
  const sql = new Kysely<unknown>({ dialect: new PGliteDialect({ pglite: embedded }) });
  return { kind: "embedded", sql, close: () => embedded.close() };
}

async function openServer(url: string): Promise<Database> {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) throw explainConnectFailure(url, null);
  const types: pg.CustomTypesConfig = {
    getTypeParser: (id, format) => (id === pg.types.builtins.INT8 ? parseInt8 : pg.types.getTypeParser(id, format)),
  };
  const pool = new pg.Pool({ connectionString: url, max: 6, connectionTimeoutMillis: 10_000, types });
  // A connection that breaks, idle or in the middle of a transaction, must not end the process and
  // with it trading; the query under way or the next one reports it.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  try {
    const { rows } = await pool.query<{ server: string }>("select current_setting('server_version_num') as server");
    if (Number(rows[0]?.server) < 150_000) {
      throw new DatabaseUnavailable("DATABASE_URL points to a PostgreSQL older than 15: upgrade the server.");
    }
  } catch (error) {
    await pool.end();
    throw error instanceof DatabaseUnavailable ? error : explainConnectFailure(url, error);
  }
  const sql = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return { kind: "server", sql, close: () => sql.destroy() };
}
