import { type Kysely, sql } from "kysely";
import type {
  AccountStateRow,
  ActivityRow,
  PositionTableRow,
  StrategyTableRow,
  TradingStateRow,
} from "../fold/rows.ts";
import { activityOf, positionOf, type StrategyTotals, strategyOf, summaryOf } from "../fold/wire-portfolio.ts";
import type { ViewQueries } from "../fold/wire-types.ts";
import { offsetOf, type PageOf, readPage } from "./read-page.ts";
import { readConfig, readSnapshot, type Snapshot } from "./read-snapshot.ts";

const activity: PageOf = {
  table: "activity",
  time: "event_at",
  hasStrategy: true,
  status: (status) => sql`kind = ${status}`,
};
const NO_TOTALS: StrategyTotals = {
  realized_micros: 0,
  unrealized_micros: 0,
  open_positions: 0,
  open_orders: 0,
  trades: 0,
};

/** Summary, positions, strategies and activity. */
export function readPortfolio(
  db: Kysely<unknown>,
  currency: string,
): Pick<ViewQueries, "portfolioSummary" | "positions" | "strategies" | "activity"> {
  return {
    portfolioSummary: () =>
      readSnapshot(db, currency, async (snapshot) => {
        const positions = await openPositions(snapshot);
        const unpriced = positions.filter((row) => row.mark_micros === null).length;
        const sums = await snapshot.one(
          sql<{ realized: number; open_orders: number }>`select
            (select coalesce(sum(realized_micros), 0)::bigint from positions) as realized,
            (select count(*) from orders where not is_terminal) as open_orders`,
        );
        const data = summaryOf({
          accounts: await latestAccountStates(snapshot),
          positions,
          realizedMicros: sums?.realized ?? 0,
          openOrders: sums?.open_orders ?? 0,
          tradingState: await tradingState(snapshot),
          config: await readConfig(snapshot),
        });
        return {
          data,
          partial: unpriced === 0 ? null : { missing: unpriced, of: positions.length, reason: "no price yet" },
        };
      }),
    positions: (query) =>
      readSnapshot(db, currency, async (snapshot) => {
        const all = (await openPositions(snapshot)).filter(
          (row) =>
            (query.strategyId === undefined || row.strategy_id === query.strategyId) &&
            (query.symbol === undefined || row.symbol === query.symbol),
        );
        const from = Math.max(0, Math.trunc(Number(query.cursor ?? offsetOf(query))) || 0);
        const next = from + query.limit < all.length ? String(from + query.limit) : null;
        return { data: all.slice(from, from + query.limit).map(positionOf), page: { next, total: all.length } };
      }),
    strategies: () =>
      readSnapshot(db, currency, async (snapshot) => {
        const rows = await snapshot.rows(sql<StrategyTableRow>`select * from strategies order by position`);
        const totals = await strategyTotals(snapshot);
        return { data: rows.map((row) => strategyOf(row, totals.get(row.strategy_id) ?? NO_TOTALS)) };
      }),
    activity: (query) =>
      readSnapshot(db, currency, async (snapshot) => {
        const { rows, page } = await readPage<ActivityRow>(snapshot, activity, query);
        return { data: rows.map(activityOf), page };
      }),
  };
}

function openPositions(snapshot: Snapshot): Promise<PositionTableRow[]> {
  return snapshot.rows(
    sql<PositionTableRow>`select * from positions where qty_micros <> 0 order by symbol, strategy_id, account_id`,
  );
}

/** The newest figures of every account. */
export function latestAccountStates(snapshot: Snapshot): Promise<AccountStateRow[]> {
  return snapshot.rows(
    sql<AccountStateRow>`select h.* from (select distinct account_id from daily_equity) a
      cross join lateral (select * from account_state_history where account_id = a.account_id
        order by state_at desc limit 1) h order by h.account_id`,
  );
}

function tradingState(snapshot: Snapshot): Promise<TradingStateRow | null> {
  return snapshot.one(sql<TradingStateRow>`select * from trading_state where scope = 'all'`);
}

async function strategyTotals(snapshot: Snapshot): Promise<Map<string, StrategyTotals>> {
  const rows = await snapshot.rows(
    sql<StrategyTotals & { strategy_id: string }>`select s.strategy_id,
      coalesce(p.realized, 0)::bigint as realized_micros, coalesce(p.unrealized, 0)::bigint as unrealized_micros,
      coalesce(p.open, 0) as open_positions, coalesce(o.n, 0) as open_orders, coalesce(t.n, 0) as trades
    from strategies s
    left join (select strategy_id, sum(realized_micros) as realized, sum(unrealized_micros) as unrealized,
      count(*) filter (where qty_micros <> 0) as open from positions group by strategy_id) p using (strategy_id)
    left join (select strategy_id, count(*) as n from orders where not is_terminal group by strategy_id) o using (strategy_id)
    left join (select strategy_id, count(*) as n from round_trips group by strategy_id) t using (strategy_id)`,
  );
  return new Map(rows.map((row) => [row.strategy_id, row]));
}
