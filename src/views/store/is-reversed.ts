import { type RawBuilder, sql } from "kysely";

/** Column `is_reversed` of a row of `fills`: the venue took it back. */
export const IS_REVERSED: RawBuilder<unknown> = sql`exists (select 1 from fill_reversals
  where fill_reversals.order_id = fills.order_id
    and fill_reversals.ref_execution_id = fills.execution_id) as is_reversed`;
