import { type Kysely, sql } from "kysely";
import { metricsOf } from "../fold/metrics.ts";
import { type EquityMark, equityPointOf } from "../fold/wire-equity.ts";
import type { ViewQueries } from "../fold/wire-types.ts";
import { isoOf, moneyOf } from "../fold/decimal.ts";
import { readConfig, readSnapshot, type Snapshot } from "./read-snapshot.ts";

const DAY_MICROS = 86_400_000_000;
const DAYS_OF: Readonly<Record<string, number>> = { "1d": 1, "1w": 7, "1m": 31, "3m": 92, "1y": 366 };

/** Equity over time and the figures made from it. */
export function readEquity(
  db: Kysely<unknown>,
  currency: string,
): Pick<ViewQueries, "equitySeries" | "metricsSummary"> {
  return {
    equitySeries: ({ range, points }) =>
      readSnapshot(db, currency, async (snapshot) => {
        const bounds = await snapshot.one(
          sql<{ first: number | null; last: number | null }>`select min(state_at) as first, max(state_at) as last
            from account_state_history`,
        );
        const flows = await readFlows(snapshot);
        if (bounds === null || bounds.first === null || bounds.last === null) {
          return { data: { points: [], decimation: { method: "none", from: 0, to: 0 }, flows } };
        }
        const from = Math.max(bounds.first, startOf(range, bounds.last));
        const found = await snapshot.one(
          sql<{ n: number }>`select count(distinct state_at) as n from account_state_history where state_at >= ${from}`,
        );
        const count = found?.n ?? 0;
        const marks = await readMarks(snapshot, { from, to: bounds.last, points, isDecimated: count > points });
        const method = count > points ? "min-max" : "none";
        return {
          data: { points: marks.map(equityPointOf), decimation: { method, from: count, to: marks.length }, flows },
        };
      }),
    metricsSummary: ({ period }) =>
      readSnapshot(db, currency, async (snapshot) => ({ data: await readMetrics(snapshot, period) })),
  };
}

/** First micro of a range that ends at `last`. */
function startOf(range: string, last: number): number {
  if (range === "ytd") return Date.UTC(new Date(Math.floor(last / 1_000)).getUTCFullYear(), 0, 1) * 1_000;
  const days = DAYS_OF[range];
  return days === undefined ? Number.NEGATIVE_INFINITY : last - days * DAY_MICROS;
}

interface MarkRange {
  readonly from: number;
  readonly to: number;
  readonly points: number;
  readonly isDecimated: boolean;
}

/** All marks of the range, or of each bucket of time its lowest and highest, with the first and the last. */
async function readMarks(snapshot: Snapshot, range: MarkRange): Promise<EquityMark[]> {
  const { from, to, points } = range;
  const marks = sql`select state_at, sum(equity_micros)::bigint as equity, sum(peak_micros)::bigint as peak
    from account_state_history where state_at >= ${from} group by state_at`;
  if (!range.isDecimated) {
    return snapshot.rows(
      sql<EquityMark>`select state_at, equity as equity_micros, peak as peak_micros from (${marks}) m order by state_at`,
    );
  }
  const buckets = Math.max(1, Math.floor((points - 2) / 2));
  const width = Math.ceil((to - from + 1) / buckets);
  return snapshot.rows(
    sql<EquityMark>`with marks as (${marks}),
      ends as (select (state_at - ${from}::bigint) / ${width}::bigint as bucket,
        min(array[equity, state_at, peak]) as low, max(array[equity, state_at, peak]) as high
        from marks group by 1)
      select low[2] as state_at, low[1] as equity_micros, low[3] as peak_micros from ends
      union select high[2], high[1], high[3] from ends
      union select * from (select state_at, equity, peak from marks order by state_at limit 1) f
      union select * from (select state_at, equity, peak from marks order by state_at desc limit 1) l
      order by 1 limit ${points}`,
  );
}

async function readFlows(snapshot: Snapshot): Promise<{ t: string; amount: string; kind: string }[]> {
  const rows = await snapshot.rows(
    sql<{ booked_at: number; amount_micros: number }>`select booked_at, amount_micros from ledger_entries
      where cause = 'cash' and code = 'CASH' order by pos, line limit 500`,
  );
  return rows.map((row) => ({
    t: isoOf(row.booked_at),
    amount: moneyOf(row.amount_micros),
    kind: row.amount_micros < 0 ? "withdrawal" : "deposit",
  }));
}

/** One session of all accounts; extremes are exact for the one account there is. */
interface DayRow {
  readonly day: string;
  readonly equity: number;
  readonly traded: number;
  readonly marked_at: number;
  readonly high: number;
  readonly low: number;
  readonly fall_from: number;
  readonly fall_to: number;
}

async function readMetrics(snapshot: Snapshot, period: string): Promise<ReturnType<typeof metricsOf>> {
  const days = await snapshot.rows(
    sql<DayRow>`select day, sum(equity_micros)::bigint as equity, sum(traded_micros)::bigint as traded,
      max(marked_at) as marked_at, sum(high_micros)::bigint as high, sum(low_micros)::bigint as low,
      sum(fall_from_micros)::bigint as fall_from, sum(fall_to_micros)::bigint as fall_to
      from daily_equity group by day order by day`,
  );
  const config = await readConfig(snapshot);
  const opening = config?.accounts.reduce((sum, account) => sum + account.openingCashMicros, 0) ?? null;
  const last = days.at(-1)?.marked_at ?? 0;
  const from = startOf(period, last);
  const first = period === "all" ? 0 : days.findIndex((row) => row.marked_at > from);
  const shown = first < 0 ? [] : days.slice(first);
  const startEquity = first > 0 ? (days[first - 1]?.equity ?? null) : opening;
  const nets = await snapshot.rows(
    sql<{ net_micros: number }>`select net_micros from round_trips
      where exit_at > ${Number.isFinite(from) ? from : 0} order by pos`,
  );
  return metricsOf({
    startEquity,
    dailyEquity: shown.map((row) => row.equity),
    extremes: shown.map((row) => ({
      high: row.high,
      low: row.low,
      fall: (row.fall_from - row.fall_to) / row.fall_from,
    })),
    tradedMicros: shown.reduce((sum, row) => sum + row.traded, 0),
    tradeNets: nets.map((row) => row.net_micros),
  });
}
