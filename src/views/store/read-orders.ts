import { type Kysely, sql } from "kysely";
import type { OrderEventRow, OrderTableRow, RoundTripRow } from "../fold/rows.ts";
import type { ViewQueries } from "../fold/wire-types.ts";
import { fillOf, orderEventOf, orderOf, type ReadFillRow, tradeOf } from "../fold/wire-orders.ts";
import { IS_REVERSED } from "./is-reversed.ts";
import { type PageOf, readPage } from "./read-page.ts";
import { readSnapshot } from "./read-snapshot.ts";

const orders: PageOf = {
  table: "orders",
  time: "created_at",
  hasStrategy: true,
  status: (status) => (status === "working" ? sql`not is_terminal` : sql`status = ${status}`),
};
const fills: PageOf = { table: "fills", time: "event_at", hasStrategy: true, status: null, also: IS_REVERSED };
const trades: PageOf = {
  table: "round_trips",
  time: "exit_at",
  hasStrategy: true,
  status: (status) => (status === "won" ? sql`net_micros > 0` : sql`net_micros <= 0`),
};

/** Lists and details of orders, fills and round trips. */
export function readOrders(
  db: Kysely<unknown>,
  currency: string,
): Pick<ViewQueries, "orders" | "order" | "fills" | "trades"> {
  return {
    orders: (query) =>
      readSnapshot(db, currency, async (snapshot) => {
        const { rows, page } = await readPage<OrderTableRow>(snapshot, orders, query);
        return { data: rows.map(orderOf), page };
      }),
    order: (id) =>
      readSnapshot(db, currency, async (snapshot) => {
        const order = Number(id);
        if (!/^\d{1,15}$/.test(id)) return { data: null };
        const row = await snapshot.one(sql<OrderTableRow>`select * from orders where order_id = ${order}`);
        if (row === null) return { data: null };
        const events = await snapshot.rows(
          sql<OrderEventRow>`select * from order_events where order_id = ${order} order by pos`,
        );
        const its = await snapshot.rows(
          sql<ReadFillRow>`select *, ${IS_REVERSED} from fills where order_id = ${order} order by pos`,
        );
        return { data: { order: orderOf(row), events: events.map(orderEventOf), fills: its.map(fillOf) } };
      }),
    fills: (query) =>
      readSnapshot(db, currency, async (snapshot) => {
        const { rows, page } = await readPage<ReadFillRow>(snapshot, fills, query);
        return { data: rows.map(fillOf), page };
      }),
    trades: (query) =>
      readSnapshot(db, currency, async (snapshot) => {
        const { rows, page } = await readPage<RoundTripRow>(snapshot, trades, query);
        return { data: rows.map(tradeOf), page };
      }),
  };
}
