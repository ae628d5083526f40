import { type Kysely, sql } from "kysely";
import type {
  DailyEquityRow,
  DirectoryRow,
  InstrumentMarkRow,
  OrderTableRow,
  PositionTableRow,
  SignalTableRow,
  StrategyTableRow,
} from "../fold/rows.ts";
import type { AccountLinkRow } from "../fold/venue-truth-rows.ts";
import { createViewState, positionKey, type ViewState } from "../fold/view-state.ts";

/** The fold's memory as the tables hold it; `seq` 0 on an empty database. */
export async function loadViewState(db: Kysely<unknown>): Promise<ViewState> {
  const state = createViewState();
  const rowsOf = async <T>(statement: string): Promise<T[]> => (await sql.raw<T>(statement).execute(db)).rows;
  const [offset] = await rowsOf<{ seq: number }>("select seq from view_offsets where view = 'all'");
  state.seq = offset?.seq ?? 0;
  for (const { name, body } of await rowsOf<DirectoryRow>("select * from directory")) {
    const value: unknown = JSON.parse(body);
    if (name === "instruments") state.instruments = value as ViewState["instruments"];
    else if (name === "config") state.config = value as ViewState["config"];
    else state.sessions = value as ViewState["sessions"];
  }
  for (const row of await rowsOf<OrderTableRow>("select * from orders order by order_id"))
    state.orders.set(row.order_id, row);
  for (const row of await rowsOf<SignalTableRow>("select * from signals where status = 'ACCEPTED' order by pos")) {
    state.signals.set(row.signal_id, row);
  }
  for (const row of await rowsOf<PositionTableRow>(
    "select * from positions order by account_id, strategy_id, symbol",
  )) {
    state.positions.set(positionKey(row.account_id, row.strategy_id, row.symbol), row);
  }
  for (const row of await rowsOf<StrategyTableRow>("select * from strategies order by position")) {
    state.strategies.set(row.strategy_id, row);
  }
  for (const row of await rowsOf<InstrumentMarkRow>("select * from instrument_marks")) state.marks.set(row.symbol, row);
  for (const row of await rowsOf<AccountLinkRow>("select * from account_links")) state.links.set(row.account_id, row);
  for (const row of await rowsOf<DailyEquityRow>("select * from daily_equity order by day"))
    state.days.set(row.account_id, row);
  return state;
}
