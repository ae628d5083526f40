import { type Kysely, sql } from "kysely";
import type { ActivityRow, DecisionTableRow, OrderEventRow, OrderTableRow, SignalTableRow } from "../fold/rows.ts";
import { decisionOf, signalOf, traceOf } from "../fold/wire-signals.ts";
import type { ReadFillRow } from "../fold/wire-orders.ts";
import type { ViewQueries } from "../fold/wire-types.ts";
import { IS_REVERSED } from "./is-reversed.ts";
import { type PageOf, readPage } from "./read-page.ts";
import { readSnapshot, type Snapshot } from "./read-snapshot.ts";

const signals: PageOf = {
  table: "signals",
  time: "received_at",
  hasStrategy: true,
  status: (status) => sql`status = ${status}`,
};
const decisionPage: PageOf = {
  table: "decisions",
  time: "event_at",
  hasStrategy: true,
  status: (status) => sql`outcome = ${status}`,
};

/** Lists and details of signals and decisions, and the trace of one. */
export function readSignals(
  db: Kysely<unknown>,
  currency: string,
): Pick<ViewQueries, "signals" | "signal" | "decisions" | "trace"> {
  return {
    signals: (query) =>
      readSnapshot(db, currency, async (snapshot) => {
        const { rows, page } = await readPage<SignalTableRow>(snapshot, signals, query);
        const orderIds = await ordersOfSignals(
          snapshot,
          rows.map((row) => row.signal_id),
        );
        return { data: rows.map((row) => signalOf(row, orderIds.get(row.signal_id) ?? [])), page };
      }),
    signal: (id) =>
      readSnapshot(db, currency, async (snapshot) => {
        const row = await signalRow(snapshot, id);
        if (row === null) return { data: null };
        const orderIds = await ordersOfSignals(snapshot, [row.signal_id]);
        const signal = signalOf(row, orderIds.get(row.signal_id) ?? []);
        return { data: { signal, profile: row.profile, raw: row.raw } };
      }),
    decisions: (query) =>
      readSnapshot(db, currency, async (snapshot) => {
        const { rows, page } = await readPage<DecisionTableRow>(snapshot, decisionPage, query);
        return { data: rows.map(decisionOf), page };
      }),
    trace: (id) =>
      readSnapshot(db, currency, async (snapshot) => {
        const signalId = await signalIdBehind(snapshot, id);
        return { data: signalId === null ? null : await readTrace(snapshot, signalId, currency) };
      }),
  };
}

async function readTrace(snapshot: Snapshot, id: string, currency: string): Promise<ReturnType<typeof traceOf> | null> {
  const signal = await signalRow(snapshot, id);
  const decisions = await snapshot.rows(
    sql<DecisionTableRow>`select * from decisions where signal_id = ${id} order by pos`,
  );
  const orders = await snapshot.rows(
    sql<OrderTableRow>`select * from orders where signal_id = ${id} order by order_id`,
  );
  if (signal === null && decisions.length === 0 && orders.length === 0) return null;
  const events = await snapshot.rows(
    sql<OrderEventRow>`select e.* from order_events e join orders o using (order_id) where o.signal_id = ${id} order by e.pos`,
  );
  const fills = await snapshot.rows(
    sql<ReadFillRow>`select *, ${IS_REVERSED} from fills where signal_id = ${id} order by pos`,
  );
  const activity = await snapshot.rows(
    sql<ActivityRow>`select * from activity where correlation_id = ${id} order by pos limit 500`,
  );
  return traceOf({ correlationId: id, signal, decisions, orders, events, fills, activity }, currency);
}

/** A signal id stands for itself, a receipt or an order for the signal behind it. */
async function signalIdBehind(snapshot: Snapshot, id: string): Promise<string | null> {
  const signal = await signalRow(snapshot, id);
  if (signal !== null) return signal.signal_id;
  if (!/^\d{1,15}$/.test(id)) return null;
  const order = await snapshot.one(sql<OrderTableRow>`select * from orders where order_id = ${Number(id)}`);
  return order?.signal_id ?? null;
}

function signalRow(snapshot: Snapshot, id: string): Promise<SignalTableRow | null> {
  return snapshot.one(
    sql<SignalTableRow>`select * from signals where signal_id = ${id} or receipt_id = ${id} order by pos limit 1`,
  );
}

async function ordersOfSignals(snapshot: Snapshot, ids: readonly string[]): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  if (ids.length === 0) return found;
  const rows = await snapshot.rows(
    sql<{ signal_id: string; order_id: number }>`select signal_id, order_id from orders
      where signal_id in (${sql.join(ids)}) order by order_id`,
  );
  for (const row of rows) {
    const list = found.get(row.signal_id);
    if (list === undefined) found.set(row.signal_id, [row.order_id]);
    else list.push(row.order_id);
  }
  return found;
}
