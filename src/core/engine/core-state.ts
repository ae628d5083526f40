import type { Ledger } from "../account/ledger.ts";
import type { OrderBook } from "../execution/order-book.ts";
import type { FeatureBank } from "../features/feature-bank.ts";
import type { MarketState } from "../market/market-state.ts";
import type { SessionClock } from "../market/session-clock.ts";
import type { CoreConfig, StrategyStatus } from "../model/config.ts";
import type { BarClosed } from "../model/input.ts";
import type { Instrument } from "../model/instrument.ts";
import type { InstrumentIndex, OrderIndex, UnixMicros } from "../model/units.ts";
import type { RiskState } from "../risk/trading-state.ts";
import type { StrategyMemory } from "../strategies/strategy.ts";
import type { AccountMarks } from "./account-marks.ts";
import type { RecentActivity } from "./recent-activity.ts";

/**
 * The one mutable object of the core, owned by the engine (single writer). Plain data only:
 * `encode-state.ts` snapshots it generically, code is looked up by kind.
 */
export interface CoreState {
  /** Number of the last input applied. */
  seq: number;
  /** Logical time: the latest tsReceived seen; never runs backwards (C1). */
  now: UnixMicros;
  instruments: Instrument[];
  clock: SessionClock | null;
  trading: TradingBooks | null;
  /** Ids of signals from outside with the time they came, for a day (T3). */
  readonly seenSignals: Map<string, UnixMicros>;
  readonly timers: Timer[];
  nextTimerId: number;
}

export type TimerPurpose = "session-open" | "order-timeout";

/** A due time the core asked for. Timers live in the state; the driver peeks at the earliest. */
export interface Timer {
  readonly id: number;
  readonly dueAt: UnixMicros;
  readonly purpose: TimerPurpose;
  /** The order watched by `order-timeout`; -1 otherwise. */
  readonly order: OrderIndex;
}

/** Everything that exists once the first configuration opened accounts and strategies. */
export interface TradingBooks {
  config: CoreConfig;
  readonly market: MarketState;
  /** Per instrument, one series per timeframe that a strategy listens to. */
  readonly series: Series[][];
  readonly strategies: StrategyRuntime[];
  readonly ledger: Ledger;
  readonly marks: AccountMarks;
  readonly orders: OrderBook;
  readonly risk: RiskState;
  readonly recent: RecentActivity;
  /** Orders that wait as INTENT for their session to open, in creation order. */
  readonly waiting: OrderIndex[];
}

/** Bars and features of one instrument at one timeframe. */
export interface Series {
  readonly instrument: InstrumentIndex;
  readonly timeframeSeconds: number;
  readonly bank: FeatureBank;
  /** The last bar; a feed may reuse the object for the next bar of this series, for no other. */
  bar: BarClosed;
  sessionIndex: number;
  sessionOpen: UnixMicros;
  sessionClose: UnixMicros;
}

/** What changes about a strategy while it runs. */
export interface StrategyRuntime {
  status: StrategyStatus;
  readonly kind: string;
  /** Per instrument of the strategy, in its order. */
  readonly series: readonly SeriesKey[];
  readonly slots: readonly (readonly number[])[];
  readonly memory: StrategyMemory[];
}

/** Where a strategy's series stands in `TradingBooks.series`. */
export interface SeriesKey {
  readonly instrument: InstrumentIndex;
  readonly at: number;
}

/** A core before its first input. */
export function createCoreState(): CoreState {
  return {
    seq: 0,
    now: 0,
    instruments: [],
    clock: null,
    trading: null,
    seenSignals: new Map(),
    timers: [],
    nextTimerId: 1,
  };
}
