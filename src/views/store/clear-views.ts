import { type Kysely, sql } from "kysely";
import { TABLE_NAMES } from "../fold/rows.ts";

/** Empties every read model, so that a replay from the first record rebuilds them. */
export async function clearViews(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`truncate ${[...TABLE_NAMES, "view_offsets"].join(", ")}`).execute(db);
}
