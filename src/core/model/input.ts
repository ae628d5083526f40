import type { AccountEvent } from "./account-event.ts";
import type { AccountSnapshot } from "./account-snapshot.ts";
import type { CoreConfig, RiskLimits, StrategyStatus } from "./config.ts";
import type { Instrument } from "./instrument.ts";
import type { SessionTable } from "./session-table.ts";
import type { Signal } from "./signal.ts";
import type {
  AccountIndex,
  InstrumentIndex,
  MoneyMicrosSafe,
  OrderIndex,
  PriceMicros,
  QuantityLots,
  UnixMicros,
} from "./units.ts";
import type { VenueReport } from "./venue-report.ts";

/**
 * Everything that may change the core. Order is by `seq`, never by clock. Each kind is plain
 * JSON: the journal stores it as it is.
 */
export type Input =
  | InstrumentsLoaded
  | SessionTableLoaded
  | ConfigChanged
  | BarClosed
  | SignalReceived
  | SignalRefusedAtDoor
  | VenueReport
  | AccountSnapshot
  | AccountEvent
  | InstrumentStatusChanged
  | OperatorCommand
  | TimerFired
  | ConnectionChanged
  | TableRecordWritten;

interface InputBase {
  /** Journal number from 1; set by the writer when it appends. */
  seq: number;
  readonly tsEvent: UnixMicros;
  readonly tsReceived: UnixMicros;
}

export interface InstrumentsLoaded extends InputBase {
  readonly kind: "InstrumentsLoaded";
  readonly instruments: readonly Instrument[];
}

export interface SessionTableLoaded extends InputBase {
  readonly kind: "SessionTableLoaded";
  readonly table: SessionTable;
}

/** The first one opens accounts and strategies; later ones may only change limits and costs. */
export interface ConfigChanged extends InputBase {
  readonly kind: "ConfigChanged";
  readonly config: CoreConfig;
  readonly by: string;
  readonly reason: string;
}

/**
 * A bar became known; tsEvent is its tsClose. All bars with one tsClose and the last of them
 * with `endsSlice` form a slice: strategies run once it is complete. A feed may reuse the object
 * for the next bar of the same instrument and timeframe, never for another's: the core holds it.
 */
export interface BarClosed {
  readonly kind: "BarClosed";
  seq: number;
  tsEvent: UnixMicros;
  tsReceived: UnixMicros;
  instrument: InstrumentIndex;
  timeframeSeconds: number;
  tsOpen: UnixMicros;
  openMicros: PriceMicros;
  highMicros: PriceMicros;
  lowMicros: PriceMicros;
  closeMicros: PriceMicros;
  volume: number;
  endsSlice: boolean;
}

/** An accepted signal from outside, with the raw body it came as. */
export interface SignalReceived extends InputBase {
  readonly kind: "SignalReceived";
  readonly receiptId: string;
  readonly sourceId: string;
  readonly profile: string;
  readonly raw: string;
  readonly signal: Signal;
}

/** A delivery that was refused before the core saw a signal; kept for the count. */
export interface SignalRefusedAtDoor extends InputBase {
  readonly kind: "SignalRefusedAtDoor";
  readonly receiptId: string;
  readonly sourceId: string;
  readonly raw: string;
  readonly code: string;
  readonly detail: string;
}

export type KillLevel = "REDUCE" | "HALT" | "FLATTEN";

export type Command =
  | { readonly command: "engage-kill-switch"; readonly level: KillLevel }
  | { readonly command: "release-kill-switch" }
  | { readonly command: "set-strategy-status"; readonly strategyId: string; readonly status: StrategyStatus }
  | { readonly command: "cancel-order"; readonly order: OrderIndex }
  | { readonly command: "cancel-all"; readonly accountId: string | null }
  /** Null keeps what the order has. Quantity is the whole chain's, filled lots included. */
  | {
      readonly command: "replace-order";
      readonly order: OrderIndex;
      readonly quantityLots: QuantityLots | null;
      readonly limitMicros: PriceMicros | null;
      readonly stopMicros: PriceMicros | null;
    }
  /** An order by hand, checked like any other; its signal id comes from the input. */
  | { readonly command: "manual-order"; readonly signal: Signal }
  /** Close what a strategy (null: the account outside of strategies too) holds in an instrument. */
  | { readonly command: "close-position"; readonly strategyId: string; readonly instrument: InstrumentIndex }
  | { readonly command: "reconcile"; readonly accountId: string }
  /** The venue's word becomes ours where fills cannot explain a difference; booked on UNASSIGNED. */
  | { readonly command: "accept-venue"; readonly accountId: string }
  /** New limits of one scope from this seq on; loosening needs `approvedBy`, a second factor given at the edge. */
  | {
      readonly command: "change-limits";
      readonly scope: LimitScope;
      readonly limits: RiskLimits;
      readonly approvedBy: string | null;
    }
  | { readonly command: "move-cash"; readonly accountId: string; readonly amountMicros: MoneyMicrosSafe };

export interface OperatorCommand extends InputBase {
  readonly kind: "OperatorCommand";
  readonly by: string;
  readonly reason: string;
  readonly order: Command;
}

/** Whose limits are meant; the tightest of the three wins. */
export type LimitScope =
  | { readonly kind: "global" }
  | { readonly kind: "account"; readonly accountId: string }
  | { readonly kind: "strategy"; readonly strategyId: string };

/** A timer of the core came due; tsEvent is the due time. */
export interface TimerFired extends InputBase {
  readonly kind: "TimerFired";
  readonly timerId: number;
}

/** An exchange halted or resumed an instrument. */
export interface InstrumentStatusChanged extends InputBase {
  readonly kind: "InstrumentStatusChanged";
  readonly instrument: InstrumentIndex;
  readonly isHalted: boolean;
}

/** The connection of an account to its venue went up or down; after `up` comes reconciliation. */
export interface ConnectionChanged extends InputBase {
  readonly kind: "ConnectionChanged";
  readonly account: AccountIndex;
  readonly isUp: boolean;
}

/** A record of users, keys or senders that the core ignores; in the journal so that it is never lost. */
export interface TableRecordWritten extends InputBase {
  readonly kind: "TableRecordWritten";
  readonly table: string;
  readonly key: string;
  /** Null: deleted. Secrets inside are hashes or ciphertext. */
  readonly row: Readonly<Record<string, unknown>> | null;
}
