/**
 * The only file that knows DuckDB. The package is native and optional in practice: it is loaded when
 * the catalogue is used, and everything else starts and runs without it.
 */
import type { DuckDBConnection, DuckDBInstance, DuckDBType, DuckDBVector } from "@duckdb/node-api";

/** An in-memory database that reads and writes Parquet files; whoever opened it closes it. */
export interface ParquetEngine {
  /** Runs one statement; throws the engine's error, see {@link engineErrorText}. */
  readonly run: (sql: string) => Promise<void>;
  /** Rows of a small answer; integers beyond 2^53 come as text. */
  readonly rows: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  /** Columns of doubles, the answers of all statements in turn, exactly `count` rows; NULL becomes NaN. */
  readonly doubles: (
    statements: readonly string[],
    columnCount: number,
    count: number,
  ) => Promise<readonly Float64Array[]>;
  /** Creates a temporary table of doubles (NaN becomes NULL) and, when given, a first column of texts. */
  readonly load: (table: string, columns: TableColumns) => Promise<void>;
  readonly close: () => void;
}

/** Columns to load; all have one length. */
export interface TableColumns {
  readonly names: readonly string[];
  readonly doubles: readonly Float64Array[];
  readonly textName: string | null;
  readonly texts: readonly string[] | null;
}

export type EngineResult =
  | { readonly ok: true; readonly engine: ParquetEngine }
  | { readonly ok: false; readonly detail: string };

type DuckDb = typeof import("@duckdb/node-api");

const CHUNK_ROWS = 2048;
/** The catalogue needs nothing from the network; without this the engine would fetch extensions. */
const OPTIONS = { autoinstall_known_extensions: "false", autoload_known_extensions: "false" };

/** Opens an engine, or says that the native package is missing on this machine. */
export async function openParquetEngine(
  load: () => Promise<DuckDb> = () => import("@duckdb/node-api"),
): Promise<EngineResult> {
  let duckdb: DuckDb;
  try {
    duckdb = await load();
  } catch (error) {
    return { ok: false, detail: `the package @duckdb/node-api cannot be loaded (${engineErrorText(error)})` };
  }
  const instance = await duckdb.DuckDBInstance.create(":memory:", OPTIONS);
  const connection = await instance.connect();
  return { ok: true, engine: engineOf(duckdb, instance, connection) };
}

/** First line of what the engine threw. */
export function engineErrorText(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}

/** A text as a literal of the engine's SQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path to read as a literal; the engine would take `*`, `?` and `[` in it for wildcards. */
export function sqlPath(path: string): string {
  return sqlText(path.replace(/[*?[]/g, "[$&]"));
}

function engineOf(duckdb: DuckDb, instance: DuckDBInstance, connection: DuckDBConnection): ParquetEngine {
  return {
    run: async (sql) => {
      await connection.run(sql);
    },
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowsJson(),
    doubles: (statements, columnCount, count) => readDoubles(connection, statements, columnCount, count),
    load: (table, columns) => loadTable(duckdb, connection, table, columns),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/**
 * One statement after the other, each answered whole: fetching its chunks one by one would wait for
 * a thread two thousand rows at a time. What is held twice is the answer to one statement.
 */
async function readDoubles(
  connection: DuckDBConnection,
  statements: readonly string[],
  columnCount: number,
  count: number,
): Promise<readonly Float64Array[]> {
  const columns = Array.from({ length: columnCount }, () => new Float64Array(count));
  let at = 0;
  for (const sql of statements) {
    const result = await connection.run(sql);
    for (let k = 0; k < result.chunkCount; k += 1) {
      const chunk = result.getChunk(k);
      if (at + chunk.rowCount > count) throw new Error(`more than the ${count} rows that were counted`);
      for (const [c, column] of columns.entries()) copyVector(chunk.getColumnVector(c), column, at, chunk.rowCount);
      at += chunk.rowCount;
    }
  }
  if (at !== count) throw new Error(`${at} rows where ${count} were counted`);
  return columns;
}

/** Copies a vector of doubles in one go; where a value is NULL its place holds anything, so it is asked for. */
function copyVector(vector: DuckDBVector, column: Float64Array, at: number, count: number): void {
  const inner = vector as unknown as { readonly items?: unknown; readonly validity?: { readonly data?: unknown } };
  if (!(inner.items instanceof Float64Array))
    throw new Error("the engine answered with a column that is not of doubles");
  column.set(inner.items.subarray(0, count), at);
  // Without a mask every value is valid.
  if (inner.validity?.data === null) return;
  for (let i = 0; i < count; i += 1) if (vector.getItem(i) === null) column[at + i] = Number.NaN;
}

async function loadTable(
  duckdb: DuckDb,
  connection: DuckDBConnection,
  table: string,
  columns: TableColumns,
): Promise<void> {
  const { names, doubles, textName, texts } = columns;
  const shapes = names.map((name) => `${name} DOUBLE`);
  if (textName !== null) shapes.unshift(`${textName} VARCHAR`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${table} (${shapes.join(", ")})`);
  const types: DuckDBType[] = names.map(() => duckdb.DOUBLE);
  if (textName !== null) types.unshift(duckdb.VARCHAR);
  const appender = await connection.createAppender(table);
  const count = doubles[0]?.length ?? 0;
  const shift = textName === null ? 0 : 1;
  // Appending copies, so that one chunk serves for all stretches of numbers; texts it would keep for ever.
  let chunk = duckdb.DuckDBDataChunk.create(types, Math.min(CHUNK_ROWS, count));
  for (let at = 0; at < count; at += CHUNK_ROWS) {
    const length = Math.min(CHUNK_ROWS, count - at);
    if (length < chunk.rowCount || texts !== null) chunk = duckdb.DuckDBDataChunk.create(types, length);
    if (texts !== null) chunk.setColumnValues(0, texts.slice(at, at + length));
    for (const [c, column] of doubles.entries()) {
      const vector = chunk.getColumnVector(c + shift);
      fillVector(vector, column, at, length);
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Copies a stretch in one go where no value is missing, in it or in the one that was there before. */
function fillVector(vector: DuckDBVector & { flush(): void }, column: Float64Array, at: number, length: number): void {
  const stretch = column.subarray(at, at + length);
  const inner = vector as unknown as { readonly items?: unknown; readonly validity?: { readonly data?: unknown } };
  const isWhole = inner.validity?.data === null && !stretch.includes(Number.NaN);
  if (isWhole && inner.items instanceof Float64Array) inner.items.set(stretch);
  else for (const [i, value] of stretch.entries()) vector.setItem(i, Number.isNaN(value) ? null : value);
  vector.flush();
}
