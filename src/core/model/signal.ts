import type { InstrumentIndex, PriceMicros, QuantityLots, StrategyIndex, UnixMicros } from "./units.ts";

export type Environment = "live" | "paper" | "sandbox" | "backtest";
export type Side = "buy" | "sell";
export type SignalIntent = "entry" | "exit";
export type OrderType = "market" | "limit" | "stop" | "stop-limit" | "trailing-stop";
export type TimeInForce = "day" | "gtc" | "gtd" | "ioc" | "fok";

/**
 * Protective exits that follow an entry's fills: a stop, and a target that excludes it. Levels are
 * distances from the average fill price of the entry, `micros` of price or `millionths` of it.
 */
export interface Bracket {
  readonly unit: "micros" | "millionths";
  /** Distance of the stop against the position; null: no stop. */
  readonly stop: number | null;
  /** The stop trails the best price at that distance. */
  readonly isTrailing: boolean;
  /** Distance of the target with the position; null: no target. */
  readonly target: number | null;
}

/** What a strategy returns; the engine adds identity, time and environment. */
export interface SignalDraft {
  readonly intent: SignalIntent;
  /** Entries: the direction opened. Exits: the direction of the closing order. */
  readonly side: Side;
  readonly orderType: OrderType;
  readonly limitMicros: PriceMicros | null;
  readonly stopMicros: PriceMicros | null;
  readonly timeInForce: TimeInForce;
  /** Distance from entry to protective stop per unit, for risk sizing; null: no stop. */
  readonly stopDistanceMicros: PriceMicros | null;
  /** Entries: exits that rest at the venue as soon as the entry fills; null: the strategy exits by signal. */
  readonly bracket: Bracket | null;
}

/** A strategy's or sender's wish, in one shape for both. */
export interface Signal {
  /** Null for built-ins: their id is made by `signalIdOf` from strategy, instrument, tsBar and n. */
  readonly externalId: string | null;
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  readonly environment: Environment;
  readonly intent: SignalIntent;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly limitMicros: PriceMicros | null;
  readonly stopMicros: PriceMicros | null;
  readonly timeInForce: TimeInForce;
  readonly stopDistanceMicros: PriceMicros | null;
  readonly bracket: Bracket | null;
  /** Distance of a trailing stop from the best price; null for all other types. */
  readonly trailMicros: PriceMicros | null;
  /** When a `gtd` order ends; null for all others. */
  readonly tsGoodTill: UnixMicros | null;
  /** The sender's own size; the brain may reduce, never exceed it. Null: the brain decides. */
  readonly quantityLots: QuantityLots | null;
  /** Price the sender saw; null: the mid at receipt. */
  readonly referenceMicros: PriceMicros | null;
  /** Net return on entry notional the sender expects per trade; null: unknown. */
  readonly expectedAlpha: number | null;
  readonly tsSent: UnixMicros;
  readonly tsValidUntil: UnixMicros | null;
  /** tsClose of the bar that caused it (built-ins), else the time of receipt. */
  readonly tsBar: UnixMicros;
  /** Number of this signal among those of one strategy, instrument and bar, from 0. */
  readonly n: number;
}

/** Final outcome of a signal (SIG-13). */
export type SignalOutcome =
  | "REFUSED"
  | "DUPLICATE"
  | "EXPIRED"
  | "DROPPED"
  | "DENIED"
  | "NOT_SENT"
  | "REJECTED"
  | "CANCELED"
  | "PARTLY_FILLED"
  | "FILLED"
  | "WITHDRAWN";
