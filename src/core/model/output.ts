import type { KillLevel } from "./input.ts";
import type { DecisionTrace } from "./decision-trace.ts";
import type { Order, OrderPending, OrderStatus } from "./order.ts";
import type { SignalOutcome } from "./signal.ts";
import type { ExposureBlocked, FlattenProgressed, Reconciled } from "./venue-facts.ts";
import type {
  AccountIndex,
  InstrumentIndex,
  MoneyMicrosSafe,
  OrderIndex,
  PriceTicks,
  QuantityLots,
  StrategyIndex,
  UnixMicros,
} from "./units.ts";

/**
 * Everything the core decided: commands to the outside and facts. Each is identified by the seq
 * of its cause and its index there. `OrderPlanned`, `SubmitOrder` and `DecisionTraced` point into
 * the core's own memory and are valid until the next `step`; `engine/encode-output.ts` turns any
 * Output into plain JSON.
 */
export type Output =
  | SubmitOrder
  | CancelOrder
  | ReplaceOrder
  | ProbeOrder
  | RequestSnapshot
  | RaiseAlert
  | SignalAccepted
  | SignalEnded
  | DecisionTraced
  | OrderPlanned
  | OrderAdopted
  | OrderStateChanged
  | OrderPendingChanged
  | FillBooked
  | FillReversed
  | RoundTripClosed
  | LedgerPosted
  | PositionChanged
  | TradingStateChanged
  | StrategyStatusChanged
  | LimitBreached
  | LimitsChanged
  | ExposureBlocked
  | Reconciled
  | FlattenProgressed
  | CommandRefused
  | SliceMarked
  | ReportQuarantined;

export interface SubmitOrder {
  readonly kind: "SubmitOrder";
  readonly order: Readonly<Order>;
}
export interface CancelOrder {
  readonly kind: "CancelOrder";
  readonly order: OrderIndex;
  /** The venue's own id, the only one a foreign order has; empty until it named one. */
  readonly venueOrderId: string;
}
/** The venue shall put `order` in the place of the order `order.replaces`, atomically or not at all. */
export interface ReplaceOrder {
  readonly kind: "ReplaceOrder";
  readonly order: Readonly<Order>;
}
/** Ask the venue what it knows of one order, by client order id, its fills included. */
export interface ProbeOrder {
  readonly kind: "ProbeOrder";
  readonly order: OrderIndex;
}
/** Read the whole account at the venue; answered by an `AccountSnapshot` of that number. */
export interface RequestSnapshot {
  readonly kind: "RequestSnapshot";
  readonly account: AccountIndex;
  readonly requestId: number;
  /** Fills since then are wanted. */
  readonly tsFillsFrom: UnixMicros;
  readonly reason: SnapshotReason;
}
export type SnapshotReason =
  | "start"
  | "reconnect"
  | "cycle"
  | "end-of-day"
  | "silence"
  | "mismatch"
  | "flatten"
  | "operator";
export type AlertSeverity = "info" | "warning" | "critical" | "emergency";
export interface RaiseAlert {
  readonly kind: "RaiseAlert";
  readonly severity: AlertSeverity;
  readonly code: string;
  readonly text: string;
  readonly order: OrderIndex;
}
export interface SignalAccepted {
  readonly kind: "SignalAccepted";
  readonly signalId: string;
  readonly strategy: StrategyIndex;
}
/** The one final outcome of a signal. */
export interface SignalEnded {
  readonly kind: "SignalEnded";
  /** Null for a built-in's signal: then strategy, instrument, tsBar and n make the id. */
  readonly externalId: string | null;
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  readonly tsBar: UnixMicros;
  readonly n: number;
  readonly outcome: SignalOutcome;
  readonly reason: string;
}
export interface DecisionTraced {
  readonly kind: "DecisionTraced";
  readonly trace: Readonly<DecisionTrace>;
}
export interface OrderPlanned {
  readonly kind: "OrderPlanned";
  readonly order: Readonly<Order>;
}
/** An order of nobody here was seen at the venue: it counts in every limit from now on. */
export interface OrderAdopted {
  readonly kind: "OrderAdopted";
  readonly order: Readonly<Order>;
}
/** A cancel or replace was asked for, or settled without a change of status. */
export interface OrderPendingChanged {
  readonly kind: "OrderPendingChanged";
  readonly order: OrderIndex;
  readonly to: OrderPending;
  /** Why a request ended without effect; empty otherwise. */
  readonly reason: string;
}
export interface OrderStateChanged {
  readonly kind: "OrderStateChanged";
  readonly order: OrderIndex;
  readonly from: OrderStatus;
  readonly to: OrderStatus;
  readonly tsEvent: UnixMicros;
  /** Empty unless a refusal, rejection, cancel or expiry gives one. */
  readonly reason: string;
}
export interface FillBooked {
  readonly kind: "FillBooked";
  readonly order: OrderIndex;
  readonly executionId: string;
  readonly tsEvent: UnixMicros;
  readonly quantityLots: QuantityLots;
  readonly priceTicks: PriceTicks;
  readonly feeMicros: MoneyMicrosSafe;
  readonly slippageMicros: MoneyMicrosSafe;
  readonly isLate: boolean;
}
/** A bust, or the first half of a correction: the original fill is taken back exactly. */
export interface FillReversed {
  readonly kind: "FillReversed";
  readonly order: OrderIndex;
  readonly executionId: string;
  readonly refExecutionId: string;
  readonly tsEvent: UnixMicros;
  readonly quantityLots: QuantityLots;
  readonly priceTicks: PriceTicks;
  readonly feeMicros: MoneyMicrosSafe;
}
/** One FIFO match of an exit fill with an entry order (semantics section 8). */
export interface RoundTripClosed {
  readonly kind: "RoundTripClosed";
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  readonly side: "long" | "short";
  readonly quantityLots: QuantityLots;
  readonly entryOrder: OrderIndex;
  readonly exitOrder: OrderIndex;
  readonly tsEntry: UnixMicros;
  readonly tsExit: UnixMicros;
  /** Sum of lots x ticks of the matched entry fills: average price = this / quantityLots. */
  readonly entryLotTicks: number;
  readonly exitLotTicks: number;
  readonly grossMicros: MoneyMicrosSafe;
  readonly costsMicros: MoneyMicrosSafe;
  readonly slippageMicros: MoneyMicrosSafe;
  readonly netMicros: MoneyMicrosSafe;
}
export type LedgerCode = "CASH" | "POSITION" | "REALISED_PNL" | "FEES" | "CAPITAL" | "INCOME";
/** Why a transaction was posted. */
export type LedgerCause =
  | "fill"
  | "bust"
  | "cash"
  | "fee"
  | "interest"
  | "dividend"
  | "split"
  | "exercise"
  | "assignment"
  | "expiry"
  | "accept-venue";
/** One balanced transaction; `amounts` sum to 0. */
export interface LedgerPosted {
  readonly kind: "LedgerPosted";
  readonly account: AccountIndex;
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  readonly cause: LedgerCause;
  readonly codes: readonly LedgerCode[];
  readonly amountsMicros: readonly MoneyMicrosSafe[];
}
/** A strategy's sub-position after a fill. */
export interface PositionChanged {
  readonly kind: "PositionChanged";
  readonly account: AccountIndex;
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  /** Signed: negative is short. */
  readonly quantityLots: QuantityLots;
  /** Signed sum of lots x ticks of the open lots. */
  readonly openLotTicks: number;
  readonly realisedMicros: MoneyMicrosSafe;
}
export type TradingState = "ACTIVE" | KillLevel;
export interface TradingStateChanged {
  readonly kind: "TradingStateChanged";
  readonly from: TradingState;
  readonly to: TradingState;
  readonly by: string;
  readonly reason: string;
}
export interface StrategyStatusChanged {
  readonly kind: "StrategyStatusChanged";
  readonly strategy: StrategyIndex;
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly reason: string;
}
export interface LimitBreached {
  readonly kind: "LimitBreached";
  readonly limit: string;
  readonly value: number;
  readonly limitValue: number;
  readonly action: string;
}
/** Limits of one scope hold in this version from this seq on. */
export interface LimitsChanged {
  readonly kind: "LimitsChanged";
  readonly version: number;
  readonly scope: string;
  readonly isLoosened: boolean;
  readonly by: string;
  readonly approvedBy: string | null;
  readonly reason: string;
}
/** A person's command that was understood and not done. */
export interface CommandRefused {
  readonly kind: "CommandRefused";
  readonly command: string;
  readonly code: string;
  readonly text: string;
}
/** All bars of one time are in and marked: the account's figures at that time. */
export interface SliceMarked {
  readonly kind: "SliceMarked";
  readonly account: AccountIndex;
  readonly tsMark: UnixMicros;
  readonly equityMicros: MoneyMicrosSafe;
  readonly cashMicros: MoneyMicrosSafe;
  readonly peakEquityMicros: MoneyMicrosSafe;
  readonly dayStartEquityMicros: MoneyMicrosSafe;
}
/** A report the core could not apply: kept, alerted, never thrown away. */
export interface ReportQuarantined {
  readonly kind: "ReportQuarantined";
  readonly order: OrderIndex;
  readonly report: string;
  readonly why: string;
}
