import { type Kysely, type RawBuilder, sql } from "kysely";
import type { QueryResult, ViewConfig } from "../fold/wire-types.ts";
import { isoOf } from "../fold/decimal.ts";

/** One consistent look at the read models. */
export interface Snapshot {
  readonly rows: <T>(statement: RawBuilder<T>) => Promise<T[]>;
  /** First row or null. */
  readonly one: <T>(statement: RawBuilder<T>) => Promise<T | null>;
}
type Parts<T> = Pick<QueryResult<T>, "data"> & { readonly [K in "page" | "partial"]?: QueryResult<T>[K] };

/** Runs `read` on one snapshot and says which journal position it is the fold of. */
export function readSnapshot<T>(
  db: Kysely<unknown>,
  currency: string,
  read: (snapshot: Snapshot) => Promise<Parts<T>>,
): Promise<QueryResult<T>> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (trx) => {
      const rows = async <R>(statement: RawBuilder<R>): Promise<R[]> => (await statement.execute(trx)).rows;
      const one = async <R>(statement: RawBuilder<R>): Promise<R | null> => (await rows(statement))[0] ?? null;
      const offset = await one(
        sql<{ seq: number; event_at: number }>`select seq, event_at from view_offsets where view = 'all'`,
      );
      const parts = await read({ rows, one });
      return {
        data: parts.data,
        asOfSeq: offset?.seq ?? 0,
        asOf: isoOf(offset?.event_at ?? 0),
        currency,
        page: parts.page ?? null,
        partial: parts.partial ?? null,
      };
    });
}

/** The configuration in force, null before the first. */
export async function readConfig(snapshot: Snapshot): Promise<ViewConfig | null> {
  const row = await snapshot.one(sql<{ body: string }>`select body from directory where name = 'config'`);
  return row === null ? null : (JSON.parse(row.body) as ViewConfig);
}
