import type { KillLevel } from "./input.ts";
import type { DecisionTrace } from "./decision-trace.ts";
import type { Order, OrderStatus } from "./order.ts";
import type { SignalOutcome } from "./signal.ts";
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
  | RaiseAlert
  | SignalAccepted
  | SignalEnded
  | DecisionTraced
  | OrderPlanned
  | OrderStateChanged
  | FillBooked
  | RoundTripClosed
  | LedgerPosted
  | PositionChanged
  | TradingStateChanged
  | StrategyStatusChanged
  | LimitBreached
  | SliceMarked
  | ReportQuarantined;
export type OutputKind = Output["kind"];

export interface SubmitOrder {
  readonly kind: "SubmitOrder";
  readonly order: Readonly<Order>;
}
export interface CancelOrder {
  readonly kind: "CancelOrder";
  readonly order: OrderIndex;
}
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
export type LedgerCode = "CASH" | "POSITION" | "REALISED_PNL" | "FEES" | "CAPITAL";
/** One balanced transaction; `amounts` sum to 0. */
export interface LedgerPosted {
  readonly kind: "LedgerPosted";
  readonly account: AccountIndex;
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  readonly cause: "fill" | "cash";
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
