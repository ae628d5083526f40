import { required } from "../../core/assert.ts";
import { MICROS } from "../../core/model/units.ts";
import type { Marks } from "../metrics/daily-series.ts";
import { halfEvenQuotient, moneyText } from "../metrics/money-text.ts";
import type { BacktestRun } from "./backtest-loop.ts";
import type { ResolvedRun } from "./resolve-run.ts";
import { strategiesOf } from "./resolve-run.ts";
import { UNASSIGNED } from "./result-rows.ts";
import type { StrategyRecord } from "./run-record.ts";
import { sizingRecord, strategyRecord } from "./run-record.ts";

/** One strategy of a run with its own figures, from its sub-ledger; money is a decimal string. */
export interface StrategyRow extends StrategyRecord {
  readonly sizing: Readonly<Record<string, string | number>>;
  readonly trades: number;
  readonly wins: number;
  /** Of its closed trades, after costs. */
  readonly netPnl: string;
  /** Everything it made: its cash and its positions at the last close. */
  readonly totalPnl: string;
  readonly commission: string;
  /** Marks at which it held a position / marks; null without a mark. */
  readonly exposure: number | null;
}

/** A row per strategy, and one more when something was booked that is nobody's; the totals add up to the account's result. */
export function strategyRows(resolved: ResolvedRun, run: BacktestRun, marks: Marks): StrategyRow[] {
  const rows = strategiesOf(resolved).map((file, strategy) => {
    const trips = run.trips.filter((trip) => trip.strategy === strategy);
    const fees = run.orders.orders.reduce((sum, one) => sum + (one.strategy === strategy ? one.feeMicros : 0), 0);
    return {
      ...strategyRecord(file),
      sizing: sizingRecord(file),
      trades: trips.length,
      wins: trips.filter((trip) => trip.netMicros > 0).length,
      netPnl: moneyText(trips.reduce((sum, trip) => sum + BigInt(trip.netMicros), 0n)),
      totalPnl: moneyText(totalOf(run, strategy)),
      commission: moneyText(fees),
      exposure: marks.count === 0 ? null : countHeld(run, strategy, marks) / marks.count,
    };
  });
  const { ledger } = required(run.core.state.trading, "a run that ended had a configuration");
  let nobodys = 0n;
  for (let row = rows.length; row < ledger.strategyCount; row += 1) nobodys += totalOf(run, row);
  return nobodys === 0n ? rows : [...rows, nobodysRow(nobodys)];
}

/** Cash flows of a sub-ledger and its positions at the last close, half-even to a micro. */
function totalOf({ core }: BacktestRun, strategy: number): bigint {
  const { ledger, market } = required(core.state.trading, "a run that ended had a configuration");
  let scaled = (ledger.strategies.cash[strategy] as bigint) * BigInt(MICROS);
  core.state.instruments.forEach(({ lotMicros, multiplier }, instrument) => {
    const lots = ledger.strategyLots[strategy * ledger.instrumentCount + instrument] as number;
    if (lots === 0) return;
    scaled += BigInt(lots) * BigInt(lotMicros) * BigInt(multiplier) * BigInt(market.closeMicros[instrument] as number);
  });
  return halfEvenQuotient(scaled, BigInt(MICROS));
}

/**
 * Marks with a position. A market order fills at an open, which is the mark before it in time: its
 * position counts from the next mark on. Others fill within a bar and count from its own mark; one
 * that an open filled is a mark off.
 */
function countHeld(run: BacktestRun, strategy: number, { count, time }: Marks): number {
  const { ledger } = required(run.core.state.trading, "a run that ended had a configuration");
  const atOpen = new Set(run.orders.orders.filter((order) => order.type === "market").map((order) => order.index));
  const isHeld = new Uint8Array(count);
  /** First mark that knows of a fill of `order` at `ts`. */
  const markOf = (order: number, ts: number): number => firstAt(time, count, atOpen.has(order) ? ts + 1 : ts);
  for (const trip of run.trips) {
    if (trip.strategy === strategy)
      isHeld.fill(1, markOf(trip.entryOrder, trip.tsEntry), markOf(trip.exitOrder, trip.tsExit));
  }
  for (let i = 0; i < ledger.instrumentCount; i += 1) {
    for (const lot of ledger.openLots[strategy * ledger.instrumentCount + i] ?? [])
      isHeld.fill(1, markOf(lot.order, lot.tsOpen));
  }
  return isHeld.reduce((sum, one) => sum + one, 0);
}

/** First mark at or after `ts`. */
function firstAt(time: Float64Array, count: number, ts: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((time[middle] as number) < ts) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nobodysRow(total: bigint): StrategyRow {
  return {
    id: UNASSIGNED,
    name: "What no strategy owns",
    kind: "",
    codeSha256: null,
    instruments: [],
    timeframeSeconds: 0,
    parameters: {},
    sizing: {},
    trades: 0,
    wins: 0,
    netPnl: moneyText(0n),
    totalPnl: moneyText(total),
    commission: moneyText(0n),
    exposure: null,
  };
}
