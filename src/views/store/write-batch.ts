import { type Kysely, sql } from "kysely";
import type { RowChanges } from "../fold/row-changes.ts";
import { TABLE_KEYS, TABLE_NAMES, type TableName } from "../fold/rows.ts";

/** Rows of one statement; more would make one parameter of many megabytes. */
const ROWS_PER_STATEMENT = 5_000;

/** A batch as text, taken at one moment: later changes of the fold's rows are not in it. */
export interface EncodedBatch {
  readonly seq: number;
  readonly eventAt: number;
  readonly statements: readonly {
    readonly table: TableName;
    readonly columns: readonly string[];
    readonly json: string;
  }[];
}

/** Takes the batch down; nothing may change between the fold of its last entry and this. */
export function encodeBatch(changes: RowChanges): EncodedBatch {
  const statements: { table: TableName; columns: string[]; json: string }[] = [];
  for (const table of TABLE_NAMES) {
    const rows = [...changes.tables[table].values()];
    for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
      const part = rows.slice(from, from + ROWS_PER_STATEMENT);
      statements.push({ table, columns: Object.keys(part[0] as object), json: storableJson(part) });
    }
  }
  return { seq: changes.seq, eventAt: changes.eventAt, statements };
}

/** Writes rows and offset in one transaction; the same batch twice leaves the same rows. */
export async function writeBatch(db: Kysely<unknown>, batch: EncodedBatch): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { table, columns, json } of batch.statements) {
      const keys = TABLE_KEYS[table] as readonly string[];
      const names = columns.map((column) => `"${column}"`).join(", ");
      const updates = columns
        .filter((column) => !keys.includes(column))
        .map((column) => `"${column}" = excluded."${column}"`);
      const statement = sql`insert into ${sql.table(table)} (${sql.raw(names)})
        select ${sql.raw(names)} from jsonb_populate_recordset(null::${sql.table(table)}, ${json}::jsonb)
        on conflict (${sql.raw(keys.map((key) => `"${key}"`).join(", "))}) do update set ${sql.raw(updates.join(", "))}`;
      await statement.execute(trx);
    }
    await sql`insert into view_offsets (view, seq, event_at) values ('all', ${batch.seq}, ${batch.eventAt})
      on conflict (view) do update set seq = excluded.seq, event_at = greatest(view_offsets.event_at, excluded.event_at)`.execute(
      trx,
    );
  });
}

/** PostgreSQL stores neither NUL nor half a surrogate pair, which a sender's body may contain. */
function storableJson(rows: readonly object[]): string {
  const json = JSON.stringify(rows);
  if (!/\\u(0000|d[89a-f])/i.test(json)) return json;
  return JSON.stringify(rows, (_key, value: unknown) =>
    typeof value === "string" ? value.toWellFormed().replaceAll("\u0000", "\ufffd") : value,
  );
}
