import type { Bracket, OrderType, Side, SignalIntent, TimeInForce } from "./signal.ts";
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

export const ORDER_STATUSES = [
  "INTENT",
  "DENIED",
  "APPROVED",
  "SENDING",
  "UNKNOWN",
  "ACCEPTED",
  "HELD",
  "WORKING",
  "PARTIAL",
  "SUSPENDED",
  "DONE_FOR_DAY",
  "FILLED",
  "CANCELED",
  "EXPIRED",
  "REJECTED",
  "REPLACED",
  "NOT_SENT",
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];
export type OrderPending = "none" | "cancel" | "replace";
/** Whether the order opens or closes the strategy's own sub-position. */
export type PositionEffect = "open" | "close";
/** What an order is for: `stop` and `target` are the protective legs that follow an entry's fills. */
export type OrderRole = "entry" | "exit" | "stop" | "target";
/** What the venue does when cash would turn negative at the fill (semantics section 3). */
export type ShortfallRule = "reduce" | "reject";

/** One order of ours: planned (INTENT), passed (APPROVED), live or done. Owned by core/execution. */
export interface Order {
  readonly index: OrderIndex;
  readonly account: AccountIndex;
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  /** Id of the causing signal where a sender gave one; else null and tsBar, n name the built-in's. */
  readonly externalSignalId: string | null;
  readonly tsBar: UnixMicros;
  readonly n: number;
  /** Leg of the signal's plan: 0 the exit of a reversal or the only order, 1 its entry, from 3 its protective exits. */
  readonly leg: number;
  /** Its end is its signal's end; false for the exit of a reversal, protective legs, and once the outcome was told. */
  endsSignal: boolean;
  /** Which try of the same intent: exits that expired are sent again under the next number. */
  readonly attempt: number;
  readonly intent: SignalIntent;
  readonly side: Side;
  readonly effect: PositionEffect;
  readonly role: OrderRole;
  /** The entry that a protective leg belongs to; legs of one parent exclude each other at the venue. -1: none. */
  readonly parent: OrderIndex;
  /** The order that this one replaces, and the one that replaces it; -1: none. */
  readonly replaces: OrderIndex;
  replacedBy: OrderIndex;
  /** Entered at the venue by somebody else and adopted: counted everywhere, never sent by us. */
  readonly isExternal: boolean;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  /** Whole quantity of the intent; of a replacing order the chain's: what replaced ones filled counts in `cumLots`. */
  readonly quantityLots: QuantityLots;
  readonly limitTicks: PriceTicks | null;
  readonly stopTicks: PriceTicks | null;
  /** Distance of a trailing stop; null for all other types. */
  readonly trailTicks: PriceTicks | null;
  /** When a `gtd` order ends; null for all others. */
  readonly tsGoodTill: UnixMicros | null;
  /** Protective exits of an entry; null: none. */
  readonly bracket: Bracket | null;
  /** Price beyond which a market order must not fill; a check, never a change of type. */
  collarTicks: PriceTicks | null;
  readonly onShortfall: ShortfallRule;
  /** Entry-to-stop distance per unit in ticks, for the risk-per-trade check; null: none. */
  readonly stopDistanceTicks: PriceTicks | null;
  readonly tsCreated: UnixMicros;
  status: OrderStatus;
  pending: OrderPending;
  /** Asked for while something else was pending; goes out when that settles. */
  queuedCancel: boolean;
  /** Filled lots, those of replaced orders of the chain included. */
  cumLots: QuantityLots;
  /** The part of `cumLots` that replaced orders of the chain filled. */
  carriedLots: QuantityLots;
  /** Highest cumulative quantity a status of the venue named, chain included; above `cumLots` there is a fill gap. */
  statedCumLots: QuantityLots;
  /** Sum of lots x ticks over the fills: average price = this / cumLots. */
  cumLotTicks: number;
  feeMicros: MoneyMicrosSafe;
  /** Money reserved in the account until the order is terminal; worst case, both sides. */
  reservedMicros: MoneyMicrosSafe;
  /** Version of the limits that judged it; 0 while it was not judged. */
  limitsVersion: number;
  /** The venue's own id; empty until it named one. */
  venueOrderId: string;
  /** Highest version of the order that a report carried; an older status never lowers a newer one. */
  venueVersion: number;
  /** Definitive "not found" answers in a row, and when the first of them came; 0: none. */
  notFoundCount: number;
  tsNotFound: UnixMicros;
  /** When the bytes may have left, and when the pending cancel or replace was asked for; 0: not yet. */
  tsSent: UnixMicros;
  tsPending: UnixMicros;
  /** Protective legs made for this entry so far: the number of the next one in its id. */
  legsMade: number;
  /** Times it was asked about without a conclusion, for backing off. */
  probes: number;
  tsApproved: UnixMicros;
  tsLast: UnixMicros;
  /** Reason code of a denial, rejection or withdrawal; null while there is none. */
  reason: string | null;
}

/** True when the venue can no longer work the order (late fills are still booked). */
export function isTerminal(status: OrderStatus): boolean {
  switch (status) {
    case "DENIED":
    case "FILLED":
    case "CANCELED":
    case "EXPIRED":
    case "REJECTED":
    case "REPLACED":
    case "NOT_SENT":
      return true;
    default:
      return false;
  }
}
