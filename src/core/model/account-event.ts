import type {
  AccountIndex,
  InstrumentIndex,
  MoneyMicrosSafe,
  QuantityLots,
  StrategyIndex,
  UnixMicros,
} from "./units.ts";

/**
 * Something that moves money or positions of an account and is no fill of an order. The same id is
 * booked once, whatever channel it comes by.
 */
export interface AccountEvent {
  readonly kind: "AccountEvent";
  seq: number;
  readonly tsEvent: UnixMicros;
  readonly tsReceived: UnixMicros;
  readonly account: AccountIndex;
  /** Identity of the event at the venue. */
  readonly eventId: string;
  /** The event that this one corrects, such as a late fee's fill; empty: none. */
  readonly refEventId: string;
  readonly event: AccountHappening;
}

/** What happened; amounts are signed from the account's point of view, positive comes in. */
export type AccountHappening =
  | { readonly what: "deposit" | "withdrawal"; readonly amountMicros: MoneyMicrosSafe }
  /** Strategy null: it stays with UNASSIGNED of the account. */
  | {
      readonly what: "fee" | "rebate" | "interest" | "borrow-fee";
      readonly amountMicros: MoneyMicrosSafe;
      readonly strategy: StrategyIndex | null;
    }
  /**
   * Per unit held, shared among the sub-positions by lots; shorts pay it. What the venue really paid,
   * when it says so, wins: fills it knows and we do not yet may be behind the difference, which stays
   * with UNASSIGNED. Null: not said.
   */
  | {
      readonly what: "dividend";
      readonly instrument: InstrumentIndex;
      readonly perUnitMicros: MoneyMicrosSafe;
      readonly paidMicros: MoneyMicrosSafe | null;
    }
  /** `to` new for `from` old units: 2 for 1. Fractions that do not fit a lot are paid at `cashInLieuMicros` per unit. */
  | {
      readonly what: "split";
      readonly instrument: InstrumentIndex;
      readonly to: number;
      readonly from: number;
      readonly cashInLieuMicros: MoneyMicrosSafe;
    }
  /**
   * `lots` of the option's position end, long ones positive. Exercise and assignment deliver
   * `deliveredLots` (signed) of `delivered` at the strike; expiry delivers nothing.
   */
  | {
      readonly what: "exercise" | "assignment" | "expiry";
      readonly instrument: InstrumentIndex;
      readonly lots: QuantityLots;
      readonly delivered: InstrumentIndex;
      readonly deliveredLots: QuantityLots;
      readonly strikeMicros: MoneyMicrosSafe;
    };
