import type { Ledger } from "../account/ledger.ts";
import type { OrderBook } from "../execution/order-book.ts";
import type { FeatureBank } from "../features/feature-bank.ts";
import type { MarketState } from "../market/market-state.ts";
import type { SessionClock } from "../market/session-clock.ts";
import type { CoreConfig, StrategyConfig, StrategyStatus } from "../model/config.ts";
import type { BarClosed } from "../model/input.ts";
import type { Instrument } from "../model/instrument.ts";
import type { SnapshotReason } from "../model/output.ts";
import type { Bracket, Signal } from "../model/signal.ts";
import type {
  InstrumentIndex,
  OrderIndex,
  PriceTicks,
  QuantityLots,
  StrategyIndex,
  UnixMicros,
} from "../model/units.ts";
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
  /** Number of the next snapshot that is asked for. */
  nextRequestId: number;
}

/**
 * `order-timeout`: an answer to a submit, cancel, replace or probe is due. `snapshot-timeout`: the
 * answer to a RequestSnapshot is. `reconcile`: the next cycle. `protect`: a position must have its
 * exits by now. `flatten`: look again at what FLATTEN still has to close.
 */
export type TimerPurpose =
  | "session-open"
  | "order-timeout"
  | "snapshot-timeout"
  | "reconcile"
  | "protect"
  | "exit-retry"
  | "flatten";

/** A due time the core asked for. Timers live in the state; the driver peeks at the earliest. */
export interface Timer {
  readonly id: number;
  readonly dueAt: UnixMicros;
  readonly purpose: TimerPurpose;
  /** What it is about: an order, for `protect` a sub-position, for snapshot, cycle and flatten an account; -1: none. */
  readonly order: OrderIndex;
}

/** Everything that exists once the first configuration opened accounts and strategies. */
export interface TradingBooks {
  config: CoreConfig;
  readonly market: MarketState;
  /** Close of the last slice that was marked; a bar of an earlier one comes too late to decide on. */
  tsSlice: UnixMicros;
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
  /** The configured strategies and after them UNASSIGNED of each account, what ledger and strategies are indexed by. */
  readonly sources: StrategyConfig[];
  /** Per account what we know of its state at the venue. */
  readonly links: AccountLink[];
  /** Uint8Array[instruments]: 1 while the exchange has halted it. */
  readonly halted: Uint8Array;
  /** Exits that wait until the protective orders that cover the same lots are gone. */
  readonly pendingExits: PendingExit[];
  /** Per [strategy * instrumentCount + instrument] how the sub-position is protected; null: by its strategy's signals. */
  readonly protections: (Protection | null)[];
  /** Exits that the venue refused or lost and that are sent again. */
  readonly exitRetries: ExitRetry[];
  /** Per account the closing that FLATTEN began; null: none under way. */
  readonly flattens: (FlattenProcess | null)[];
  /** Ids of account events booked, with their time. */
  readonly bookedEvents: Map<string, UnixMicros>;
}

/** An account's connection and what is certain about it. */
export interface AccountLink {
  isUp: boolean;
  /** Why no new exposure may be taken (R8); empty while everything is known. */
  block: string;
  /** Snapshot asked for and not answered yet; 0: none. */
  requestId: number;
  tsRequested: UnixMicros;
  /** Why it was asked for, to ask again for the same reason. */
  requestReason: SnapshotReason;
  /** Fills up to here were compared; the next snapshot asks from a little before. */
  tsFillsSeen: UnixMicros;
  tsReconciled: UnixMicros;
  /** Answers in a row that left something open. */
  openRounds: number;
  /** Of these, the latest in a row in which positions or cash differed. */
  differRounds: number;
  /** Times in the last minute at which the venue failed us, ascending (RISK-10). */
  readonly failures: UnixMicros[];
  /** When its books were opened: what the venue did before is in the opening balance. */
  readonly tsOpened: UnixMicros;
  /** When the connection came up last, and the venue's last word of any kind (F19). */
  tsUp: UnixMicros;
  tsHeard: UnixMicros;
  /** Venue time of the newest snapshot that was compared. */
  tsAsOf: UnixMicros;
  /** Venue time of the newest complete list of orders and fills, and since when it names fills; evidence of absence. */
  tsListed: UnixMicros;
  tsListedFrom: UnixMicros;
  /** Open orders and positions by that list; -1: not answered completely yet. The evidence for "flat". */
  ordersThere: number;
  positionsThere: number;
  /** Snapshots in a row that were not or only half answered, for backing off. */
  failedAnswers: number;
  /** Close of the last session that was compared at its end. */
  tsEndOfDay: UnixMicros;
  /** UNKNOWN orders that were alerted already. */
  alertedUnknown: OrderIndex[];
  /** What the last comparison left unexplained, for `accept-venue`; null: nothing. */
  differences: VenueDifferences | null;
}

/** Holdings that fills cannot explain, with our own figures so that an outdated difference is never booked. */
export interface VenueDifferences {
  readonly positions: readonly HoldingDifference[];
  readonly cash: { readonly ours: number; readonly theirs: number } | null;
}

/** One instrument's net lots here and at the venue. */
export interface HoldingDifference {
  readonly instrument: InstrumentIndex;
  readonly ours: QuantityLots;
  readonly theirs: QuantityLots;
}

/** A closing signal, or the next attempt of a closing order, that goes on once nothing else can close the same lots. */
export interface PendingExit {
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  /** Null: the next attempt of `retryOf`. */
  readonly signal: Signal | null;
  /** The order that is sent again; -1 for signals. */
  readonly retryOf: OrderIndex;
  /** Given by a person: sized by hand, not by the brain. */
  readonly isManual: boolean;
  readonly tsAsked: UnixMicros;
}

/** The levels that close a sub-position, and how much of it no order at the venue covers. */
export interface Protection {
  /** The entry that brought the bracket, the last of its chain: legs name it as their parent. */
  parent: OrderIndex;
  readonly bracket: Bracket;
  stopTicks: PriceTicks | null;
  trailTicks: PriceTicks | null;
  targetTicks: PriceTicks | null;
  /** Lots whose levels we watch ourselves, at each close: more than the account holds net, or refused by the venue. */
  watchedLots: QuantityLots;
  /** Best close since the entry, for a trailing stop that we watch. */
  bestTicks: PriceTicks;
  /** The venue refused a leg: nothing rests there any more, we watch. */
  isRefused: boolean;
  /** Since when less is covered than is held; 0: covered. */
  tsNaked: UnixMicros;
}

/** A closing order that ended without closing, to be planned again as the next attempt. */
export interface ExitRetry {
  readonly order: OrderIndex;
  readonly dueAt: UnixMicros;
}

/** FLATTEN at work: it ends when the venue's own answer shows no order and no position. */
export interface FlattenProcess {
  readonly tsEngaged: UnixMicros;
  readonly seqEngaged: number;
  /** Counts the rounds of closing orders, so that each has an id of its own. */
  round: number;
  canceledOrders: number;
  closedLots: QuantityLots;
}

/** Bars and features of one instrument at one timeframe. */
export interface Series {
  readonly instrument: InstrumentIndex;
  readonly timeframeSeconds: number;
  readonly bank: FeatureBank;
  /** The last bar; a feed may reuse the object for the next bar of this series, for no other. */
  bar: BarClosed;
  /** Close of that bar, kept apart because the object is reused. */
  tsLast: UnixMicros;
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
    nextRequestId: 1,
  };
}
