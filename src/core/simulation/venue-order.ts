import { assert } from "../assert.ts";
import type { ShortfallRule } from "../model/order.ts";
import type { OrderType, TimeInForce } from "../model/signal.ts";
import type {
  InstrumentIndex,
  MoneyMicrosSafe,
  OrderIndex,
  PriceTicks,
  QuantityLots,
  UnixMicros,
} from "../model/units.ts";
import type { VenueStatus } from "../model/account-snapshot.ts";

/** What the venue itself calls the state of an order: open, or how it ended. */
export type VenueOrderStatus = VenueStatus | "FILLED" | "CANCELED" | "EXPIRED" | "REJECTED" | "REPLACED";

/** Which protective leg an order is; others are no legs. */
export type VenueLeg = "none" | "stop" | "target";

/** One thing that happened to the filled quantity of an order, as it was reported; kept for later questions. */
export interface VenueExecution {
  readonly what: "fill" | "bust" | "correction";
  readonly executionId: string;
  /** The fill that a bust or correction speaks of; empty for fills. */
  readonly refExecutionId: string;
  readonly tsEvent: UnixMicros;
  /** When the venue told of it. */
  readonly tsKnown: UnixMicros;
  readonly quantityLots: QuantityLots;
  readonly priceTicks: PriceTicks;
  readonly feeMicros: MoneyMicrosSafe;
  readonly slippageMicros: MoneyMicrosSafe;
  readonly version: number;
  readonly cumLots: QuantityLots;
  readonly leavesLots: QuantityLots;
  /** Signed money and lots that it moved at the venue. */
  readonly cashMicros: MoneyMicrosSafe;
  readonly positionLots: QuantityLots;
  /** A fill or correction that a later bust or correction took back. */
  isReversed: boolean;
}

/** The venue's own copy of an order, working or done. */
export interface VenueOrder {
  /** Our number of it; -1: somebody else's. */
  readonly order: OrderIndex;
  /** The venue's name: `v` and a number for ours, `x` and a number for foreign ones. */
  readonly id: string;
  readonly instrument: InstrumentIndex;
  readonly isBuy: boolean;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  /** Ordered quantity, the whole chain's for a replacing order; a split restates it. */
  quantityLots: QuantityLots;
  limitTicks: PriceTicks | null;
  /** The level of a trailing stop moves; null until it has one. */
  stopTicks: PriceTicks | null;
  trailTicks: PriceTicks | null;
  collarTicks: PriceTicks | null;
  readonly onShortfall: ShortfallRule;
  /** The entry that a leg belongs to; -1: none. */
  readonly parent: OrderIndex;
  readonly leg: VenueLeg;
  /** The order before and after it in a chain of replacements; -1: none. */
  readonly replaces: OrderIndex;
  replacedBy: OrderIndex;
  /** Close of the order's session for day orders, end of a gtd order; NEVER for the others. */
  readonly tsExpire: UnixMicros;
  /** When it arrives: it acts first at the open of a bar that opens then or later; 0: at once. */
  readonly tsActive: UnixMicros;
  /** Bars that it lets pass after that. */
  barsToPass: number;
  /** Its stop was reached: a stop goes on as a market order, a stop-limit as a limit order. */
  isTriggered: boolean;
  status: VenueOrderStatus;
  /** Counts every report of the stream that names the order, from 1. */
  version: number;
  /** Filled lots of the chain up to here, and the part that the orders before it filled. */
  cumLots: QuantityLots;
  carriedLots: QuantityLots;
  /** Lots taken off because the other leg of its group filled them. */
  reducedLots: QuantityLots;
  /** Of an entry: what its legs filled, busts taken off. */
  legFilledLots: QuantityLots;
  /** What its own fills came to so far, busts not taken off: commission is of the order, not of each fill. */
  filledLots: QuantityLots;
  filledMicros: MoneyMicrosSafe;
  feeMicros: MoneyMicrosSafe;
  readonly executions: VenueExecution[];
  /** When a done-for-day order works again. */
  tsReturn: UnixMicros;
  /** Refuses to be cancelled or replaced: the venue says a request for it is pending. */
  isBusy: boolean;
  /** Told to fill beyond what was ordered or after its end. */
  isOverfilled: boolean;
  /** Why it ended; empty otherwise. */
  reason: string;
}

/** Lots that may still fill; 0 once the order is done. */
export function leavesOf(order: Readonly<VenueOrder>): QuantityLots {
  if (!isOpenAtVenue(order.status)) return 0;
  const leaves = order.quantityLots - order.reducedLots - order.cumLots;
  assert(leaves >= 0 || order.isOverfilled, "an open order fills no more than ordered unless told to");
  return Math.max(0, leaves);
}

/** True while the venue may still fill the order, today or later. */
export function isOpenAtVenue(status: VenueOrderStatus): status is VenueStatus {
  switch (status) {
    case "ACCEPTED":
    case "HELD":
    case "WORKING":
    case "PARTIAL":
    case "SUSPENDED":
    case "DONE_FOR_DAY":
      return true;
    default:
      return false;
  }
}

/** True while bars are matched against the order. */
export function isMatched(status: VenueOrderStatus): boolean {
  return status === "WORKING" || status === "PARTIAL";
}

/** The status of an order that works, by what is filled. */
export function workingStatusOf(order: Readonly<VenueOrder>): VenueStatus {
  return order.cumLots > 0 ? "PARTIAL" : "WORKING";
}
