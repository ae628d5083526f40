import { offsetAt, zoneClock } from "../../../data/calendar/zone-clock.ts";
import type { TradeRow } from "../../backtest/result-rows.ts";
import { moneyText } from "../../metrics/money-text.ts";
import { decimalMicros } from "./decimal-micros.ts";
import type { ExitReason } from "./exit-reasons.ts";

/** Trades that have something in common; money is a decimal string. */
export interface TradeGroup {
  readonly name: string;
  readonly trades: number;
  readonly wins: number;
  readonly netPnl: string;
  readonly costs: string;
  readonly slippage: string;
}

/** Closed trades seen from six sides; groups in the order of their names, hours and weekdays in time's. */
export interface TradeGroups {
  /** One group in a run of a single strategy. */
  readonly strategy: readonly TradeGroup[];
  readonly instrument: readonly TradeGroup[];
  readonly side: readonly TradeGroup[];
  readonly exitReason: readonly TradeGroup[];
  /** Of the entry, in the run's zone. */
  readonly hour: readonly TradeGroup[];
  readonly weekday: readonly TradeGroup[];
}

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** Groups of `trades`; `tz` is the zone of hours and weekdays, UTC when the runtime does not know it. */
export function tradeGroups(trades: readonly TradeRow[], reasons: readonly ExitReason[], tz: string): TradeGroups {
  const clock = zoneClock(tz);
  const walls = trades.map((trade) => {
    const utc = Date.parse(trade.entryTime) * 1000;
    return new Date((utc + (clock === null ? 0 : offsetAt(clock, utc))) / 1000);
  });
  const by = (nameOf: (i: number) => string): TradeGroup[] => groupBy(trades, nameOf);
  return {
    strategy: by((i) => trades[i]?.strategy ?? "all"),
    instrument: by((i) => trades[i]?.instrument ?? ""),
    side: by((i) => trades[i]?.side ?? ""),
    exitReason: by((i) => reasons[i] ?? "unknown"),
    hour: by((i) => `${String(walls[i]?.getUTCHours() ?? 0).padStart(2, "0")}:00`),
    weekday: by((i) => String(walls[i]?.getUTCDay() ?? 0)).map((group) => ({
      ...group,
      name: WEEKDAYS[Number(group.name)] ?? group.name,
    })),
  };
}

interface Sums {
  trades: number;
  wins: number;
  net: bigint;
  costs: bigint;
  slippage: bigint;
}

function groupBy(trades: readonly TradeRow[], nameOf: (i: number) => string): TradeGroup[] {
  const groups = new Map<string, Sums>();
  trades.forEach((trade, i) => {
    const name = nameOf(i);
    const sums = groups.get(name) ?? { trades: 0, wins: 0, net: 0n, costs: 0n, slippage: 0n };
    const net = decimalMicros(trade.netPnl);
    sums.trades += 1;
    if (net > 0n) sums.wins += 1;
    sums.net += net;
    sums.costs += decimalMicros(trade.costs);
    sums.slippage += decimalMicros(trade.slippage);
    groups.set(name, sums);
  });
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { trades: count, wins, net, costs, slippage }]) => ({
      name,
      trades: count,
      wins,
      netPnl: moneyText(net),
      costs: moneyText(costs),
      slippage: moneyText(slippage),
    }));
}
