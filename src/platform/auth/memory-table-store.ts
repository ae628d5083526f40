import type { TableRow, TableStore } from "./table-store.ts";

/** The in-memory side of a {@link TableStore}; the app applies `TableRecordWritten` inputs to it. */
export interface MemoryTables {
  readonly store: TableStore;
  readonly apply: (table: string, key: string, row: TableRow | null) => void;
}

/** `write` makes a record durable (and applies it, or leaves that to the caller's loop). */
export function createMemoryTables(
  write: (table: string, key: string, row: TableRow | null) => Promise<void>,
): MemoryTables {
  const tables = new Map<string, Map<string, TableRow>>();
  const apply: MemoryTables["apply"] = (table, key, row) => {
    let rows = tables.get(table);
    if (rows === undefined) {
      rows = new Map();
      tables.set(table, rows);
    }
    if (row === null) rows.delete(key);
    else rows.set(key, row);
  };
  const store: TableStore = {
    get: (table, key) => tables.get(table)?.get(key) ?? null,
    list: (table) => [...(tables.get(table) ?? [])],
    put: async (table, key, row) => {
      await write(table, key, row);
      apply(table, key, row);
    },
  };
  return { store, apply };
}
