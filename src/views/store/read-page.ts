import { type RawBuilder, sql } from "kysely";
import type { ListQuery, QueryResult } from "../fold/wire-types.ts";
import type { Snapshot } from "./read-snapshot.ts";

/** Which table is listed and what its filters mean there; null: the filter does not apply. */
export interface PageOf {
  readonly table: string;
  readonly time: string;
  readonly status: ((status: string) => RawBuilder<unknown>) | null;
  readonly hasStrategy: boolean;
  /** Columns besides those of the table, each with its name. */
  readonly also?: RawBuilder<unknown>;
  /** What every row must be, besides the filters. */
  readonly only?: RawBuilder<unknown>;
}

/** One page, newest first, by the position after which the last page ended; the caller names the rows' type. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export async function readPage<Row extends { readonly pos: number }>(
  snapshot: Snapshot,
  of: PageOf,
  query: ListQuery,
): Promise<{ rows: Row[]; page: NonNullable<QueryResult<unknown>["page"]> }> {
  const filters = filtersOf(of, query);
  const where = sql.join([sql`true`, ...filters], sql` and `);
  const cursor = Number(query.cursor ?? "");
  const isNext = query.cursor !== undefined && Number.isSafeInteger(cursor);
  const from = sql.table(of.table);
  const rows = await snapshot.rows(
    sql<Row>`select *${of.also === undefined ? sql`` : sql`, ${of.also}`} from ${from} where ${where} ${isNext ? sql`and pos < ${cursor}` : sql``}
      order by pos desc limit ${query.limit + 1} offset ${isNext ? 0 : offsetOf(query)}`,
  );
  const count = await snapshot.one(sql<{ n: number }>`select count(*) as n from ${from} where ${where}`);
  const shown = rows.slice(0, query.limit);
  const next = rows.length > query.limit ? String(shown.at(-1)?.pos) : null;
  return { rows: shown, page: { next, total: count?.n ?? 0 } };
}

/** Rows before a page that is named by its number. */
export function offsetOf(query: ListQuery): number {
  return ((query.page ?? 1) - 1) * query.limit;
}

/** Micros of an ISO time. */
export function microsOfIso(text: string): number {
  return Date.parse(text) * 1_000;
}

function filtersOf(of: PageOf, query: ListQuery): RawBuilder<unknown>[] {
  const filters: RawBuilder<unknown>[] = [];
  const time = sql.ref(of.time);
  if (of.only !== undefined) filters.push(of.only);
  if (query.strategyId !== undefined && of.hasStrategy) filters.push(sql`strategy_id = ${query.strategyId}`);
  if (query.symbol !== undefined) filters.push(sql`symbol = ${query.symbol}`);
  if (query.status !== undefined && of.status !== null) filters.push(of.status(query.status));
  if (query.from !== undefined) filters.push(sql`${time} >= ${microsOfIso(query.from)}`);
  if (query.to !== undefined) filters.push(sql`${time} < ${microsOfIso(query.to)}`);
  return filters;
}
