import type { OrderStatus } from "./order.ts";
import type { ExternalOrder, VenueReport } from "./venue-report.ts";
import type { AccountIndex, InstrumentIndex, MoneyMicrosSafe, OrderIndex, QuantityLots, UnixMicros } from "./units.ts";

/**
 * What the venue says about a whole account, read in one go to answer a `RequestSnapshot`. Each
 * part tells for itself whether it was answered completely: a failed or partial one is no
 * evidence of absence, and an empty list is never read as flat on its own.
 */
export interface AccountSnapshot {
  readonly kind: "AccountSnapshot";
  seq: number;
  readonly tsEvent: UnixMicros;
  readonly tsReceived: UnixMicros;
  readonly account: AccountIndex;
  /** Number of the request it answers; 0: unasked. */
  readonly requestId: number;
  /** Venue time at which the read began: what happened later may be missing. */
  readonly tsAsOf: UnixMicros;
  /** Complete answer; else the part is empty or a piece only. */
  readonly areOrdersComplete: boolean;
  readonly areFillsComplete: boolean;
  readonly arePositionsComplete: boolean;
  readonly isCashComplete: boolean;
  /** Every order that is open at the venue, ours and foreign. */
  readonly orders: readonly VenueOrderState[];
  /** Fills of the account since `tsFillsFrom`, as reports with `isAnswer`; also busts and corrections. */
  readonly tsFillsFrom: UnixMicros;
  readonly fills: readonly VenueReport[];
  readonly positions: readonly VenuePosition[];
  readonly cashMicros: MoneyMicrosSafe;
}

/** One open order in the venue's words. */
export interface VenueOrderState {
  /** By client order id, translated at the edge; -1: not ours. */
  readonly order: OrderIndex;
  readonly venueOrderId: string;
  readonly status: VenueStatus;
  readonly venueVersion: number;
  readonly cumLots: QuantityLots;
  readonly leavesLots: QuantityLots;
  /** Set for every order, also ours, so that a mix-up is seen. */
  readonly terms: ExternalOrder;
}

/** Statuses an open order can have at a venue. */
export type VenueStatus = Extract<
  OrderStatus,
  "ACCEPTED" | "HELD" | "WORKING" | "PARTIAL" | "SUSPENDED" | "DONE_FOR_DAY"
>;

/**
 * Net holding in one instrument; instruments without one are left out. A fraction of a lot is dust
 * that no order of ours can close: it is told as it is and never rounded away.
 */
export interface VenuePosition {
  readonly instrument: InstrumentIndex;
  readonly quantityLots: QuantityLots;
}
