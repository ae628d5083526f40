/** A record of users, sessions or keys; secrets inside are hashes. */
export type TableRow = Readonly<Record<string, unknown>>;

/**
 * Records that are not trading, kept in memory and written through the journal: the app folds
 * `TableRecordWritten` inputs into it.
 */
export interface TableStore {
  readonly get: (table: string, key: string) => TableRow | null;
  readonly list: (table: string) => readonly (readonly [key: string, row: TableRow])[];
  /** Null deletes. Resolves when durable; visible to `get` by then at the latest. */
  readonly put: (table: string, key: string, row: TableRow | null) => Promise<void>;
}
