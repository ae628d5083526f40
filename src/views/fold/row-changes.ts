import type { StreamTopic } from "../../contract/stream.ts";
import { TABLE_KEYS, TABLE_NAMES, type TableName, type ViewTables } from "./rows.ts";

/** At most this many names of changed things travel with a batch; more means: refetch. */
export const REFS_MAX = 50;

/**
 * Rows to write, the newest version of each, as one batch. Rows are the fold's own objects and
 * may still change until the batch is written: a batch is always the state at its last entry.
 */
export interface RowChanges {
  readonly tables: { readonly [T in TableName]: Map<string, ViewTables[T]> };
  readonly topics: Set<StreamTopic>;
  readonly refs: Set<string>;
  /** Journal position and event time of the last entry folded in; 0: none. */
  seq: number;
  eventAt: number;
  entries: number;
}

export function createRowChanges(): RowChanges {
  const tables = Object.fromEntries(TABLE_NAMES.map((name) => [name, new Map()])) as unknown as RowChanges["tables"];
  return { tables, topics: new Set(), refs: new Set(), seq: 0, eventAt: 0, entries: 0 };
}

/** Notes that `row` is new or changed. */
export function putRow<T extends TableName>(changes: RowChanges, table: T, row: ViewTables[T]): void {
  const map = changes.tables[table] as Map<string, ViewTables[T]>;
  map.set(keyOf(table, row), row);
}

/** Key of a row within its table; the parts are joined by a character no id contains. */
export function keyOf<T extends TableName>(table: T, row: ViewTables[T]): string {
  const columns = TABLE_KEYS[table];
  if (columns.length === 1) return String(row[columns[0] as keyof ViewTables[T]]);
  return columns.map((column) => String(row[column as keyof ViewTables[T]])).join("\u0000");
}
