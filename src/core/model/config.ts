import type { Environment } from "./signal.ts";
import type { AccountIndex, InstrumentIndex, MoneyMicrosSafe, QuantityLots, StrategyIndex } from "./units.ts";
import type { VenueModel } from "./venue-model.ts";

/** The resolved configuration of a core: everything a decision may depend on besides the inputs. */
export interface CoreConfig {
  readonly version: number;
  readonly environment: Environment;
  /** Bar length of the feed in seconds; 86,400 and longer are session bars. */
  readonly baseTimeframeSeconds: number;
  readonly accounts: readonly AccountConfig[];
  readonly strategies: readonly StrategyConfig[];
  readonly costs: CostConfig;
  readonly fillModel: "next-bar-open" | "same-bar-close";
  /** What the simulated venue does beyond the plain rules; absent: nothing. */
  readonly venueModel?: VenueModel;
  /** The portfolio's own limits; those of an account or strategy can only be tighter. */
  readonly limits: RiskLimits;
  readonly venue: VenueRules;
  /** Share of equity a strategy gets while no allocation is active, 0.05 by default. */
  readonly sizeWithoutAllocation: number;
}

export interface AccountConfig {
  readonly index: AccountIndex;
  readonly id: string;
  readonly currency: string;
  readonly openingCashMicros: MoneyMicrosSafe;
  /** Which open lots an exit closes; stated beside every realised result. */
  readonly lotMethod: "fifo" | "average";
  /** Limits of this account alone; null: the portfolio's hold. */
  readonly limits: RiskLimits | null;
}

/** How the core deals with the venue: what it may expect of it and how long it waits. */
export interface VenueRules {
  /** Compare orders, fills, positions and cash that often; null: only on demand (a venue in the house). */
  readonly reconcileSeconds: number | null;
  /** A submit, cancel or replace without an answer for that long is asked about. */
  readonly answerSeconds: number;
  /** An UNKNOWN order is alerted after that long. */
  readonly unknownAlertSeconds: number;
  /** NOT_SENT needs this many definitive "not found", and this long from the first to the last. */
  readonly notFoundTimes: number;
  readonly notFoundSeconds: number;
  /** A used client order id is refused for ever, so the same order may be sent again after "not found". */
  readonly refusesUsedIds: boolean;
  /** Stop and target exclude each other at the venue; else the target is watched by us. */
  readonly hasOco: boolean;
  readonly hasReplace: boolean;
  readonly hasTrailingStop: boolean;
}

export type StrategyStatus = "DRAFT" | "REVIEWED" | "TESTING" | "ACTIVE" | "INACTIVE" | "ARCHIVED";

export interface StrategyConfig {
  readonly index: StrategyIndex;
  readonly id: string;
  readonly name: string;
  /** Built-in kind, or `external`: takes signals from outside only. */
  readonly kind: string;
  readonly instruments: readonly InstrumentIndex[];
  readonly timeframeSeconds: number;
  /** Validated against the kind's schema before it enters; booleans are 0 or 1. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly sizing: SizingConfig;
  readonly account: AccountIndex;
  readonly status: StrategyStatus;
  /** Declared exemption from the protective stop (unlevered stock only). */
  readonly isStopExempt: boolean;
  /** Net return on entry notional per trade from the strategy's backtest; null: unknown. */
  readonly expectedAlpha: number | null;
  readonly signalTtlSeconds: number;
  /** Own limits; they tighten the account's and global ones, never exceed them. Null: none. */
  readonly maxPositionMicros: MoneyMicrosSafe | null;
  readonly maxDailyLossMicros: MoneyMicrosSafe | null;
  /** Limits of this strategy alone; null: the account's hold. */
  readonly limits: RiskLimits | null;
}

export type SizingConfig =
  | { readonly kind: "fixed-quantity"; readonly quantityLots: QuantityLots }
  | { readonly kind: "percent-equity"; readonly percent: number }
  | { readonly kind: "risk-per-trade"; readonly percent: number }
  | { readonly kind: "brain" };

export interface CostConfig {
  readonly commissionPerOrderMicros: MoneyMicrosSafe;
  readonly commissionPerUnitMicros: MoneyMicrosSafe;
  readonly commissionBps: number;
  readonly commissionMinimumMicros: MoneyMicrosSafe;
  readonly slippageBps: number;
  /** Limit orders fill on equality instead of strictly through. */
  readonly touch: boolean;
}

/**
 * Limits of one scope; null means that the limit is not set and its check NOT_APPLICABLE.
 * Ratios are fractions (0.05 is 5 %). `isEnforced` false (profile none) records every check and
 * enforces buying power, the kill switch and nothing else.
 */
export interface RiskLimits {
  readonly profile: string;
  readonly isEnforced: boolean;
  readonly orderQuantityMaxLots: QuantityLots | null;
  readonly orderValueMaxRatio: number | null;
  readonly collarRatio: number | null;
  readonly riskPerTradeRatio: number | null;
  readonly positionsMax: number | null;
  readonly deployedMaxRatio: number | null;
  readonly symbolMaxRatio: number | null;
  readonly marginMaxRatio: number | null;
  readonly dailyLossPauseRatio: number | null;
  readonly dailyLossHaltRatio: number | null;
  readonly dailyLossAbsoluteMicros: MoneyMicrosSafe | null;
  readonly drawdownReduceRatio: number | null;
  readonly drawdownHaltRatio: number | null;
  readonly entriesPerMinuteMax: number | null;
  readonly messagesPerMinuteMax: number | null;
  /** Share of the message budget only cancels and exits may use. */
  readonly messagesReserveRatio: number;
  readonly repeatSeconds: number | null;
}
